import type { Input, Output } from '../../contract/operations.ts'
import { bandOf } from '../../domain/band.ts'
import { fold } from '../../domain/fold.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { movementEndOf, movementStartOf } from '../../domain/movement.ts'
import type { MoneyBound } from '../../domain/movement.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import { auditRevealed } from '../audit.ts'
import { countIn } from '../card/cursor-value.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { keepLatest } from '../keep-latest.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { requireRight } from '../right.ts'
import { rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { aboutComparison } from './about-comparison.ts'
import { classAt } from './fold-movement.ts'
import { boundName, boundOf, showMoney } from './get-movement.ts'
import { moneyText } from './group-rows.ts'
import type { ComparedBook } from './open-compared.ts'
import { assertExportable, openComparedPart, partName, reachName, showBasis } from './open-part.ts'
import type { ComparedPart } from './open-part.ts'

type Row = Output<'listMovements'>['items'][number]
type MovesQuestion = Omit<Input<'listMovements'>, 'cursor' | 'limit'>

/** The accounts that an answer lists, in order. */
interface ListedMoves {
  readonly part: ComparedPart
  readonly bound: MoneyBound | null
  readonly rows: readonly number[]
  readonly spendBefore: Micros
  readonly spendAfter: Micros
}

/** The move of every account, a page at a time. What one may not see of its money is not there; an order by money needs all of it. */
export const listMovements: Verb<'listMovements'> = async (ctx, { cursor, limit, ...question }) => {
  requireRight(ctx, 'read-account')
  const after = fromCursor(cursor, ['of', 'at'])
  const listed = await openMoves(ctx, question)
  const { part, rows } = listed
  const mark = String(part.book.watermark)
  if (after && after.of !== mark) {
    throw new BookError('stale', 'Cannot go on with this list: something was imported since; load it again')
  }
  const from = after ? countIn(after.at) : 0
  const items = rows.slice(from, from + limit).map((row) => showMove(listed, row))
  const at = from + items.length
  return {
    basis: showBasis(part),
    items,
    next: at < rows.length ? toCursor({ of: mark, at: String(at) }) : null,
    total: rows.length,
    ...showMoney(listed, part.seesSpend),
  }
}

/** The same list as a file, of accounts that are all one's own to export. */
export const exportMovements: Verb<'exportMovements'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const listed = await openMoves(ctx, question)
  const { part, rows } = listed
  assertExportable(ctx, { book: part.book, rows: Int32Array.from(rows) })
  const basis = showBasis(part)
  await auditRevealed(ctx, 'export', 'movements', {
    before: basis.before.period,
    after: basis.after.period,
    count: rows.length,
  })
  return sheetFile(ctx, {
    name: `movements ${basis.before.period} to ${basis.after.period}`,
    format,
    columns,
    rows: rowsInPieces(rows, async (some) => some.map((row) => showMove(listed, row))),
    about: aboutComparison(basis, question),
  })
}

const columns: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source, 'text'],
  ['key', (row) => row.account.key, 'text'],
  ['name', (row) => row.account.name, 'text'],
  ['parent', (row) => row.root?.name, 'text'],
  ['class', (row) => row.class],
  ['from', (row) => row.from, 'text'],
  ['to', (row) => row.to, 'text'],
  ['spendBefore', (row) => row.spendBefore, 'amount'],
  ['spendAfter', (row) => row.spendAfter, 'amount'],
  ['change', (row) => row.change, 'amount'],
  ['ownerKey', (row) => row.owner?.key, 'text'],
  ['owner', (row) => row.owner?.name, 'text'],
  ['ownerBeforeKey', (row) => row.ownerBefore?.key, 'text'],
  ['ownerBefore', (row) => row.ownerBefore?.name, 'text'],
  ['territory', (row) => row.territory?.name, 'text'],
  ['segment', (row) => row.segment?.name, 'text'],
  ['lastInvoice', (row) => row.lastInvoice, 'day'],
]

/** Orders that people page through now. */
const keptLists = 24
const listsByBook = new WeakMap<ComparedBook, Map<string, Promise<Omit<ListedMoves, 'part' | 'bound'>>>>()

/** The accounts of a part that a filter lets through, in order. */
async function openMoves(ctx: Ctx, question: MovesQuestion): Promise<ListedMoves> {
  const part = await openComparedPart(ctx, question)
  const bound = boundOf(part, question)
  const sort = sortOf(part, question.sort)
  const kept = listsByBook.get(part.book) ?? new Map<string, Promise<Omit<ListedMoves, 'part' | 'bound'>>>()
  listsByBook.set(part.book, kept)
  const { class: classes, gradeFrom, gradeTo } = question
  const name = JSON.stringify([
    partName(question),
    reachName(ctx),
    boundName(question),
    sort,
    [classes, gradeFrom, gradeTo].map((list) => list?.toSorted() ?? null),
  ])
  const found = await keepLatest(kept, name, keptLists, () => findMoves(part, bound, { ...question, sort }))
  return { part, bound, ...found }
}

async function findMoves(
  { book, rows }: ComparedPart,
  bound: MoneyBound | null,
  { class: classes, gradeFrom, gradeTo, sort }: MovesQuestion & { readonly sort: Sort },
): Promise<Omit<ListedMoves, 'part' | 'bound'>> {
  const found: number[] = []
  let [spendBefore, spendAfter] = [0n, 0n]
  await eachPosition(rows.length, (at) => {
    const row = rows[at] ?? 0
    if (classes && !classes.includes(classAt(book, row, bound))) return
    if (gradeFrom && !gradeFrom.includes(startName(book, row))) return
    if (gradeTo && !gradeTo.includes(endName(book, row))) return
    found.push(row)
    spendBefore += book.before.spend[row] ?? 0n
    spendAfter += book.after.spend[row] ?? 0n
  })
  return { rows: await inOrderOf(book, found, sort), spendBefore, spendAfter }
}

type Sort = NonNullable<MovesQuestion['sort']>

/** The order that is asked for. Throws for one by money that is not all in sight: who stands above whom is as good as the figure. */
function sortOf({ seesSpend }: ComparedPart, sort: MovesQuestion['sort']): Sort {
  if (sort === undefined) return seesSpend ? '-size' : 'name'
  if (seesSpend || sort === 'name' || sort === '-name') return sort
  throw new BookError(
    'forbidden',
    `Cannot sort by "${sort}": not all of these accounts are yours to see the money of; sort by name, or list your own`,
  )
}

async function inOrderOf(book: ComparedBook, rows: readonly number[], sort: Sort): Promise<readonly number[]> {
  const sign = sort.startsWith('-') ? -1 : 1
  const places = await openNamePlaces(book)
  const byName = (one: number, other: number): number => (places[one] ?? 0) - (places[other] ?? 0)
  if (sort === 'name' || sort === '-name') return rows.toSorted((one, other) => byName(one, other) * sign)
  const bySize = sort === 'size' || sort === '-size'
  const changes = new Map(rows.map((row) => [row, bySize ? sizeOf(changeAt(book, row)) : changeAt(book, row)]))
  return rows.toSorted((one, other) => {
    const [left, right] = [changes.get(one) ?? 0n, changes.get(other) ?? 0n]
    return left === right ? byName(one, other) : (left < right ? -1 : 1) * sign
  })
}

const placesByBook = new WeakMap<ComparedBook, Promise<Int32Array>>()

/** The place of each row among all by folded name, worked out once: every order falls back to it. */
function openNamePlaces(book: ComparedBook): Promise<Int32Array> {
  const known = placesByBook.get(book) ?? placeNames(book)
  placesByBook.set(book, known)
  return known
}

async function placeNames({ names, rows }: ComparedBook): Promise<Int32Array> {
  const folded: string[] = []
  await eachPosition(rows, (row) => {
    folded.push(fold(names[row] ?? ''))
  })
  const order = Array.from(folded.keys()).toSorted(
    (one, other) => compareText(folded[one] ?? '', folded[other] ?? '') || one - other,
  )
  const places = new Int32Array(rows)
  for (const [place, row] of order.entries()) places[row] = place
  return places
}

/** The change of what an account spent: nothing invoiced is no money. */
function changeAt({ before, after }: ComparedBook, row: number): Micros {
  return (after.spend[row] ?? 0n) - (before.spend[row] ?? 0n)
}

function startName(book: ComparedBook, row: number): string {
  const grade = gradeIn(book, book.before.rank, row)
  return grade ?? movementStartOf(null, book.classes[row] ?? 'ungraded')
}

function endName(book: ComparedBook, row: number): string {
  const grade = gradeIn(book, book.after.rank, row)
  return grade ?? movementEndOf(null, book.classes[row] ?? 'ungraded')
}

function gradeIn({ labels }: ComparedBook, ranks: Int32Array, row: number): string | null {
  return labels[ranks[row] ?? none] ?? null
}

function showMove({ part: { book, seesSpendOf }, bound }: ListedMoves, row: number): Row {
  const [before, after] = [book.before.spend[row] ?? null, book.after.spend[row] ?? null]
  const moveClass = classAt(book, row, bound)
  const parent = book.parents[book.parent[row] ?? none]
  const id = book.ids[row] ?? ''
  return {
    account: { id, key: book.keys[row] ?? '', name: book.names[row] ?? '' },
    source: book.sources[row] ?? '',
    root: parent && parent.key !== id ? { id: parent.key, name: parent.name } : null,
    owner: namedIn(book.owners, book.owner[row]),
    ownerBefore: namedIn(book.owners, book.before.owner[row]),
    territory: namedIn(book.territories, book.territory[row]),
    segment: namedIn(book.segments, book.segment[row]),
    class: moveClass,
    from: gradeIn(book, book.before.rank, row),
    to: gradeIn(book, book.after.rank, row),
    spendBandBefore: before === null ? null : bandOf(before),
    spendBand: after === null ? null : bandOf(after),
    ...(seesSpendOf(row) && {
      spendBefore: moneyText(before),
      spendAfter: moneyText(after),
      change: formatMicros(changeAt(book, row)),
    }),
    lastInvoice: moveClass === 'lost' ? (book.lastInvoice[row] ?? null) : null,
  }
}

function namedIn(entries: readonly Entry[], index: number | undefined): Row['owner'] {
  const entry = entries[index ?? none]
  return entry ? { key: entry.key, name: entry.name } : null
}

function sizeOf(amount: Micros): Micros {
  return amount < 0n ? -amount : amount
}

/** By code units: the same on every machine. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
