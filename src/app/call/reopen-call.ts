import { addActionState, findAction } from '../../records/action.ts'
import { addCallState, findCall } from '../../records/call.ts'
import type { CallStateRow, StoredCall } from '../../records/call.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getCallById, requireMayChangeCall } from './call-right.ts'
import { callChangedMeanwhile, showCall } from './show-call.ts'

/** Decides against a planned call, from the version that was read. One that is not planned any more stays as it is. */
export const dropCall: Verb<'dropCall'> = async (ctx, { id, ifMatch, reason }) => {
  requireRight(ctx, 'write-action')
  const stored = await ctx.records.write(async (trx) => {
    const known = await getCallById(trx, id)
    await requireMayChangeCall(ctx, trx, known)
    if (known.states[0]?.state === 'dropped') return known
    if (known.version !== ifMatch || known.states[0]?.state !== 'planned') throw callChangedMeanwhile(known.goal)
    await setState(ctx, trx, known, { state: 'dropped', note: reason === '' ? null : reason })
    await audit(ctx, 'drop call', id, { account: known.accountId }, trx)
    return getCallById(trx, id)
  })
  return showCall(ctx, stored)
}

/**
 * Takes back what came of a call, or that it was dropped. Its next step goes too where it is as it was made; one that somebody
 * changed or finished since is theirs and stays.
 */
export const reopenCall: Verb<'reopenCall'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'write-action')
  const stored = await ctx.records.write(async (trx) => {
    const known = await getCallById(trx, id)
    await requireMayChangeCall(ctx, trx, known)
    const newest = known.states[0]
    if (newest?.state === 'planned') return known
    if (known.version !== ifMatch) throw callChangedMeanwhile(known.goal)
    const undone = newest?.next ? await dropNextStep(ctx, trx, newest.next) : false
    await setState(ctx, trx, known, { state: 'planned', note: null })
    await audit(
      ctx,
      'reopen call',
      id,
      { account: known.accountId, from: newest?.state ?? null, nextStepDropped: undone },
      trx,
    )
    return getCallById(trx, id)
  })
  return showCall(ctx, stored)
}

async function setState(
  ctx: Ctx,
  trx: RecordsTransaction,
  { id, version, goal }: StoredCall,
  { state, note }: Pick<CallStateRow, 'state' | 'note'>,
): Promise<void> {
  const row = { state, note, at: ctx.now(), actor: actorText(ctx.actor), reached: null, madeOn: null, next: null }
  if (!(await addCallState(trx, { id, version }, row))) throw callChangedMeanwhile(goal)
}

/** Drops a next step that nobody has touched since it was made; whether it did. */
async function dropNextStep(
  ctx: Ctx,
  trx: RecordsTransaction,
  { kind, id }: NonNullable<CallStateRow['next']>,
): Promise<boolean> {
  if (kind === 'call') {
    const call = await findCall(trx, id)
    if (call?.version !== 1) return false
    await setState(ctx, trx, call, { state: 'dropped', note: null })
    await audit(ctx, 'drop call', id, { account: call.accountId }, trx)
    return true
  }
  const action = await findAction(trx, id)
  if (action?.version !== 1) return false
  const row = { state: 'dropped' as const, at: ctx.now(), actor: actorText(ctx.actor), note: null }
  if (!(await addActionState(trx, id, action.version, row))) return false
  await audit(ctx, 'set action state', id, { from: 'open', to: 'dropped' }, trx)
  return true
}
