import type { Criteria } from '../../domain/selection/criteria.ts'
import type { Candidate, Override, Scoring } from '../../domain/selection/selection.ts'
import type { RecordsView } from '../../records/records.ts'
import { latestOverrides, latestScorings, listCriteria } from '../../records/selection.ts'

/** Criteria before anybody has saved any: nothing is asked, and no score decides. */
const noCriteria: Criteria = { version: 0, criteria: [], atLeast: 0 }

/** The criteria that count; those of version 0 before the first. */
export async function currentCriteria(view: RecordsView): Promise<Criteria> {
  return (await listCriteria(view))[0] ?? noCriteria
}

/** Every account that somebody scored or decided on, with the criteria of now. */
export async function readSelection(
  view: RecordsView,
): Promise<{ criteria: Criteria; candidates: readonly Candidate[] }> {
  const criteria = await currentCriteria(view)
  const scorings = new Map((await latestScorings(view)).map((one) => [one.accountId, one]))
  const overrides = new Map((await latestOverrides(view)).map((one) => [one.accountId, one]))
  const ids = new Set([...scorings.keys(), ...overrides.keys()])
  return { criteria, candidates: [...ids].map((id) => candidateOf(id, scorings.get(id), overrides.get(id))) }
}

/** An account with its latest marks and its latest decision; one back to the score is none. */
export function candidateOf(
  accountId: string,
  scoring: Scoring | undefined,
  override: Override | undefined,
): Candidate {
  return {
    accountId,
    scoring: scoring ?? null,
    override: override && override.decision !== 'by-score' ? override : null,
  }
}
