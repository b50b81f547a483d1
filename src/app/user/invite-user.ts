import { v7 as uuidv7 } from 'uuid'
import { findUserByEmail, insertUser } from '../../records/user.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertKnownPlaces } from './assert-known-places.ts'
import { seedAllGrants } from './grants.ts'
import { makeLink } from './invitation-link.ts'
import { auditedFields, defaultPreferences, getUserOrThrow, toUserOutput } from './user-output.ts'

/** Adds a person and gives the link by which they come in; the link is below the address of the book. */
export const inviteUser: Verb<'inviteUser'> = async (ctx, { email, ...fields }) => {
  requireRight(ctx, 'manage-user')
  const { name, phone, role, scope, territory, reps } = fields
  const now = ctx.now()
  return ctx.records.write(async (trx) => {
    await assertKnownPlaces(trx, { reps, territory })
    if (await findUserByEmail(trx, email)) {
      throw new BookError('conflict', `Cannot invite "${email}": a person with this address has access already`)
    }
    const id = uuidv7()
    const given = { name, phone, role, scope, territory, reps }
    await insertUser(trx, { id, email, ...given, preferences: defaultPreferences, at: now })
    await seedAllGrants(trx)
    const link = await makeLink(trx, 'invite', id, now)
    await audit(ctx, 'invite user', id, auditedFields(given), trx)
    return { user: toUserOutput(await getUserOrThrow(trx, id)), ...link }
  })
}
