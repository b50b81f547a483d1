import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { countFacts, finish, moneyFacts, packFacts } from '../../domain/facts-table.ts'
import type { FactsTable } from '../../domain/facts-table.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { readColumnPieces } from '../../records/account-view.ts'
import type { RecordsView } from '../../records/records.ts'
import type { GradedBook } from '../grade/grade-book.ts'
import { packBytes, unpackBytes } from './pack.ts'

/** The days on which a generation grades: the end of its period, that of the window before, and a week before the first. */
const endNames = ['after', 'before', 'week'] as const
type EndName = (typeof endNames)[number]

/**
 * What grading takes on one of the days: facts by row, the positions of the generation first and after them whoever else has
 * money or heads a family. With it another policy of the same window and kinds is graded without asking the ledger again.
 */
export interface BookEnd {
  readonly facts: FactsTable
  /** Row of the ultimate parent on the day. */
  readonly roots: Int32Array
  /** 1 for an account on the day. */
  readonly isValid: Uint8Array
}

export type BookEnds = Readonly<Record<EndName, BookEnd>>

const columnOf = (name: EndName): string => `end ${name}`

/** The three days as columns of a generation; none when an amount is wider than 64 bits. */
export async function endColumns(
  books: Readonly<Record<EndName, GradedBook>>,
  positionById: ReadonlyMap<string, number>,
): Promise<readonly { readonly name: string; readonly pieces: readonly string[] }[]> {
  const rowById = new Map(positionById)
  const rowOf = (id: string): number => {
    const row = rowById.get(id) ?? rowById.size
    rowById.set(id, row)
    return row
  }
  const membersOf = ({ accounts, left }: GradedBook) => [...accounts, ...left]
  for (const name of endNames) {
    for (const { id, rootId } of membersOf(books[name])) for (const member of [id, rootId]) rowOf(member)
  }
  const rows = rowById.size
  const columns: { readonly name: string; readonly pieces: readonly string[] }[] = []
  for (const name of endNames) {
    const facts: (AccountFacts | null)[] = Array.from({ length: rows }, () => null)
    const [roots, isValid] = [Int32Array.from(facts.keys()), new Uint8Array(rows)]
    for (const member of membersOf(books[name])) {
      const row = rowOf(member.id)
      facts[row] = member.facts
      roots[row] = rowOf(member.rootId)
      isValid[row] = member.valid ? 1 : 0
    }
    const bytes = endToBytes({ facts: finish(packFacts(facts)), roots, isValid })
    if (bytes === null) return []
    columns.push({ name: columnOf(name), pieces: packBytes(await deflate(bytes)) })
  }
  return columns
}

/** The three days of a generation; null where it was made without them. */
export async function readEnds(view: RecordsView, generation: number): Promise<BookEnds | null> {
  const read = async (name: EndName): Promise<BookEnd | null> => {
    const pieces = await readColumnPieces(view, generation, columnOf(name))
    return pieces.length === 0 ? null : bytesToEnd(await promisify(inflateRaw)(unpackBytes(pieces)))
  }
  const [after, before, week] = [await read('after'), await read('before'), await read('week')]
  return after && before && week ? { after, before, week } : null
}

/** Amounts of a book are mostly small for their 64 bits: even a quick look halves them. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(deflateRaw)(bytes, { level: 1 })
}

const bytesPerRow = 8 * (moneyFacts.length + countFacts.length) + 4 + 1

function endToBytes({ facts, roots, isValid }: BookEnd): Uint8Array | null {
  const money = moneyFacts.map((name) => facts.money[name])
  if (!money.every((column) => column instanceof BigInt64Array)) return null
  const parts = [...money, ...countFacts.map((name) => facts.counts[name]), roots, isValid]
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
}

function bytesToEnd(bytes: Uint8Array): BookEnd {
  const rows = bytes.byteLength / bytesPerRow
  // Numbers start where their size divides the place: memory of its own starts at none in particular.
  const { buffer } = Uint8Array.from(bytes)
  let at = 0
  const next = (size: number): number => {
    const start = at
    at += rows * size
    return start
  }
  const record = <K extends string, V>(names: readonly K[], make: () => V): Readonly<Record<K, V>> =>
    // Object.fromEntries forgets which names there are.
    Object.fromEntries(names.map((name) => [name, make()])) as Record<K, V>
  return {
    facts: {
      rows,
      money: record(moneyFacts, () => new BigInt64Array(buffer, next(8), rows)),
      counts: record(countFacts, () => new Float64Array(buffer, next(8), rows)),
    },
    roots: new Int32Array(buffer, next(4), rows),
    isValid: new Uint8Array(buffer, next(1), rows),
  }
}
