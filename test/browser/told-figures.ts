import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatMicros, parseMicros, ratio } from '../../src/domain/money.ts'
import type { Micros } from '../../src/domain/money.ts'
import { yearEarlier } from '../../src/domain/period.ts'
import { retentionOf, retentionRates } from '../../src/domain/retention.ts'
import { makeFormat } from '../../src/web/format.ts'
import type { CommandLine } from './command-line.ts'

type Row = Readonly<Record<string, unknown>>
type CsvRow = Readonly<Record<string, string>>

/** One account as `movement --list` prints it. */
export interface Move {
  readonly id: string
  /** The key of the account. */
  readonly key: string
  readonly name: string
  readonly class: string
  readonly from: string | null
  readonly to: string | null
  readonly owner: string | null
  /** It left the book before the end of the later period. */
  readonly hasLeft: boolean
  readonly before: Micros | null
  readonly after: Micros | null
  /** Of who was lost only. */
  readonly lastInvoice: string | null
}

/** Writes as the screens do; the figures themselves are the command line's. */
const format = makeFormat('en-GB', 'UTC')
export const write = {
  ...format,
  whole: (amount: Micros): string => format.wholeMoney(formatMicros(amount)),
  short: (amount: Micros): string => format.shortMoney(formatMicros(amount)),
  cents: (amount: Micros): string => format.money(formatMicros(amount)),
  change: (amount: Micros): string => format.change(formatMicros(amount)),
  shortChange: (amount: Micros): string => format.shortChange(formatMicros(amount)),
  share: (share: number | null): string => (share === null ? '–' : format.percent(share)),
  eur: (figure: string): string => `${figure} EUR`,
}

type Exported = Readonly<
  Record<
    'families' | 'products' | 'invoices' | 'payments' | 'disputes' | 'lines' | 'accounts' | 'territories' | 'segments',
    readonly CsvRow[]
  >
>

/** What the command line says of a book. */
export class ToldFigures {
  readonly #line: CommandLine
  readonly #told = new Map<string, Promise<Row[]>>()
  #exported: Promise<Exported> | undefined

  constructor(line: CommandLine) {
    this.#line = line
  }

  /** What a command printed; it is given once. */
  json(...args: string[]): Promise<Row[]> {
    const name = args.join(' ')
    const known = this.#told.get(name) ?? this.#line.json(...args)
    this.#told.set(name, known)
    return known
  }

  /** The days of the first and the last invoice line. */
  async span(): Promise<readonly [first: string, last: string]> {
    const [row] = await this.json('accounts', '--by', 'book')
    return [text(row?.['from']), text(row?.['to'])]
  }

  async moves(from: string, to: string): Promise<Move[]> {
    const listed = new Set((await this.json('grade', '--period', to)).map((row) => row['id']))
    return (await this.json('movement', '--from', from, '--to', to, '--list')).map((row) => ({
      id: text(row['id']),
      key: text(row['account']),
      name: text(row['name']),
      class: text(row['class']),
      from: textOrNull(row['from']),
      to: textOrNull(row['to']),
      hasLeft: !listed.has(row['id']),
      // Who is none any more counts for whoever had it last.
      owner: textOrNull(row['ownerAfter'] ?? (listed.has(row['id']) ? null : row['ownerBefore'])),
      before: microsOrNull(row['spendBefore']),
      after: microsOrNull(row['spendAfter']),
      lastInvoice: textOrNull(row['lastInvoice']),
    }))
  }

  /** What an account bought more of a family of products than the year before, line by line as `explain --lines` prints them. */
  async familyChange(account: string, family: string): Promise<Micros> {
    const [, last] = await this.span()
    const before = yearEarlier({ label: `ttm@${last}`, from: last, to: last }).label
    const products = await this.#productsOf(family)
    const spent = async (period: string): Promise<Micros> => {
      const [why, ...lines] = await this.json('explain', account, '--period', period, '--lines')
      const kinds = why?.['kinds'] as readonly string[]
      // What explains a grade is the lines of the whole family of accounts: only those of this one are meant.
      const own = await this.invoicesOf(text(why?.['account']))
      return total(lines, (line) =>
        own.has(text(line['invoice'])) && kinds.includes(text(line['kind'])) && products.has(String(line['product']))
          ? micros(line['baseNet'])
          : null,
      )
    }
    return (await spent(`ttm@${last}`)) - (await spent(before))
  }

  /** The products of a family by its name, as `export` writes them. */
  async #productsOf(family: string): Promise<ReadonlySet<string>> {
    const { families, products } = await this.export()
    const key = families.find((row) => row['name'] === family)?.['key']
    return new Set(products.filter((row) => row['family'] === key).map((row) => row['key'] ?? ''))
  }

  /** Every invoice line, as `export` writes it. */
  async lines(): Promise<readonly CsvRow[]> {
    return (await this.export()).lines
  }

  /** The name of the segment of each account by the key of the account, as `export` writes them. */
  async segments(): Promise<ReadonlyMap<string, string>> {
    const { accounts, segments } = await this.export()
    const names = new Map(segments.map((row) => [row['key'], row['name'] ?? '']))
    return new Map(accounts.map((row) => [row['key'] ?? '', names.get(row['segment']) ?? '']))
  }

  /**
   * The name of the territory that each account is counted under, by the key of the account: the topmost, or the one below where
   * all accounts stand under the same.
   */
  async territories(): Promise<ReadonlyMap<string, string>> {
    const { accounts, territories } = await this.export()
    const byKey = new Map(territories.map((row) => [row['key'] ?? '', row]))
    const pathOf = (key: string): readonly string[] => {
      const row = byKey.get(key)
      return row === undefined ? [] : [...pathOf(row['parent'] ?? ''), row['name'] ?? '']
    }
    const paths = new Map(accounts.map((row) => [row['key'] ?? '', pathOf(row['territory'] ?? '')]))
    let level = 0
    const at = (path: readonly string[]): string => path[Math.min(level, path.length - 1)] ?? ''
    while (
      new Set([...paths.values()].map(at)).size === 1 &&
      [...paths.values()].some((path) => path.length > level + 1)
    ) {
      level += 1
    }
    return new Map([...paths].map(([key, path]) => [key, at(path)]))
  }

  /** The numbers of the invoices to an account, by its key. */
  async invoicesOf(account: string): Promise<ReadonlySet<string>> {
    const lines = await this.lines()
    return new Set(lines.filter((row) => row['account'] === account).map((row) => row['invoice'] ?? ''))
  }

  /** The whole book as `export` writes it; it is written once. */
  export(): Promise<Exported> {
    return (this.#exported ??= this.#export())
  }

  async #export(): Promise<Exported> {
    const folder = this.#line.path('exported')
    await this.#line.ok('export', folder)
    const read = async (name: string) => rowsOfCsv(await readFile(join(folder, `${name}.csv`), 'utf8'))
    return {
      families: await read('families'),
      products: await read('products'),
      invoices: await read('invoices'),
      payments: await read('payments'),
      disputes: await read('disputes'),
      lines: await read('lines'),
      accounts: await read('accounts'),
      territories: await read('territories'),
      segments: await read('segments'),
    }
  }

  /** The only row of `accounts --by book`. */
  async book(period: string): Promise<Row> {
    const [row] = await this.json('accounts', '--by', 'book', '--period', period)
    if (!row) throw new Error(`Nothing is told of the book of ${period}`)
    return row
  }
}

/** Rows of a CSV without line ends in its cells, by the names in its first line. */
function rowsOfCsv(csv: string): CsvRow[] {
  const cellsOf = (line: string): string[] =>
    Array.from(line.matchAll(/(?:^|,)(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,]*))/g), ({ groups }) =>
      (groups?.['quoted'] ?? groups?.['plain'] ?? '').replaceAll('""', '"'),
    )
  const [header = [], ...rows] = csv.trim().split(/\r?\n/).map(cellsOf)
  return rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ''])))
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is no text`)
  return value
}

export function textOrNull(value: unknown): string | null {
  return value === null ? null : text(value)
}

export function micros(value: unknown): Micros {
  return parseMicros(text(value))
}

export function microsOrNull(value: unknown): Micros | null {
  return value === null ? null : micros(value)
}

export function total<T>(items: Iterable<T>, amount: (item: T) => Micros | null): Micros {
  let sum = 0n
  for (const item of items) sum += amount(item) ?? 0n
  return sum
}

export function changeOf({ before, after }: Pick<Move, 'before' | 'after'>): Micros {
  return (after ?? 0n) - (before ?? 0n)
}

/** What was kept of the money of a year before. */
export function retentionTold(moves: readonly Move[]) {
  const parts = retentionOf(moves)
  return { ...parts, ...retentionRates(parts) }
}

export { ratio }
