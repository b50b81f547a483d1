import { policyFamilies } from '../../domain/metric.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClassOf } from '../../domain/movement.ts'
import type { MovementClass } from '../../domain/movement.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Day } from '../../domain/day.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import type { Records } from '../../records/records.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import { followedWatermark } from '../policy-studio/book-on-day.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { closingOf } from './compared-ends.ts'
import type { ComparedEnd, ComparedEnds } from './compared-ends.ts'
import { readGradedEnds } from './read-graded-ends.ts'
import type { GradedEnds } from './read-graded-ends.ts'

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

async function compare(ctx: Ctx, ends: ComparedEnds, watermark: number): Promise<ComparedBook> {
  const graded = await readGradedEnds(ctx, ends, watermark)
  return join(graded, { from: ends.after.window.from, policy: ends.policy, watermark })
}

/** Joins both ends; `from` is the first day of the later window. */
async function join(
  { before: earlier, after: later, first, last: lastDays }: GradedEnds,
  { from, policy, watermark }: { readonly from: Day; readonly policy: Policy; readonly watermark: number },
): Promise<ComparedBook> {
  const { book } = later
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
    const firstDay = first[row] ?? null
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
    isReturn[at] = firstDay !== null && firstDay < from ? 1 : 0
    lastInvoice.push(lastDays[row] ?? null)
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
