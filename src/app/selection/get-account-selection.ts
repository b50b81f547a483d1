import { rankSelection } from '../../domain/selection/selection.ts'
import type { Ranked } from '../../domain/selection/selection.ts'
import { listOverridesOf, listScoringsOf } from '../../records/selection.ts'
import type { RecordsView } from '../../records/records.ts'
import { readActors } from '../actor-name.ts'
import { getAccountInView } from '../card/open-account.ts'
import { mayJudge } from '../judgement/judge-right.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { candidateOf, currentCriteria } from './open-selection.ts'
import { showOverride, showScoring, showStanding } from './show-selection.ts'

/** Whether an account is strategic and why, with all that was ever written about it. */
export const getAccountSelection: Verb<'getAccountSelection'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id })
  const { view } = ctx.records
  const criteria = await currentCriteria(view)
  const scorings = await listScoringsOf(view, id)
  const overrides = await listOverridesOf(view, id)
  const ranked = await standingOf(view, id)
  const actorOf = await readActors(view, [...new Set([...scorings, ...overrides].map(({ author }) => author))])
  const shown = scorings.map((scoring) => showScoring(scoring, criteria, actorOf))
  const seesSpend = account.seen.spend
  return {
    id,
    name: account.row.name,
    version: criteria.version,
    mayScore: mayJudge(ctx, account),
    ...showStanding(ranked, { criteria, today: await todayOf(ctx), seesSpend }),
    override: ranked.override && showOverride(ranked.override, actorOf),
    overrides: overrides.map((override) => showOverride(override, actorOf)),
    ...(seesSpend && { scoring: shown[0] ?? null, scorings: shown }),
  }
}

/** Where an account stands by the criteria of now, by itself: its score and its outcome, not its places. */
export async function standingOf(view: RecordsView, id: string): Promise<Ranked> {
  const criteria = await currentCriteria(view)
  const [scoring] = await listScoringsOf(view, id)
  const [override] = await listOverridesOf(view, id)
  const [ranked] = rankSelection(criteria, [candidateOf(id, scoring, override)])
  if (!ranked) throw new Error(`Cannot find account "${id}" in a ranking of it alone`)
  return ranked
}
