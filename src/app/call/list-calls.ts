import type { Input } from '../../contract/operations.ts'
import { listCalls as listStored } from '../../records/call.ts'
import type { CallFilter } from '../../records/call.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getCallById } from './call-right.ts'
import { showCall, showCalls } from './show-call.ts'

/** Calls by the day they are planned for, in pages. Goals and results are for everybody, as actions are. */
export const listCalls: Verb<'listCalls'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const { order, cursor, limit, ...question } = input
  const after = fromCursor(cursor, ['day', 'id'])
  const found = await listStored(ctx.records.view, filterOf(ctx, question), {
    after: after ?? null,
    limit: limit + 1,
    isLatestFirst: order === '-day',
  })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return { items: await showCalls(ctx, page), next: last ? toCursor({ day: last.day, id: last.id }) : null }
}

/** Which calls are meant, as the records take it. */
export function filterOf(
  { actor }: Pick<Ctx, 'actor'>,
  { owner, rep, account, state, from, to }: Omit<Input<'listCalls'>, 'order' | 'cursor' | 'limit'>,
): CallFilter {
  return {
    owner: owner === 'me' ? actorText(actor) : (owner ?? null),
    reps: rep && rep.length > 0 ? rep : null,
    accountId: account ?? null,
    states: state && state.length > 0 ? state : null,
    from: from ?? null,
    to: to ?? null,
    madeOn: null,
  }
}

/** One call with all its states. */
export const getCall: Verb<'getCall'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  return showCall(ctx, await getCallById(ctx.records.view, id))
}
