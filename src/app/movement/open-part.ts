import type { Input, Output } from '../../contract/operations.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Actor, Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { BookOnDay } from '../policy-studio/book-on-day.ts'
import { reached } from '../policy-studio/cover.ts'
import { reachOf } from '../right.ts'
import type { Right } from '../../domain/right.ts'
import { closingOf, readEnds, sharedDays } from './compared-ends.ts'
import type { ComparedEnd, ComparedEnds } from './compared-ends.ts'
import { openCompared } from './open-compared.ts'
import type { ComparedBook } from './open-compared.ts'

/** Accounts by row: 1 for those that are in; `all` for every one. */
type Cover = 'all' | Uint8Array

/** Which ends are compared, and over which part of the book. */
export type PartQuestion = Pick<
  Input<'getMovement'>,
  'from' | 'to' | 'closed' | 'within' | 'owner' | 'territory' | 'segment' | 'parent'
>

/** A part of a comparison, and what may be shown of its money. */
export interface ComparedPart {
  readonly ends: ComparedEnds
  readonly book: ComparedBook
  readonly currency: string
  /** The accounts of the part, by row. */
  readonly rows: Int32Array
  /** Whether it is the whole book, with what stands on no account. */
  readonly isWhole: boolean
  /** Whether the exact spend of an account may be shown, and of all accounts of the part together. */
  readonly seesSpendOf: (row: number) => boolean
  readonly seesSpend: boolean
}

/** Opens the part of a comparison that is asked for; `mine` cuts it down to the accounts whose spend the reader sees. */
export async function openComparedPart(ctx: Ctx, question: PartQuestion): Promise<ComparedPart> {
  const ends = await readEnds(ctx, question)
  const book = await openCompared(ctx, ends)
  const spend = coverOf(ctx.actor, book, 'read-spend')
  const isMine = question.within === 'mine' && spend !== 'all'
  const family = question.parent === undefined ? null : indexesOf(book.parents, [question.parent])
  const filters = filtersOf(book, question, (row) => family?.has(book.parent[row] ?? none) ?? true)
  const isWhole = filters.length === 0 && !isMine
  const rows = Int32Array.from(book.ids.keys()).filter(
    (row) => filters.every((isIn) => isIn(row)) && (!isMine || spend[row] === 1),
  )
  const seesSpendOf = (row: number): boolean => spend === 'all' || spend[row] === 1
  return {
    ends,
    book,
    currency: await currencyOf(ctx),
    rows,
    isWhole,
    seesSpendOf,
    // What stands on no account is nobody's: of the whole book only who sees all of it sees the sums.
    seesSpend: isWhole ? spend === 'all' : rows.every(seesSpendOf),
  }
}

/** Throws unless all of these accounts are the reader's to take out of the house. */
export function assertExportable(
  ctx: Pick<Ctx, 'actor'>,
  { book, rows }: { readonly book: Parameters<typeof reached>[0]; readonly rows: Int32Array },
): void {
  const cover = coverOf(ctx.actor, book, 'export')
  if (cover === 'all' || rows.every((row) => cover[row] === 1)) return
  throw new BookError('forbidden', 'Cannot export these accounts: not all of them are yours to export; list your own')
}

/** What is said with every answer: both ends, and how they were graded. */
export function showBasis({ ends, book, currency }: ComparedPart): Output<'getMovement'>['basis'] {
  const { policy, before, after } = ends
  return {
    before: showEnd(before),
    after: showEnd(after),
    currency,
    watermark: book.watermark,
    policy: { name: policy.name, version: policy.version },
    gradeBy: policy.gradeBy,
    grades: [...book.labels],
    sharedDays: sharedDays(before.window, after.window),
  }
}

/** What names a part among all of the same comparison and reach. */
export function partName({
  within,
  owner,
  territory,
  segment,
  parent,
}: Pick<PartQuestion, 'within' | 'owner' | 'territory' | 'segment' | 'parent'>): string {
  return JSON.stringify([
    within,
    owner?.toSorted() ?? null,
    territory ?? null,
    segment?.toSorted() ?? null,
    parent ?? null,
  ])
}

/** How far somebody's right on money reaches. */
export function reachName({ actor }: Pick<Ctx, 'actor'>): string {
  return JSON.stringify(reachOf(actor, 'read-spend'))
}

function showEnd(end: ComparedEnd): Output<'getMovement'>['basis']['before'] {
  const { period, window, closing, why, isWhole } = end
  return {
    period: period.label,
    from: window.from,
    to: window.to,
    isWhole,
    source: closingOf(end) === null ? 'ledger' : 'closing',
    why,
    closing: closing && { revision: closing.revision, closedAt: closing.closedAt, watermark: closing.watermark },
  }
}

/** The currency of the book; throws where it is empty. */
export async function currencyOf(ctx: Pick<Ctx, 'ledger'>): Promise<string> {
  const currency = await baseCurrencyOf(ctx.ledger)
  if (currency !== undefined) return currency
  throw new BookError('not-found', 'Cannot look at an empty book: import invoice lines first')
}

/** The accounts of a book that a right reaches. */
export function coverOf(actor: Actor, book: Parameters<typeof reached>[0], right: Right): Cover {
  const reach = reachOf(actor, right)
  return reach === 'all' ? 'all' : reached(book, reach)
}

/** How an address names what has no owner, territory or segment. */
const nobody = 'none'

/** What a filter lets through, by row; `isInFamily` says so of the parent that is asked for. */
export function filtersOf(
  book: Pick<BookOnDay, 'owner' | 'territory' | 'segment' | 'owners' | 'territories' | 'segments'>,
  { owner, territory, segment, parent }: Pick<PartQuestion, 'owner' | 'territory' | 'segment' | 'parent'>,
  isInFamily: (row: number) => boolean,
): readonly ((row: number) => boolean)[] {
  const among = (column: Int32Array, indexes: ReadonlySet<number>) => (row: number) => indexes.has(column[row] ?? none)
  return [
    ...(owner ? [among(book.owner, indexesOf(book.owners, owner))] : []),
    ...(territory === undefined ? [] : [among(book.territory, below(book.territories, territory))]),
    ...(segment ? [among(book.segment, indexesOf(book.segments, segment))] : []),
    ...(parent === undefined ? [] : [isInFamily]),
  ]
}

function indexesOf(entries: readonly Entry[], keys: readonly string[]): ReadonlySet<number> {
  const indexes = entries.flatMap(({ key }, index) => (keys.includes(key) ? [index] : []))
  return new Set(keys.includes(nobody) ? [...indexes, none] : indexes)
}

/** A territory and all below it. */
function below(entries: readonly Entry[], key: string): ReadonlySet<number> {
  if (key === nobody) return new Set([none])
  const isBelow = (index: number, steps: number): boolean => {
    const entry = entries[index]
    if (!entry || steps > entries.length) return false
    return entry.key === key || isBelow(entry.parent, steps + 1)
  }
  return new Set(Array.from(entries.keys()).filter((index) => isBelow(index, 0)))
}
