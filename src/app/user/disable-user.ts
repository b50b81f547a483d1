import { dropInvitations } from '../../records/invitation.ts'
import { endUserSessions } from '../../records/user-session.ts'
import { lockRole, setDisabled } from '../../records/user.ts'
import { audit } from '../audit.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertNotLastAdministrator } from './update-user.ts'
import { changedMeanwhile, getUserOrThrow, toUserOutput } from './user-output.ts'

/**
 * Ends every session and every open invitation of a person, and lets nobody in by this name, from the version that was read.
 * Nothing changes for one who is disabled already.
 */
export const disableUser: Verb<'disableUser'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'manage-user')
  return ctx.records.write(async (trx) => {
    await lockRole(trx, 'administrator')
    const user = await getUserOrThrow(trx, id)
    if (user.state === 'disabled') return toUserOutput(user)
    await assertNotLastAdministrator(trx, user, 'disable this person')
    if (!(await setDisabled(trx, id, ifMatch, ctx.now()))) throw changedMeanwhile(user)
    await dropInvitations(trx, id)
    const sessions = await endUserSessions(trx, id)
    await audit(ctx, 'disable user', id, { sessions }, trx)
    return toUserOutput(await getUserOrThrow(trx, id))
  })
}

/** Lets a disabled person in again, by the password they had, from the version that was read. */
export const enableUser: Verb<'enableUser'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'manage-user')
  return ctx.records.write(async (trx) => {
    const user = await getUserOrThrow(trx, id)
    if (user.state !== 'disabled') return toUserOutput(user)
    if (!(await setDisabled(trx, id, ifMatch, null))) throw changedMeanwhile(user)
    await audit(ctx, 'enable user', id, null, trx)
    return toUserOutput(await getUserOrThrow(trx, id))
  })
}
