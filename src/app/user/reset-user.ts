import { endUserSessions, listUserSessions as listRows } from '../../records/user-session.ts'
import { dropPassword } from '../../records/user.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { makeLink } from './invitation-link.ts'
import { changedMeanwhile, getUserOrThrow, toUserOutput } from './user-output.ts'

/**
 * Ends every session of a person, makes their password void and gives a link by which they set a new one; for one who never
 * came in, another invitation. From the version that was read: the link somebody else has just made stays good.
 */
export const resetUser: Verb<'resetUser'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'manage-user')
  if (ctx.actor.kind === 'person' && ctx.actor.id === id) {
    throw new BookError('conflict', 'Cannot reset your own access: change your password in your preferences instead')
  }
  return ctx.records.write(async (trx) => {
    const user = await getUserOrThrow(trx, id)
    if (user.state === 'disabled') {
      throw new BookError('conflict', `Cannot reset "${user.name}": this person is disabled; enable them first`)
    }
    const sessions = await endUserSessions(trx, id)
    if (!(await dropPassword(trx, id, ifMatch))) throw changedMeanwhile(user)
    const link = await makeLink(trx, user.state === 'invited' ? 'invite' : 'reset', id, ctx.now())
    await audit(ctx, 'reset user', id, { sessions }, trx)
    return { user: toUserOutput(await getUserOrThrow(trx, id)), ...link }
  })
}

/** Where a person is signed in. */
export const listUserSessions: Verb<'listUserSessions'> = async (ctx, { id }) => {
  requireRight(ctx, 'manage-user')
  const user = await getUserOrThrow(ctx.records.view, id)
  const sessions = await listRows(ctx.records.view, user.id, ctx.now())
  return {
    items: sessions.map((one) => ({
      id: one.id,
      createdAt: one.createdAt,
      lastSeenAt: one.lastSeenAt,
      expiresAt: one.expiresAt,
      agent: one.agent,
    })),
  }
}

/** Signs a person out everywhere. */
export const endSessions: Verb<'endUserSessions'> = async (ctx, { id }) => {
  requireRight(ctx, 'manage-user')
  await ctx.records.write(async (trx) => {
    const user = await getUserOrThrow(trx, id)
    const sessions = await endUserSessions(trx, user.id)
    await audit(ctx, 'end sessions', id, { sessions }, trx)
  })
}
