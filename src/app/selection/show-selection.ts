import type { Output } from '../../contract/operations.ts'
import type { Day } from '../../domain/day.ts'
import type { Criteria } from '../../domain/selection/criteria.ts'
import { isDueForReview, marksHeld, reviewDayOf } from '../../domain/selection/selection.ts'
import type { Override, Ranked, Scoring } from '../../domain/selection/selection.ts'
import type { readActors } from '../actor-name.ts'

type Account = Output<'getAccountSelection'>
type ActorOf = Awaited<ReturnType<typeof readActors>>

/** A score and where it puts the account, as far as somebody may see it. */
export function showStanding(
  ranked: Ranked,
  { criteria, today, seesSpend }: { readonly criteria: Criteria; readonly today: Day; readonly seesSpend: boolean },
) {
  const { score, least, most, known, outcome, holds } = ranked
  return {
    known,
    of: criteria.criteria.length,
    byScore: outcome,
    holds,
    reviewOn: reviewDayOf(ranked),
    isDue: isDueForReview(ranked, today),
    ...(seesSpend && { score: score === null ? null : points(score), least: points(least), most: points(most) }),
  }
}

export function showScoring(
  { id, version, marks, reviewOn, author, at }: Scoring,
  criteria: Criteria,
  actorOf: ActorOf,
): NonNullable<Account['scoring']> {
  const held = marksHeld(criteria, marks)
  return {
    id,
    version,
    marks: marks.map((mark) => ({ ...mark, isHeld: held.has(mark.criterion) })),
    reviewOn,
    by: actorOf(author),
    at,
  }
}

export function showOverride(
  { id, decision, reason, reviewOn, author, at }: Override,
  actorOf: ActorOf,
): NonNullable<Account['override']> {
  return { id, decision, reason, reviewOn, by: actorOf(author), at }
}

/** Millionths of a point as points. */
function points(micros: bigint): number {
  return Number(micros) / 1e6
}
