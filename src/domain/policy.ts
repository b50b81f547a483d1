import type { Curve } from './curve.ts'
import { addDays } from './day.ts'
import type { Day } from './day.ts'
import type { LineKind } from './kind.ts'
import type { Window } from './period.ts'

/** A grade and the least value it needs, inclusive, as a decimal string; null is the last grade, for everything below. */
export interface GradeBound {
  readonly label: string
  readonly atLeast: string | null
}

/** A metric that counts in the score, with its weight against the other factors and the curve that gives its points. */
export interface Factor {
  readonly metric: string
  readonly weight: number
  readonly curve: Curve
}

/** What is graded: accounts by themselves, or families by the money of the ultimate parent and all below it. */
export const levels = ['ultimate-parent', 'account'] as const
export type Level = (typeof levels)[number]

/** What the bounds of the grades are compared with: money, or points of the score. */
export const gradeBases = ['spend', 'score'] as const
export type GradeBasis = (typeof gradeBases)[number]

/** How a book is graded: named, versioned, effective from a day. A version never changes. */
export interface Policy {
  readonly name: string
  readonly version: number
  readonly effectiveFrom: Day
  /** The line kinds whose net is spend. */
  readonly kinds: readonly LineKind[]
  readonly level: Level
  readonly window: Window
  /** The month, 1 to 12, in which the fiscal year starts. */
  readonly fiscalYearStart: number
  /** The share of spend, 0..1, whose cost must be known before a gross profit is given. */
  readonly minCoverage: number
  /** Best first; bounds fall and the last one is null. In money under `gradeBy` spend, in points under score. */
  readonly grades: readonly GradeBound[]
  readonly gradeBy: GradeBasis
  readonly factors: readonly Factor[]
}

/**
 * The policy of a book that has none of its own. The factors give a score beside the grade, which goes by spend: full points
 * at twice the bound of an A, at a margin of 40 %, at two orders a month and when paid on the due date; none at 60 days late.
 */
export const defaultPolicy: Policy = {
  name: 'default',
  version: 1,
  effectiveFrom: '0001-01-01',
  kinds: ['goods', 'service', 'discount'],
  level: 'ultimate-parent',
  window: 'twelve-months',
  fiscalYearStart: 1,
  minCoverage: 0.95,
  grades: [
    { label: 'A', atLeast: '10000' },
    { label: 'B', atLeast: '5000' },
    { label: 'C', atLeast: null },
  ],
  gradeBy: 'spend',
  factors: [
    { metric: 'spend', weight: 40, curve: { type: 'linear', from: ['0', 0], to: ['20000', 100] } },
    { metric: 'gross-margin-rate', weight: 30, curve: { type: 'linear', from: ['0', 0], to: ['0.4', 100] } },
    { metric: 'orders', weight: 15, curve: { type: 'linear', from: ['0', 0], to: ['24', 100] } },
    { metric: 'average-days-late', weight: 15, curve: { type: 'linear', from: ['0', 100], to: ['60', 0] } },
  ],
}

/**
 * The policy that holds on the day: of those effective by then the one with the latest day, and of these the one that was
 * saved last. `policies` are in the order they were saved. Throws when none is.
 */
export function policyAt(policies: readonly Policy[], day: Day): Policy {
  let newest: Policy | null = null
  for (const policy of policies) {
    if (policy.effectiveFrom <= day && (!newest || policy.effectiveFrom >= newest.effectiveFrom)) newest = policy
  }
  if (!newest) throw new RangeError(`Cannot find a policy that is effective on "${day}"`)
  return newest
}

/** Whether two are the same version of one policy, which never changes. */
export function isSamePolicy(one: Policy, other: Policy): boolean {
  return one.name === other.name && one.version === other.version
}

/** The days on which a policy holds, both ends inclusive; `to` null is without end. */
export interface PolicySpan {
  readonly from: Day
  readonly to: Day | null
}

/**
 * The days on which each policy holds, as `policyAt` would say day by day; one that another of the same day replaced holds on
 * none and is not there. `policies` are in the order they were saved.
 */
export function policySpans(policies: readonly Policy[]): ReadonlyMap<Policy, PolicySpan> {
  // Of those that begin on one day the one saved last is what the map keeps.
  const policyByDay = new Map(policies.map((policy) => [policy.effectiveFrom, policy]))
  const days = [...policyByDay.keys()].toSorted()
  const spans = new Map<Policy, PolicySpan>()
  for (const [index, from] of days.entries()) {
    const [policy, next] = [policyByDay.get(from), days[index + 1]]
    if (policy) spans.set(policy, { from, to: next === undefined ? null : addDays(next, -1) })
  }
  return spans
}
