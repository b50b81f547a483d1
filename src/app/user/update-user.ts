import { countActive, lockRole, updateUser as updateRow } from '../../records/user.ts'
import type { User } from '../../records/user.ts'
import type { RecordsView } from '../../records/records.ts'
import { audit, changesOf } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertKnownPlaces } from './assert-known-places.ts'
import { auditedFields, changedMeanwhile, getUserOrThrow, toUserOutput } from './user-output.ts'

/** Sets role, scope, linked reps, name and phone of a person. */
export const updateUser: Verb<'updateUser'> = async (
  ctx,
  { id, ifMatch, name, phone, role, scope, territory, reps },
) => {
  requireRight(ctx, 'manage-user')
  const fields = { name, phone, role, scope, territory, reps }
  return ctx.records.write(async (trx) => {
    await lockRole(trx, 'administrator')
    const before = await getUserOrThrow(trx, id)
    if (role !== 'administrator') await assertNotLastAdministrator(trx, before, 'make this person something else')
    await assertKnownPlaces(trx, {
      // What an import took out of the book may stay linked; it reaches nothing.
      reps: reps.filter((rep) => !before.reps.includes(rep)),
      territory: territory === before.territory ? null : territory,
    })
    if (!(await updateRow(trx, id, ifMatch, fields, ctx.now()))) {
      throw changedMeanwhile(before)
    }
    const isRenamed = before.name !== name || before.phone !== phone
    const changes = changesOf(auditedFields(before), auditedFields(fields))
    await audit(ctx, 'update user', id, { changes, isRenamed }, trx)
    return toUserOutput(await getUserOrThrow(trx, id))
  })
}

/** Throws when nobody could give access after this person no longer can. */
export async function assertNotLastAdministrator(view: RecordsView, user: User, what: string): Promise<void> {
  if (user.role !== 'administrator' || user.state !== 'active') return
  if ((await countActive(view, 'administrator')) > 1) return
  throw new BookError('conflict', `Cannot ${what}: "${user.name}" is the only administrator who can come in`)
}
