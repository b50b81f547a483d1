import { farFuture } from '../../domain/day.ts'
import { listActions as listStored } from '../../records/action.ts'
import { actorText } from '../actor-name.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getActionInSight, hiddenFrom } from './action-right.ts'
import { showAction, showActions } from './show-action.ts'

/** Actions by due day in pages, the most urgent first. */
export const listActions: Verb<'listActions'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const { owner, subjectType, subject, state, dueBefore, cursor, limit } = input
  const after = fromCursor(cursor, ['due', 'id'])
  const filter = {
    owner: owner === 'me' ? actorText(ctx.actor) : (owner ?? null),
    subjectType: subjectType ?? null,
    subjectId: subject ?? null,
    states: state && state.length > 0 ? state : null,
    dueBefore: dueBefore ?? null,
    except: hiddenFrom(ctx.actor),
  }
  const found = await listStored(ctx.records.view, filter, { after: after ?? null, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    items: await showActions(ctx, page),
    next: last ? toCursor({ due: last.due ?? farFuture, id: last.id }) : null,
  }
}

/** One action with all its states. */
export const getAction: Verb<'getAction'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  return showAction(ctx, await getActionInSight(ctx.records.view, ctx.actor, id))
}
