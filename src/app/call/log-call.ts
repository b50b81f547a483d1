import { v7 as uuidv7 } from 'uuid'
import type { Input } from '../../contract/operations.ts'
import { flawOfOutcome } from '../../domain/call/call.ts'
import { addAction } from '../../records/action.ts'
import { addCall, addCallState, changeCall } from '../../records/call.ts'
import type { CallStateRow, StoredCall } from '../../records/call.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { getCallById, requireMayChangeCall } from './call-right.ts'
import { callChangedMeanwhile, showCall } from './show-call.ts'

type Outcome = Input<'logCall'>

/** Says what came of a planned call, from the version that was read; its next step becomes a call or an action. */
export const logCall: Verb<'logCall'> = async (ctx, { id, ifMatch, ...outcome }) => {
  requireRight(ctx, 'write-action')
  const stored = await ctx.records.write(async (trx) => {
    const known = await getCallById(trx, id)
    await requireMayChangeCall(ctx, trx, known)
    if (known.version !== ifMatch) throw callChangedMeanwhile(known.goal)
    return writeOutcome(ctx, trx, known, outcome)
  })
  return showCall(ctx, stored)
}

/** Writes the outcome of a call and its next step, in one transaction with whatever planned it. */
export async function writeOutcome(
  ctx: Ctx,
  trx: RecordsTransaction,
  known: StoredCall,
  outcome: Omit<Outcome, 'id'>,
): Promise<StoredCall> {
  const state = known.states[0]?.state
  if (state !== 'planned') {
    throw new BookError('conflict', `Cannot log call "${known.goal}": it is ${state ?? 'gone'}; take that back first`)
  }
  const flaw = flawOfOutcome(outcome, await todayOf(ctx))
  if (flaw !== null) throw new BookError('bad-input', `Cannot log call "${known.goal}": ${flaw}`)
  const { reached, result, day, contact } = outcome
  const next = outcome.next && (await addNextStep(ctx, trx, known, outcome.next))
  const spokeTo = contact === null || contact === '' ? known.contact : contact
  const isRenamed = spokeTo !== known.contact
  if (isRenamed && !(await changeCall(trx, known, { ...known, contact: spokeTo })))
    throw callChangedMeanwhile(known.goal)
  const version = known.version + (isRenamed ? 1 : 0)
  const row: CallStateRow = {
    state: 'done',
    at: ctx.now(),
    actor: actorText(ctx.actor),
    note: result === '' ? null : result,
    reached,
    madeOn: day,
    next,
  }
  if (!(await addCallState(trx, { id: known.id, version }, row))) throw callChangedMeanwhile(known.goal)
  await audit(ctx, 'log call', known.id, { account: known.accountId, reached, day, next: next && next.kind }, trx)
  return getCallById(trx, known.id)
}

/** The next step of a call, for whoever made it. */
async function addNextStep(
  ctx: Ctx,
  trx: RecordsTransaction,
  call: StoredCall,
  next: NonNullable<Outcome['next']>,
): Promise<NonNullable<CallStateRow['next']>> {
  const id = uuidv7()
  const made = { id, owner: call.owner, by: actorText(ctx.actor), at: ctx.now() }
  const { accountId } = call
  if (next.kind === 'call') {
    const { goal, contact, day } = next
    await addCall(trx, {
      ...made,
      accountId,
      contact: contact === '' ? null : contact,
      goal,
      day,
      rep: call.rep,
      follows: call.id,
    })
    await audit(ctx, 'plan call', id, { account: accountId, owner: call.owner, day }, trx)
    return { kind: 'call', id }
  }
  const { title, day: due } = next
  const subject = { type: 'account', id: accountId } as const
  await addAction(trx, {
    ...made,
    title,
    note: null,
    subjectType: subject.type,
    subjectId: subject.id,
    due,
    doneWhen: null,
  })
  await audit(ctx, 'create action', id, { subject, owner: call.owner, due }, trx)
  return { kind: 'action', id }
}
