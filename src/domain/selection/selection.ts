import type { Day } from '../day.ts'
import { divideHalfEven, numberToMicros } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Criteria } from './criteria.ts'

/** The points somebody gave an account on one criterion, and what they rest on. */
export interface Mark {
  readonly criterion: string
  readonly points: number
  readonly evidence: string
}

/** The marks of an account as somebody wrote them down; they never change, others take their place. */
export interface Scoring {
  /** A UUIDv7: the latest of an account counts. */
  readonly id: string
  readonly accountId: string
  /** The version of the criteria they were given on. */
  readonly version: number
  readonly marks: readonly Mark[]
  /** The day on which somebody is to look at them again. */
  readonly reviewOn: Day
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly author: string
  /** The instant, as UTC ISO text. */
  readonly at: string
}

/** What a person may decide whatever the score: in, out, or back to what the score says. */
export const decisions = ['strategic', 'not-strategic', 'by-score'] as const
export type Decision = (typeof decisions)[number]

/** A decision that goes before the score; it never changes, another takes its place. */
export interface Override {
  /** A UUIDv7: the latest of an account counts. */
  readonly id: string
  readonly accountId: string
  readonly decision: Decision
  readonly reason: string
  /** The day on which it is to be looked at again; null for a decision back to the score. */
  readonly reviewOn: Day | null
  readonly author: string
  readonly at: string
}

/** What the score says of an account; `open` while what is not marked yet decides. */
export const outcomes = ['strategic', 'open', 'not-strategic'] as const
type Outcome = (typeof outcomes)[number]

/** The score of an account by the criteria of now. Points are millionths of a point, 0 to 100 points. */
export interface SelectionScore {
  /** Weighted mean over the criteria that are marked; null when none is. */
  readonly score: Micros | null
  /** What it comes to with nothing, and with all, on the criteria that are not marked. */
  readonly least: Micros
  readonly most: Micros
  readonly known: number
  readonly outcome: Outcome
}

/**
 * The marks that hold by the criteria of now. A mark given on an earlier version holds where the criterion still has a step of its
 * points: a criterion that is new, or whose scale has lost the step, is not marked.
 */
export function marksHeld(criteria: Criteria, marks: readonly Mark[]): ReadonlyMap<string, Mark> {
  const given = new Map(marks.map((mark) => [mark.criterion, mark]))
  return new Map(
    criteria.criteria.flatMap(({ key, scale }) => {
      const mark = given.get(key)
      return mark && scale.some(({ points }) => points === mark.points) ? [[key, mark] as const] : []
    }),
  )
}

/**
 * The weighted mean of the points, each criterion by its weight; what is not marked leaves both sums, never counts as zero, and
 * keeps the outcome open while it could turn it.
 */
export function scoreSelection(criteria: Criteria, marks: readonly Mark[]): SelectionScore {
  const held = marksHeld(criteria, marks)
  // Before anybody has saved criteria there is nothing to mark.
  if (criteria.criteria.length === 0) return { score: null, least: 0n, most: hundred, known: 0, outcome: 'open' }
  let [sum, known, all] = [0n, 0n, 0n]
  for (const { key, weight } of criteria.criteria) {
    const share = numberToMicros(weight)
    all += share
    const mark = held.get(key)
    if (!mark) continue
    known += share
    sum += share * numberToMicros(mark.points)
  }
  const bound = numberToMicros(criteria.atLeast)
  // Compared before they are rounded: a score of 64.999 999 7 is below 65.
  const withAll = sum + (all - known) * hundred
  const outcome = sum >= bound * all ? 'strategic' : withAll < bound * all ? 'not-strategic' : 'open'
  return {
    score: known === 0n ? null : divideHalfEven(sum, known),
    least: divideHalfEven(sum, all),
    most: divideHalfEven(withAll, all),
    known: held.size,
    outcome: known === 0n ? 'open' : outcome,
  }
}

const hundred: Micros = numberToMicros(100)

/** An account among those that somebody scored or decided on. */
export interface Candidate {
  readonly accountId: string
  readonly scoring: Scoring | null
  /** The latest decision; null where there is none, or it gave the account back to its score. */
  readonly override: Override | null
}

/** A candidate in both rankings: by score alone, and with what people decided. */
export interface Ranked extends Candidate, SelectionScore {
  /** Place by score, 1 the best; equal scores share one. Null without a score. */
  readonly rankByScore: number | null
  /** Place with decisions: the strategic before the open before the others, by score within each; null without a score there. */
  readonly rank: number
  /** What holds: the decision of a person, else what the score says. */
  readonly holds: Outcome
}

/** All candidates, the first with decisions first; equal ones by account id, so that a list is the same every time. */
export function rankSelection(criteria: Criteria, candidates: readonly Candidate[]): Ranked[] {
  const scored = candidates.map((candidate) => {
    const score = scoreSelection(criteria, candidate.scoring?.marks ?? [])
    return { ...candidate, ...score, holds: outcomeOf(candidate.override) ?? score.outcome }
  })
  const byScore = ranksOf(
    scored.filter(({ score }) => score !== null),
    compareScores,
  )
  const ordered = scored.toSorted(
    (one, other) => compareHolding(one, other) || compareText(one.accountId, other.accountId),
  )
  const ranks = ranksOf(ordered, compareHolding)
  return ordered.map((one) => ({
    ...one,
    rankByScore: byScore.get(one.accountId) ?? null,
    rank: ranks.get(one.accountId) ?? 0,
  }))
}

/** Whether somebody is to look at an account again on a day: its marks, or the decision on it. */
export function isDueForReview({ scoring, override }: Candidate, today: Day): boolean {
  const day = reviewDayOf({ scoring, override })
  return day !== null && day <= today
}

/** The first day on which somebody is to look at an account again; null for none. */
export function reviewDayOf({ scoring, override }: Pick<Candidate, 'scoring' | 'override'>): Day | null {
  const days = [scoring?.reviewOn, override?.reviewOn].flatMap((day) => day ?? [])
  return days.toSorted()[0] ?? null
}

/** Whether a decision says otherwise than the score, so that the override is one in fact. */
export function turnsScore({ override, outcome }: Ranked): boolean {
  const decided = outcomeOf(override)
  return decided !== null && decided !== outcome
}

function outcomeOf(override: Override | null): Outcome | null {
  return override === null || override.decision === 'by-score' ? null : override.decision
}

interface Scored extends SelectionScore {
  readonly accountId: string
  readonly holds: Outcome
}

function compareScores(one: SelectionScore, other: SelectionScore): number {
  const [left, right] = [one.score ?? -1n, other.score ?? -1n]
  return left === right ? 0 : left > right ? -1 : 1
}

function compareHolding(one: Scored, other: Scored): number {
  return outcomes.indexOf(one.holds) - outcomes.indexOf(other.holds) || compareScores(one, other)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** The place of each, 1 the first; equal ones share the first of theirs. */
function ranksOf<T extends Scored>(list: readonly T[], compare: (one: T, other: T) => number): Map<string, number> {
  const ordered = list.toSorted(compare)
  const ranks = new Map<string, number>()
  let rank = 0
  for (const [index, one] of ordered.entries()) {
    const before = ordered[index - 1]
    if (!before || compare(before, one) !== 0) rank = index + 1
    ranks.set(one.accountId, rank)
  }
  return ranks
}
