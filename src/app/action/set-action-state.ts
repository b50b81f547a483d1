import { addActionState } from '../../records/action.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getActionInSight, requireMayChange } from './action-right.ts'
import { changedMeanwhile, showAction } from './show-action.ts'

/**
 * Brings an action into a state, as a row of its own, from the version that was read. One that is in it already stays as it is,
 * whoever brought it there: a second click is none.
 */
export const setActionState: Verb<'setActionState'> = async (ctx, { id, ifMatch, state, note }) => {
  requireRight(ctx, 'write-action')
  const stored = await ctx.records.write(async (trx) => {
    const known = await getActionInSight(trx, ctx.actor, id)
    await requireMayChange(ctx, trx, known)
    const from = known.states[0]?.state ?? null
    if (from === state) return known
    const row = { state, at: ctx.now(), actor: actorText(ctx.actor), note: note === '' ? null : note }
    if (!(await addActionState(trx, id, ifMatch, row))) throw changedMeanwhile(known.title)
    await audit(ctx, 'set action state', id, { from, to: state }, trx)
    return getActionInSight(trx, ctx.actor, id)
  })
  return showAction(ctx, stored)
}
