import { setImmediate } from 'node:timers/promises'
import type { Micros } from '../../domain/money.ts'
import { readColumnPieces } from '../../records/account-view.ts'
import type { Generation } from '../../records/account-view.ts'
import type { Records } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { unpackBytes } from './pack.ts'
import { searchColumns } from './search-index.ts'

/**
 * Whole numbers, one for each account by position.
 * - `grade`, `gradeBefore`, `gradeWeek`: rank in the grades of the policy, the best 0; `none` for no grade
 * - `movement`: index in `movementClasses`
 * - `owner`, `territory`, `segment`: index in the dictionary of that name; `none` for no one
 * - `root`: position of the ultimate parent, its own where it has none
 * - `flags`: the sum of `flag`s
 * - `firstInvoice`, `lastInvoice`: days since 1970-01-01; `unknown` for never
 * - `spendBand`: rank of the band of spend; `unknown` where nothing was invoiced
 */
export const intColumns = [
  'grade',
  'gradeBefore',
  'gradeWeek',
  'movement',
  'owner',
  'territory',
  'segment',
  'root',
  'flags',
  'firstInvoice',
  'lastInvoice',
  'orders',
  'lines',
  'invoices',
  'weekInvoices',
  'spendBand',
] as const
export type IntColumn = (typeof intColumns)[number]

/** Money in millionths, one for each account by position; `unknownMoney` where it is not known. */
export const moneyColumns = [
  'spend',
  'spendBefore',
  'cost',
  'costedSpend',
  'spendMagnitude',
  'costedMagnitude',
  'grossProfit',
  'toNext',
  'above',
  'weekSpend',
] as const
export type MoneyColumn = (typeof moneyColumns)[number]

/** No grade, owner, territory or segment. */
export const none = -1
/** A whole number that is not known. */
export const unknown = -0x8000_0000
/** Money that is not known. */
export const unknownMoney: Micros = -(2n ** 63n)

export const flag = { valid: 1, flagged: 2, stub: 4 } as const

/** Somebody or something that accounts are grouped by. */
export interface Entry {
  /** `source/key`. */
  readonly key: string
  readonly name: string
  /** Index of the one above in the same dictionary, of territories only; `none` for the top. */
  readonly parent: number
}
export const dictionaries = ['owner', 'territory', 'segment'] as const
export type Dictionary = (typeof dictionaries)[number]

/** Names under which the columns of a generation are stored. */
export const columnName = {
  ints: (name: IntColumn): string => `int ${name}`,
  money: (name: MoneyColumn): string => `money ${name}`,
  dictionary: (name: Dictionary): string => `dictionary ${name}`,
  order: (sort: string): string => `order ${sort}`,
  absentHeads: 'absent heads',
}

/**
 * The columns of a generation, each read when it is first asked for and kept while the generation is in use. A generation
 * never changes, so whoever filters, sorts or sums an account list goes through these in memory, at a hundred thousand
 * accounts in a millisecond, whatever the filter and the order.
 */
export interface ViewColumns {
  /** How many accounts there are: positions are 0 up to it. */
  readonly count: number
  ints(name: IntColumn): Promise<Int32Array>
  money(name: MoneyColumn): Promise<BigInt64Array>
  dictionary(name: Dictionary): Promise<readonly Entry[]>
  /** The positions in the order of a sort of the contract, `-spend`. */
  order(sort: string): Promise<Int32Array>
  /** The position that stands in `root` for an ultimate parent that is none of the accounts, by its id. */
  absentHeads(): Promise<ReadonlyMap<string, number>>
  /** Folded name, key and aliases of each account: what a list is filtered by. */
  texts(): Promise<Lines>
  /** What accounts are found by as somebody types; undefined where the view is none that is searched. */
  search(): Promise<SearchIndex | undefined>
}

/**
 * Words, and the accounts each of them is a word of. After the accounts of the lists stand those that nobody lists any more, with
 * the row of what stands on none between.
 */
export interface SearchIndex {
  /** Folded name, key and aliases of each account. */
  readonly texts: Lines
  /** Sorted by code units. */
  readonly words: Lines
  /** Where the postings of each word start, and at the end how many there are. */
  readonly starts: Int32Array
  readonly postings: Int32Array
  /** Aliases and sites of each account as they are written. */
  readonly written: Lines
  /** The place of each account among all, the one with the largest band of spend first. */
  readonly places: Int32Array
}

/** One text for many, so that looking through all of them is one pass: each line ends with a line feed. */
export interface Lines {
  readonly text: string
  /** Where each line starts, and at the end the length of all. */
  readonly starts: Int32Array
}

/** The line at `index` without its end. */
export function lineAt({ text, starts }: Lines, index: number): string {
  return text.slice(starts[index], (starts[index + 1] ?? 1) - 1)
}

/** Generations whose columns are kept: the shown one and the one before it, of a few periods. */
const keptGenerations = 6
const columnsByRecords = new WeakMap<Records, Map<number, ViewColumns>>()

/** The columns of a generation. */
export function openColumns(
  ctx: Pick<Ctx, 'records'>,
  generation: Pick<Generation, 'number' | 'accounts'>,
): ViewColumns {
  const kept = columnsByRecords.get(ctx.records) ?? new Map<number, ViewColumns>()
  columnsByRecords.set(ctx.records, kept)
  const columns = kept.get(generation.number) ?? new StoredColumns(ctx.records, generation.number, generation.accounts)
  kept.delete(generation.number)
  kept.set(generation.number, columns)
  const oldest = kept.size > keptGenerations ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  return columns
}

class StoredColumns implements ViewColumns {
  readonly count: number
  readonly #records: Records
  readonly #generation: number
  readonly #columnsByName = new Map<string, Promise<unknown>>()
  #search: Promise<SearchIndex | undefined> | undefined

  constructor(records: Records, generation: number, count: number) {
    this.#records = records
    this.#generation = generation
    this.count = count
  }

  ints(name: IntColumn): Promise<Int32Array> {
    return this.#once(columnName.ints(name), (bytes) => this.#whole(new Int32Array(bytes.buffer), name))
  }

  money(name: MoneyColumn): Promise<BigInt64Array> {
    return this.#once(columnName.money(name), (bytes) => this.#whole(new BigInt64Array(bytes.buffer), name))
  }

  dictionary(name: Dictionary): Promise<readonly Entry[]> {
    return this.#once(columnName.dictionary(name), (bytes) => JSON.parse(textOf(bytes)) as readonly Entry[])
  }

  order(sort: string): Promise<Int32Array> {
    return this.#once(columnName.order(sort), (bytes) => this.#whole(new Int32Array(bytes.buffer), sort))
  }

  absentHeads(): Promise<ReadonlyMap<string, number>> {
    return this.#once(columnName.absentHeads, (bytes) =>
      // Generations that were made before there was such a column have none.
      bytes.length === 0 ? new Map() : new Map(JSON.parse(textOf(bytes)) as [string, number][]),
    )
  }

  texts(): Promise<Lines> {
    return this.#once(searchColumns.texts, (bytes) => firstLines(linesOf(textOf(bytes)), this.count))
  }

  search(): Promise<SearchIndex | undefined> {
    const known = this.#search ?? this.#readSearch()
    this.#search = known
    known.catch(() => (this.#search = undefined))
    return known
  }

  async #readSearch(): Promise<SearchIndex | undefined> {
    const read = async (name: string): Promise<Uint8Array<ArrayBuffer>> => {
      // Tens of milliseconds in all for a large book: others get a turn between the parts.
      await setImmediate()
      return unpackBytes(await readColumnPieces(this.#records.view, this.#generation, name))
    }
    const starts = new Int32Array((await read(searchColumns.starts)).buffer)
    if (starts.length === 0) return undefined
    const postings = new Int32Array((await read(searchColumns.postings)).buffer)
    const words = linesOf(textOf(await read(searchColumns.words)))
    const written = linesOf(textOf(await read(searchColumns.written)))
    const texts = linesOf(textOf(await read(searchColumns.texts)))
    const order = await this.order('-spendBand')
    await setImmediate()
    const places = Int32Array.from({ length: texts.starts.length - 1 }, (_, position) => position)
    for (let place = 0; place < order.length; place += 1) places[order[place] ?? 0] = place
    return { texts, words, starts, postings, written, places }
  }

  /** Reads a column at its first use; one that could not be read is tried again. */
  #once<T>(name: string, decode: (bytes: Uint8Array<ArrayBuffer>) => T): Promise<T> {
    // Under one name there is always one type: it is made here only.
    const known = this.#columnsByName.get(name) as Promise<T> | undefined
    if (known) return known
    const reading = readColumnPieces(this.#records.view, this.#generation, name).then((pieces) =>
      decode(unpackBytes(pieces)),
    )
    this.#columnsByName.set(name, reading)
    reading.catch(() => this.#columnsByName.delete(name))
    return reading
  }

  #whole<T extends Int32Array | BigInt64Array>(numbers: T, name: string): T {
    if (numbers.length === this.count) return numbers
    throw new BookError('stale', `Cannot read column "${name}" of account view ${String(this.#generation)}: it is gone`)
  }
}

function linesOf(text: string): Lines {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return { text, starts: Int32Array.from(starts) }
}

function firstLines({ text, starts }: Lines, count: number): Lines {
  return { text: text.slice(0, starts[count]), starts: starts.slice(0, count + 1) }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
