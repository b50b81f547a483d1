import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import { findInvitation, useInvitation } from '../../records/invitation.ts'
import type { Invitation } from '../../records/invitation.ts'
import type { RecordsTransaction, RecordsView } from '../../records/records.ts'
import { endUserSessions } from '../../records/user-session.ts'
import {
  countActive,
  findUser,
  findUserByEmail,
  insertUser,
  lockRole,
  setActive,
  setPassword,
} from '../../records/user.ts'
import type { User } from '../../records/user.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { seedAllGrants } from '../user/grants.ts'
import { hashToken } from '../user/invitation-link.ts'
import { userToPerson } from '../user/load-person.ts'
import { defaultPreferences, getUserOrThrow } from '../user/user-output.ts'
import { forgetAccountTries } from './tries.ts'

/** What an invitation link is for. One that was used, has expired or never was answers the same. */
export async function getInvitation(
  ctx: Pick<Ctx, 'records' | 'now'>,
  token: string,
): Promise<Output<'getInvitation'>> {
  const { invitation, user } = await getOpen(ctx.records.view, token, ctx.now())
  const { purpose, expiresAt } = invitation
  return { purpose, email: user?.email ?? null, name: user?.name ?? null, expiresAt }
}

interface Accepted {
  readonly token: string
  readonly name: string
  /** Needed of the first administrator; the others have theirs. */
  readonly email: string | undefined
  readonly passwordHash: string
  /** Keys what is known of failed tries, which a new password ends. */
  readonly secret: string
}

/** Uses an invitation: sets name and password, ends all sessions of before. Gives back the id of the person. */
export async function acceptInvitation(ctx: Ctx, accepted: Accepted): Promise<string> {
  const { token, name, passwordHash: hash, secret } = accepted
  const now = ctx.now()
  return ctx.records.write(async (trx) => {
    const { invitation, user } = await getOpen(trx, token, now)
    if (!(await useInvitation(trx, invitation.tokenHash, now))) throw notFound()
    const id = user === undefined ? await addAdministrator(trx, accepted, now) : user.id
    if (user !== undefined && accepted.email !== undefined && accepted.email.toLowerCase() !== user.email) {
      throw new BookError('bad-input', `Cannot accept for "${accepted.email}": the link is for another address`)
    }
    await setPassword(trx, { userId: id, hash, at: now })
    await setActive(trx, id, name, now)
    await endUserSessions(trx, id)
    const added = await getUserOrThrow(trx, id)
    await forgetAccountTries(trx, secret, added.email)
    const actor = await userToPerson({ view: trx }, added)
    await audit({ ...ctx, actor }, 'accept invitation', id, { purpose: invitation.purpose }, trx)
    return id
  })
}

async function addAdministrator(trx: RecordsTransaction, { email, name }: Accepted, now: string): Promise<string> {
  await lockRole(trx, 'administrator')
  if ((await countActive(trx, 'administrator')) > 0) throw notFound()
  if (email === undefined) throw new BookError('bad-input', 'Cannot go on without an e-mail address')
  if (await findUserByEmail(trx, email)) {
    throw new BookError('conflict', `Cannot use "${email}": a person with this address has access already`)
  }
  const id = uuidv7()
  const fields = { name, phone: null, role: 'administrator', scope: null, territory: null, reps: [] } as const
  await insertUser(trx, { id, email, ...fields, preferences: defaultPreferences, at: now })
  await seedAllGrants(trx)
  return id
}

async function getOpen(
  view: RecordsView,
  token: string,
  now: string,
): Promise<{ invitation: Invitation; user: User | undefined }> {
  const invitation = await findInvitation(view, hashToken(token), now)
  if (invitation === undefined) throw notFound()
  if (invitation.userId === null) {
    if ((await countActive(view, 'administrator')) > 0) throw notFound()
    return { invitation, user: undefined }
  }
  const user = await findUser(view, invitation.userId)
  if (user === undefined || user.state === 'disabled') throw notFound()
  return { invitation, user }
}

function notFound(): BookError {
  return new BookError('not-found', 'Cannot use this link: it was used, has expired, or never was; ask for a new one')
}
