import { listJudgementsOf } from '../../records/judgement.ts'
import { getAccountInView } from '../card/open-account.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { idsInForce, readNames, showJudgement } from './show-judgement.ts'

/** An account has tens of judgements; whatever holds is looked for among so many. */
const mostJudgements = 10_000

/** Everything that was ever judged of an account, the newest first. */
export const listJudgements: Verb<'listJudgements'> = async (ctx, { id, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { seen } = await getAccountInView(ctx, { id })
  const { view } = ctx.records
  const all = await listJudgementsOf(view, id, { limit: mostJudgements, before: null })
  const inForce = idsInForce(all, await todayOf(ctx))
  const before = fromCursor(cursor, ['before'])?.before
  const rest = before === undefined ? all : all.filter((one) => one.id < before)
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  const names = await readNames(ctx.records, page)
  return {
    items: page.map((one) => showJudgement(one, names, { seesSpend: seen.spend, isInForce: inForce.has(one.id) })),
    next: last ? toCursor({ before: last.id }) : null,
  }
}
