import { changeAction } from '../../records/action.ts'
import { audit, changesOf } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getActionInSight, requireMayChange, requireSubjectInSight } from './action-right.ts'
import { assertCanOwn, toText } from './create-action.ts'
import { changedMeanwhile, showAction } from './show-action.ts'
import { assertSubject } from './subjects.ts'

/** Changes an open action, from the version that was read. What is done or dropped is opened again first. */
export const updateAction: Verb<'updateAction'> = async (ctx, { id, ifMatch, ...input }) => {
  requireRight(ctx, 'write-action')
  requireSubjectInSight(ctx.actor, input.subject.type, input.subject.id)
  await assertSubject(ctx, input.subject)
  const stored = await ctx.records.write(async (trx) => {
    const known = await getActionInSight(trx, ctx.actor, id)
    await requireMayChange(ctx, trx, known)
    const state = known.states[0]?.state
    if (known.version !== ifMatch) throw changedMeanwhile(known.title)
    if (state !== 'open')
      throw new BookError('conflict', `Cannot change action "${known.title}": it is ${state ?? 'gone'}`)
    if (input.owner !== known.owner) await assertCanOwn(trx, input.owner)
    const text = toText(input)
    if (!(await changeAction(trx, id, ifMatch, text))) throw changedMeanwhile(known.title)
    // What people write in their own words stays in the action itself.
    const auditable = ({ subjectType, subjectId, owner, due }: typeof text) => ({ subjectType, subjectId, owner, due })
    await audit(ctx, 'update action', id, changesOf(auditable(known), auditable(text)), trx)
    return getActionInSight(trx, ctx.actor, id)
  })
  return showAction(ctx, stored)
}
