import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { factFamilies } from '../../domain/fact-family.ts'
import type { FactFamily } from '../../domain/fact-family.ts'
import { finish, heldFacts, packFacts, tableOf } from '../../domain/facts-table.ts'
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

interface EndColumn {
  readonly name: string
  readonly pieces: readonly string[]
}

const columnOf = (name: EndName): string => `facts ${name}`

/** The three days as columns of a generation; none when an amount is wider than 64 bits. */
export async function endColumns(
  books: Readonly<Record<EndName, GradedBook>>,
  positionById: ReadonlyMap<string, number>,
): Promise<readonly EndColumn[]> {
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
  const columns: EndColumn[] = []
  for (const name of endNames) {
    const facts: (AccountFacts | null)[] = Array.from({ length: rows }, () => null)
    const [roots, isValid] = [Int32Array.from(facts.keys()), new Uint8Array(rows)]
    for (const member of membersOf(books[name])) {
      const row = rowOf(member.id)
      facts[row] = member.facts
      roots[row] = rowOf(member.rootId)
      isValid[row] = member.valid ? 1 : 0
    }
    const column = await toColumn(name, { facts: finish(packFacts(facts, books[name].families)), roots, isValid })
    if (column === null) return []
    columns.push(column)
  }
  return columns
}

/** The three days with no other families than these, as columns; none where they hold no others. */
export async function narrowedColumns(ends: BookEnds, families: readonly FactFamily[]): Promise<readonly EndColumn[]> {
  const columns: EndColumn[] = []
  for (const name of endNames) {
    const { facts, roots, isValid } = ends[name]
    if (facts.families.every((family) => families.includes(family))) continue
    const held = heldFacts(families)
    const money = new Map(held.money.map((fact) => [fact, facts.money[fact]]))
    const counts = new Map(held.counts.map((fact) => [fact, facts.counts[fact]]))
    const column = await toColumn(name, { facts: tableOf(facts.rows, families, { money, counts }), roots, isValid })
    if (column) columns.push(column)
  }
  return columns
}

async function toColumn(name: EndName, end: BookEnd): Promise<EndColumn | null> {
  const bytes = endToBytes(end)
  return bytes && { name: columnOf(name), pieces: packBytes(await deflate(bytes)) }
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

/** Before the columns stand the families they are of, a bit each, in as much room as keeps numbers where they can be read. */
const headBytes = 8

function endToBytes({ facts, roots, isValid }: BookEnd): Uint8Array | null {
  const held = heldFacts(facts.families)
  const money = held.money.map((name) => facts.money[name])
  if (!money.every((column) => column instanceof BigInt64Array)) return null
  const head = new Float64Array([facts.families.reduce((bits, family) => bits + 2 ** factFamilies.indexOf(family), 0)])
  const parts = [head, ...money, ...held.counts.map((name) => facts.counts[name]), roots, isValid]
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)))
}

function bytesToEnd(bytes: Uint8Array): BookEnd {
  // Numbers start where their size divides the place: memory of its own starts at none in particular.
  const { buffer } = Uint8Array.from(bytes)
  const [bits = 0] = new Float64Array(buffer, 0, 1)
  const families = factFamilies.filter((_, index): boolean => Math.floor(bits / 2 ** index) % 2 === 1)
  const held = heldFacts(families)
  const rows = (bytes.byteLength - headBytes) / (8 * (held.money.length + held.counts.length) + 4 + 1)
  let at = headBytes
  const next = (size: number): number => {
    const start = at
    at += rows * size
    return start
  }
  const money = new Map(held.money.map((name) => [name, new BigInt64Array(buffer, next(8), rows)]))
  const counts = new Map(held.counts.map((name) => [name, new Float64Array(buffer, next(8), rows)]))
  return {
    facts: tableOf(rows, families, { money, counts }),
    roots: new Int32Array(buffer, next(4), rows),
    isValid: new Uint8Array(buffer, next(1), rows),
  }
}
