import { v7 as uuidv7 } from 'uuid'
import { flawOfCall } from '../../domain/call/call.ts'
import { addCall, changeCall } from '../../records/call.ts'
import { actorText } from '../actor-name.ts'
import { audit, changesOf } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { callerOf } from './call-person.ts'
import { getAccountToCall, getCallById, requireMayChangeCall } from './call-right.ts'
import { writeOutcome } from './log-call.ts'
import { callChangedMeanwhile, showCall } from './show-call.ts'

/** Plans a call with an account within reach of one's right to write actions, or logs one that was not planned. */
export const planCall: Verb<'planCall'> = async (ctx, { account: accountId, contact, goal, day, owner, outcome }) => {
  requireRight(ctx, 'write-action')
  assertGoal(goal)
  const id = uuidv7()
  const stored = await ctx.records.write(async (trx) => {
    const account = await getAccountToCall(ctx, trx, accountId)
    const caller = await callerOf(trx, ctx.actor, { owner, accountOwner: account.owner })
    const text = { accountId, contact: orNull(contact), goal, day, ...caller }
    await addCall(trx, { ...text, id, follows: null, by: actorText(ctx.actor), at: ctx.now() })
    // Names and goals are people's own words: they stand in the call itself.
    await audit(ctx, 'plan call', id, { account: accountId, owner: caller.owner, day }, trx)
    const planned = await getCallById(trx, id)
    return outcome === null ? planned : writeOutcome(ctx, trx, planned, outcome)
  })
  return showCall(ctx, stored)
}

/** Changes a planned call, from the version that was read. One that was made is taken back first. */
export const updateCall: Verb<'updateCall'> = async (ctx, { id, ifMatch, contact, goal, day, owner }) => {
  requireRight(ctx, 'write-action')
  assertGoal(goal)
  const stored = await ctx.records.write(async (trx) => {
    const known = await getCallById(trx, id)
    await requireMayChangeCall(ctx, trx, known)
    if (known.version !== ifMatch) throw callChangedMeanwhile(known.goal)
    const state = known.states[0]?.state
    if (state !== 'planned') {
      throw new BookError(
        'conflict',
        `Cannot change call "${known.goal}": it is ${state ?? 'gone'}; take that back first`,
      )
    }
    const isSameOwner = (owner ?? known.owner) === known.owner
    const account = isSameOwner ? null : await getAccountToCall(ctx, trx, known.accountId)
    // A call that stays with its person stays with the rep it counts for, whoever looks after the account now.
    const caller = account
      ? await callerOf(trx, ctx.actor, { owner, accountOwner: account.owner })
      : { owner: known.owner, rep: known.rep }
    const text = { accountId: known.accountId, contact: orNull(contact), goal, day, ...caller }
    if (!(await changeCall(trx, known, text))) throw callChangedMeanwhile(known.goal)
    const auditable = (one: { readonly owner: string; readonly day: string }) => ({ owner: one.owner, day: one.day })
    await audit(ctx, 'update call', id, changesOf(auditable(known), auditable(text)), trx)
    return getCallById(trx, id)
  })
  return showCall(ctx, stored)
}

function assertGoal(goal: string): void {
  const flaw = flawOfCall({ goal })
  if (flaw !== null) throw new BookError('bad-input', `Cannot take this call: ${flaw}`)
}

function orNull(text: string | null): string | null {
  return text === '' ? null : text
}
