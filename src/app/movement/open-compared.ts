import { policyFamilies } from '../../domain/metric.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClassOf } from '../../domain/movement.ts'
import type { MovementClass } from '../../domain/movement.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Day } from '../../domain/day.ts'
import { invoiceSpans } from '../../ledger/facts/invoice-span.ts'
import type { InvoiceSpan } from '../../ledger/facts/invoice-span.ts'
import { closedScorecards } from '../../records/closing.ts'
import type { ClosedScorecard, Closing } from '../../records/closing.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import type { Records } from '../../records/records.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { keepLatest } from '../keep-latest.ts'
import { followedWatermark, openBookOnDay } from '../policy-studio/book-on-day.ts'
import type { BookOnDay } from '../policy-studio/book-on-day.ts'
import { gradeSide } from '../policy-studio/grade-side.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { closingOf } from './compared-ends.ts'
import type { ComparedEnd, ComparedEnds } from './compared-ends.ts'

/** Accounts at one end, by row of the comparison. */
interface EndColumns {
  /** Rank of the grade it shows, the best 0; `none` for no grade. */
  readonly rank: Int32Array
  /** Spend of the account itself; null where nothing was invoiced. */
  readonly spend: readonly (Micros | null)[]
  /** Index among the owners; `none` for nobody. */
  readonly owner: Int32Array
}

/**
 * All accounts that take part in a comparison, in columns: those that are an account at one end, or have money in its window. Owner,
 * territory and family are those of the later end; of who left before it those of the earlier one, as the account view has it.
 */
export interface ComparedBook {
  readonly watermark: number
  readonly labels: readonly string[]
  readonly rows: number
  readonly ids: readonly string[]
  readonly sources: readonly string[]
  readonly keys: readonly string[]
  readonly names: readonly string[]
  readonly before: EndColumns
  readonly after: EndColumns
  readonly owner: Int32Array
  readonly territory: Int32Array
  readonly segment: Int32Array
  /** Index among the ultimate parents; every account has one, itself where it has no parent. */
  readonly parent: Int32Array
  readonly owners: readonly Entry[]
  readonly territories: readonly Entry[]
  readonly segments: readonly Entry[]
  /** By the id of the account. */
  readonly parents: readonly Entry[]
  /** By grade. */
  readonly classes: readonly MovementClass[]
  /** Whether its first invoice ever is before the later window. */
  readonly isReturn: Uint8Array
  /** The last invoice up to the later end; null where there is none. */
  readonly lastInvoice: readonly (Day | null)[]
  /** Spend that stands on no account; null where none does, and at an end that is that of a closing, which keeps none. */
  readonly noAccountBefore: Micros | null
  readonly noAccountAfter: Micros | null
}

/** Comparisons that people look at now; fifty thousand accounts take some twenty megabytes each. */
const keptComparisons = 4
const keptByRecords = new WeakMap<Records, Map<string, Promise<ComparedBook>>>()

/**
 * The book at both ends, read and graded at the first look after an import, a rate or a judgement; every filter and grouping is then
 * a pass over its columns. Grades are those that `gradeBook` gives.
 */
export async function openCompared(ctx: Ctx, ends: ComparedEnds): Promise<ComparedBook> {
  const { before, after, policy } = ends
  const watermark = await followedWatermark(ctx)
  const stamp = await factsStamp(ctx.records.view, policyFamilies(policy))
  const kept = keptByRecords.get(ctx.records) ?? new Map<string, Promise<ComparedBook>>()
  keptByRecords.set(ctx.records, kept)
  const endName = (end: ComparedEnd) => [end.period.to, closingOf(end)?.id ?? null]
  const name = JSON.stringify([watermark, stamp, policy, endName(before), endName(after)])
  return keepLatest(kept, name, keptComparisons, () => compare(ctx, ends, watermark))
}

/** One end as it was read, by id. */
interface ReadEnd {
  readonly book: BookOnDay
  readonly end: ComparedEnd
  /** By row of the book; `isThere` says of which the end is. */
  readonly isThere: (row: number) => boolean
  readonly rankOf: (row: number) => number
  readonly spendOf: (row: number) => Micros | null
  readonly noAccount: Micros | null
}

async function compare(ctx: Ctx, { before, after, policy }: ComparedEnds, watermark: number): Promise<ComparedBook> {
  const spans = invoiceSpans(ctx.ledger, { to: after.window.to, watermark })
  const [earlier, later] = [await readEnd(ctx, before, policy), await readEnd(ctx, after, policy)]
  return join(earlier, later, { spans: await spans, policy, watermark })
}

async function readEnd(ctx: Ctx, end: ComparedEnd, policy: Policy): Promise<ReadEnd> {
  const book = await openBookOnDay(ctx, end.period.to)
  const closing = closingOf(end)
  return closing ? readClosed(ctx, { book, end, closing, policy }) : readGraded(ctx, { book, end, policy })
}

async function readGraded(
  ctx: Ctx,
  { book, end, policy }: { readonly book: BookOnDay; readonly end: ComparedEnd; readonly policy: Policy },
): Promise<ReadEnd> {
  const side = await gradeSide(ctx, book, policy)
  const { lines } = side.own.counts
  const { spend } = side.own.money
  return {
    book,
    end,
    isThere: (row) => book.isValid[row] === 1 || (lines[row] ?? 0) > 0,
    // Who is no account at the end has no grade; the money counts in that of the family.
    rankOf: (row) => (book.isValid[row] === 1 ? (side.ranks[side.basisRow(row)] ?? none) : none),
    spendOf: (row) => ((lines[row] ?? 0) > 0 ? (spend[row] ?? 0n) : null),
    noAccount: side.noAccount,
  }
}

/** An end as it was closed: it knows the accounts there were, none that had left by then, and no money without an account. */
async function readClosed(
  ctx: Pick<Ctx, 'records'>,
  {
    book,
    end,
    closing,
    policy,
  }: { readonly book: BookOnDay; readonly end: ComparedEnd; readonly closing: Closing; readonly policy: Policy },
): Promise<ReadEnd> {
  const cards = new Map<string, ClosedScorecard>()
  for await (const page of closedScorecards(ctx.records.view, closing.id)) {
    for (const card of page) cards.set(card.accountId, card)
  }
  const known = new Set(book.ids)
  const gone = [...cards.values()].find(({ accountId }) => !known.has(accountId))
  if (gone) {
    throw new BookError(
      'conflict',
      `Cannot compare the closing of "${end.period.label}": account "${gone.accountKey}" in it is in the book no more; look at the book as it is now (closed=no)`,
    )
  }
  const rankByLabel = new Map(policy.grades.map(({ label }, rank) => [label, rank]))
  const cardAt = (row: number): ClosedScorecard | undefined => cards.get(book.ids[row] ?? '')
  return {
    book,
    end,
    isThere: (row) => cardAt(row) !== undefined,
    rankOf: (row) => rankByLabel.get(cardAt(row)?.grade ?? '') ?? none,
    spendOf: (row) => cardAt(row)?.spend ?? null,
    noAccount: null,
  }
}

async function join(
  earlier: ReadEnd,
  later: ReadEnd,
  {
    spans,
    policy,
    watermark,
  }: { readonly spans: ReadonlyMap<string, InvoiceSpan>; readonly policy: Policy; readonly watermark: number },
): Promise<ComparedBook> {
  const { book } = later
  // Both list every account there is, in one order: only an import that ends between the two can part them.
  if (earlier.book.watermark !== watermark || book.watermark !== watermark || earlier.book.rows !== book.rows) {
    throw new BookError('building', 'Cannot compare yet: an import is being finished; look again in a moment')
  }
  const labels = policy.grades.map(({ label }) => label)
  const rankByLabel = new Map(labels.map((label, rank) => [label, rank]))
  const [owners, territories, segments] = [
    new Merged(book.owners),
    new Merged(book.territories),
    new Merged(book.segments),
  ]
  const parents = new Merged([])
  const rows: number[] = []
  await eachPosition(book.rows, (row) => {
    if (earlier.isThere(row) || later.isThere(row)) rows.push(row)
  })
  const count = rows.length
  const endColumns = () => ({
    rank: new Int32Array(count).fill(none),
    spend: Array.from({ length: count }, (): Micros | null => null),
    owner: new Int32Array(count).fill(none),
  })
  const [before, after] = [endColumns(), endColumns()]
  const column = () => new Int32Array(count).fill(none)
  const [owner, territory, segment, parent] = [column(), column(), column(), column()]
  const classes: MovementClass[] = []
  const isReturn = new Uint8Array(count)
  const lastInvoice: (Day | null)[] = []
  await eachPosition(count, (at) => {
    const row = rows[at] ?? 0
    const span = spans.get(book.ids[row] ?? '')
    if (earlier.isThere(row)) {
      before.rank[at] = earlier.rankOf(row)
      before.spend[at] = earlier.spendOf(row)
      before.owner[at] = owners.indexOf(earlier.book.owners, earlier.book.owner[row] ?? none)
    }
    if (later.isThere(row)) {
      after.rank[at] = later.rankOf(row)
      after.spend[at] = later.spendOf(row)
      after.owner[at] = book.owner[row] ?? none
    }
    const last = later.isThere(row) ? book : earlier.book
    owner[at] = owners.indexOf(last.owners, last.owner[row] ?? none)
    territory[at] = territories.indexOf(last.territories, last.territory[row] ?? none)
    segment[at] = segments.indexOf(last.segments, last.segment[row] ?? none)
    const root = last.roots[row] ?? row
    parent[at] = parents.indexOfEntry({ key: last.ids[root] ?? '', name: last.names[root] ?? '', parent: none })
    isReturn[at] = span !== undefined && span.first < later.end.window.from ? 1 : 0
    lastInvoice.push(span?.last ?? null)
    classes.push(
      movementClassOf(
        { grade: labels[before.rank[at] ?? none] ?? null, isActive: before.spend[at] !== null },
        {
          grade: labels[after.rank[at] ?? none] ?? null,
          isActive: after.spend[at] !== null,
          isReturn: isReturn[at] === 1,
        },
        rankByLabel,
      ),
    )
  })
  const pick = (texts: readonly string[]): readonly string[] => rows.map((row) => texts[row] ?? '')
  return {
    watermark,
    labels,
    rows: count,
    ids: pick(book.ids),
    sources: pick(book.sources),
    keys: pick(book.keys),
    names: pick(book.names),
    before,
    after,
    owner,
    territory,
    segment,
    parent,
    owners: owners.all,
    territories: territories.all,
    segments: segments.all,
    parents: parents.all,
    classes,
    isReturn,
    lastInvoice,
    noAccountBefore: earlier.noAccount,
    noAccountAfter: later.noAccount,
  }
}

/** Entries of two books under one numbering: that of the first, and after it what only the other has. */
class Merged {
  readonly all: Entry[]
  readonly #indexByKey: Map<string, number>

  constructor(first: readonly Entry[]) {
    this.all = [...first]
    this.#indexByKey = new Map(first.map(({ key }, index) => [key, index]))
  }

  indexOf(entries: readonly Entry[], index: number): number {
    const entry = entries[index]
    if (!entry) return none
    const known = this.#indexByKey.get(entry.key)
    if (known !== undefined) return known
    // Those above come first, so that a territory finds the one it is in.
    return this.#add({ ...entry, parent: this.indexOf(entries, entry.parent) })
  }

  indexOfEntry(entry: Entry): number {
    return this.#indexByKey.get(entry.key) ?? this.#add(entry)
  }

  #add(entry: Entry): number {
    const index = this.all.length
    this.all.push(entry)
    this.#indexByKey.set(entry.key, index)
    return index
  }
}
