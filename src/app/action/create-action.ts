import { v7 as uuidv7 } from 'uuid'
import type { Input } from '../../contract/operations.ts'
import { addAction } from '../../records/action.ts'
import type { ActionText } from '../../records/action.ts'
import type { RecordsView } from '../../records/records.ts'
import { findUser } from '../../records/user.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getActionInSight, requireSubjectInSight } from './action-right.ts'
import { showAction } from './show-action.ts'
import { assertSubject } from './subjects.ts'

/** Notes who is to do what. Whoever may write actions may give one to anybody, about any account: a clerk calls for the rep. */
export const createAction: Verb<'createAction'> = async (ctx, input) => {
  requireRight(ctx, 'write-action')
  requireSubjectInSight(ctx.actor, input.subject.type, input.subject.id)
  await assertSubject(ctx, input.subject)
  const id = uuidv7()
  const stored = await ctx.records.write(async (trx) => {
    await assertCanOwn(trx, input.owner)
    await addAction(trx, { ...toText(input), id, by: actorText(ctx.actor), at: ctx.now() })
    await audit(ctx, 'create action', id, { subject: input.subject, owner: input.owner, due: input.due }, trx)
    return getActionInSight(trx, ctx.actor, id)
  })
  return showAction(ctx, stored)
}

/** Throws unless somebody who comes in can do it. */
export async function assertCanOwn(view: RecordsView, owner: string): Promise<void> {
  const user = await findUser(view, owner)
  if (user?.state === 'active' || user?.state === 'invited') return
  throw new BookError('bad-input', `Cannot give an action to "${owner}": it is nobody who can sign in`)
}

/** What a person writes of an action, as the records keep it. */
export function toText({ title, note, subject, owner, due, doneWhen }: Input<'createAction'>): ActionText {
  return {
    title,
    note: note === '' ? null : note,
    subjectType: subject.type,
    subjectId: subject.id,
    owner,
    due,
    doneWhen: doneWhen === '' ? null : doneWhen,
  }
}
