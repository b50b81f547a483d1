import type { FactsTable } from '../../domain/facts-table.ts'
import { noGrade, tableGrader } from '../../domain/grade-table.ts'
import type { MetricColumn } from '../../domain/grade-table.ts'
import { policyFamilies } from '../../domain/metric.ts'
import type { Micros } from '../../domain/money.ts'
import { windowAt } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import type { FactsStores } from '../grade/read-facts.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { openBookFacts, openMetrics } from './book-facts.ts'
import type { BookOnDay } from './book-on-day.ts'
import { keepLatest } from '../keep-latest.ts'

/** A book graded by one policy. */
export interface Side {
  readonly policy: Policy
  readonly window: Span
  readonly labels: readonly string[]
  /** Own facts by row of the book. */
  readonly own: FactsTable
  /** Rank of the grade of what is graded by row: of the account, or of the family at the row of its ultimate parent. */
  readonly ranks: Int32Array
  /** What is compared with the bounds, by the same rows: money, or millionths of a point; null where nothing is. */
  readonly valueOf: (row: number) => Micros | null
  /** Whether anything was invoiced to what is graded, by the same rows. */
  readonly isActive: (row: number) => boolean
  /** The values of the factors by the same rows; none where the policy grades by spend. */
  readonly columns: ReadonlyMap<string, MetricColumn>
  /** The row of what is graded for the account at `row`. */
  readonly basisRow: (row: number) => number
}

/** Policies that people try out on a day now, and the ones they are compared with. */
const keptSides = 12
const sidesByBook = new WeakMap<BookOnDay, Map<string, Promise<Side>>>()

/** Grades every account of a book by a policy, to the same grades as `gradeBook` gives. */
export async function gradeSide(ctx: FactsStores, book: BookOnDay, policy: Policy): Promise<Side> {
  const kept = sidesByBook.get(book) ?? new Map<string, Promise<Side>>()
  sidesByBook.set(book, kept)
  const stamp = await factsStamp(ctx.records.view, policyFamilies(policy))
  return keepLatest(kept, JSON.stringify([stamp, policy]), keptSides, () => makeSide(ctx, book, policy, stamp))
}

async function makeSide(ctx: FactsStores, book: BookOnDay, policy: Policy, stamp: string): Promise<Side> {
  const window = windowAt({ to: book.day }, policy.window, policy.fiscalYearStart)
  const { own, family } = await openBookFacts(ctx, book, { from: window.from, policy, stamp })
  const graded = policy.level === 'account' ? own : family
  const isByScore = policy.gradeBy === 'score'
  const columns = isByScore ? await openMetrics(graded, policy) : new Map<string, MetricColumn>()
  const grader = tableGrader(policy, graded, columns)
  const ranks = new Int32Array(graded.rows).fill(noGrade)
  // Scores are worked out once; spend is in the table.
  const scores: (Micros | null)[] = []
  await eachPosition(graded.rows, (row) => {
    const value = grader.valueOf(row)
    if (isByScore) scores.push(value)
    ranks[row] = grader.rankOf(row, value)
  })
  const { roots } = book
  return {
    policy,
    window,
    labels: policy.grades.map(({ label }) => label),
    own,
    ranks,
    columns,
    isActive: (row) => graded.counts.lines[row] !== 0,
    valueOf: isByScore ? (row) => scores[row] ?? null : (row) => grader.valueOf(row),
    basisRow: policy.level === 'account' ? (row) => row : (row) => roots[row] ?? row,
  }
}
