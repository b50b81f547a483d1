import { deleteEndedSessions, noteSeen, touchSession } from '../../records/user-session.ts'
import { findUserByEmail } from '../../records/user.ts'
import { audit } from '../audit.ts'
import type { Ctx, Person } from '../context.ts'

/** Seconds without a request after which a session ends. */
export const idleSeconds = 12 * 3600

/** When a session that was used at an instant ends unless it is used again; `last` is when it ends in any case. */
export function sessionEnd(usedAt: string, last: string): string {
  const idleEnd = new Date(Date.parse(usedAt) + idleSeconds * 1000).toISOString()
  return idleEnd < last ? idleEnd : last
}

/** Notes that somebody came in, and how. */
export async function noteSignIn(ctx: Ctx, person: Person, how: 'password' | 'invitation' | 'demo'): Promise<void> {
  await ctx.records.write(async (trx) => {
    await noteSeen(trx, person.id, ctx.now())
    await audit({ ...ctx, actor: person }, 'sign in', person.id, { how }, trx)
  })
}

/** Notes that somebody was not let in. An address that nobody has is not written down: it may be a password typed in its place. */
export async function noteRefusal(ctx: Ctx, email: string): Promise<void> {
  const user = await findUserByEmail(ctx.records.view, email)
  const detail = { why: user === undefined ? 'nobody' : user.state === 'active' ? 'password' : user.state }
  await audit(ctx, 'refuse sign-in', user?.id ?? 'nobody', detail)
}

/** Notes that a session was used. */
export function noteUse(ctx: Pick<Ctx, 'records' | 'now'>, sessionId: string, userId: string): Promise<void> {
  return ctx.records.write((trx) => touchSession(trx, sessionId, userId, ctx.now()))
}

/** Removes the sessions that have ended by themselves. */
export function clearSessions(ctx: Pick<Ctx, 'records' | 'now'>): Promise<void> {
  const now = ctx.now()
  const unusedSince = new Date(Date.parse(now) - idleSeconds * 1000).toISOString()
  return ctx.records.write((trx) => deleteEndedSessions(trx, now, unusedSince))
}

export async function noteSignOut(ctx: Ctx, person: Person): Promise<void> {
  await audit(ctx, 'sign out', person.id, null)
}

export async function noteChangedPassword(ctx: Ctx, person: Person): Promise<void> {
  await audit(ctx, 'change password', person.id, null)
}
