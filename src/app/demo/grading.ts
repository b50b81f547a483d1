import type { Curve } from '../../domain/curve.ts'
import { templateRules } from '../../domain/policy-template.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import type { Tally } from './documents.ts'

/** How many accounts have which grade at the end of the book; `none` were not invoiced in the last twelve months. */
export interface GradeCounts {
  readonly A: number
  readonly B: number
  readonly C: number
  readonly none: number
}

/** Lower bounds of the grades A and B in whole units of the base currency, and what they give. */
export interface Bounds {
  readonly a: number
  readonly b: number
  readonly counts: GradeCounts
}

/** Shares the bounds aim at, the middle of 10-20 % and of 15-25 %, a little less for the accounts without a grade. */
const sharesAimedAt = { a: 0.145, b: 0.19 }
const roundSteps = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 25, 26, 28, 30, 32, 34, 35, 36, 38, 40].concat([
  42, 44, 45, 46, 48, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95,
])

/**
 * Round bounds that give grade A to about 14.5 % and grade B to about 19 % of those valid at the end of the book, by
 * the spend of the ultimate parent in the last twelve months. A large group counts often among accounts and once among
 * ultimate parents: the bounds aim at the mean of both shares.
 */
export function findBounds(accounts: readonly Account[], tally: Tally, calendar: Calendar): Bounds {
  const { byAccount, byTop } = gradedSpends(accounts, tally, calendar)
  const descending = (spends: readonly (number | null)[]): number[] =>
    spends.filter((spend) => spend !== null).sort((larger, smaller) => smaller - larger)
  const [graded, gradedTops] = [descending(byAccount), descending(byTop)]
  const atLeast = (bound: number): number => countAtLeast(graded, bound * 100)
  const shareOf = (bound: number): number =>
    (atLeast(bound) / byAccount.length + countAtLeast(gradedTops, bound * 100) / byTop.length) / 2
  const a = nearestBound((bound) => Math.abs(shareOf(bound) - sharesAimedAt.a), Infinity)
  const b = nearestBound((bound) => Math.abs(shareOf(bound) - shareOf(a) - sharesAimedAt.b), a)
  const [countA, countAB] = [atLeast(a), atLeast(b)]
  const counts = { A: countA, B: countAB - countA, C: graded.length - countAB, none: byAccount.length - graded.length }
  return { a, b, counts }
}

/** The policy of the demo book: three grades by spend, and beside them the score of the value scale. */
export function makePolicy(bounds: Bounds, calendar: Calendar): Policy {
  const { a, b } = bounds
  return {
    name: 'Demo spend grades',
    version: 1,
    effectiveFrom: calendar.label(calendar.first),
    kinds: ['goods', 'service', 'discount'],
    level: 'ultimate-parent',
    window: 'twelve-months',
    fiscalYearStart: 1,
    minCoverage: 0.95,
    grades: [
      { label: 'A', atLeast: String(a) },
      { label: 'B', atLeast: String(b) },
      { label: 'C', atLeast: null },
    ],
    gradeBy: 'spend',
    factors: templateRules('value-scale', 'letters').factors.map((factor) =>
      factor.metric === 'spend' ? { ...factor, curve: spendCurve(a) } : factor,
    ),
  }
}

/** Full points for spend at twice the bound of an A. */
function spendCurve(a: number): Curve {
  return { type: 'linear', from: ['0', 0], to: [String(2 * a), 100] }
}

/**
 * The spend that grades each account valid at the end, in base cents: that of its ultimate parent, null when nothing
 * was invoiced; and the same once per ultimate parent.
 */
function gradedSpends(
  accounts: readonly Account[],
  tally: Tally,
  calendar: Calendar,
): { byAccount: (number | null)[]; byTop: (number | null)[] } {
  const top = accounts.map(({ group, index }) => {
    return group !== null && group.from <= calendar.last && group.to > calendar.last ? group.head : index
  })
  const spend = new Float64Array(accounts.length)
  const invoiced = new Uint8Array(accounts.length)
  for (const [index, head] of top.entries()) {
    spend[head] = (spend[head] ?? 0) + (tally.spend[index] ?? 0)
    if (tally.invoiced[index] === 1) invoiced[head] = 1
  }
  const valid = accounts.filter((account) => account.validFrom <= calendar.last && account.validTo > calendar.last)
  const heads = valid.map((account) => top[account.index] ?? account.index)
  const spendOf = (head: number): number | null => (invoiced[head] === 1 ? (spend[head] ?? 0) : null)
  return { byAccount: heads.map(spendOf), byTop: [...new Set(heads)].map(spendOf) }
}

/** The round figure below `ceiling` with the smallest error; of equal ones the smaller figure. */
function nearestBound(errorOf: (bound: number) => number, ceiling: number): number {
  let best = 0
  let least = Infinity
  for (let unit = 1; unit <= 1_000_000_000; unit *= 10) {
    for (const step of roundSteps) {
      const bound = unit * step
      if (bound >= ceiling) continue
      const error = errorOf(bound)
      if (error < least) [best, least] = [bound, error]
    }
  }
  return best
}

function countAtLeast(descending: readonly number[], cents: number): number {
  let [low, high] = [0, descending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((descending[middle] ?? 0) >= cents) low = middle + 1
    else high = middle
  }
  return low
}
