import type { Output } from '../../contract/operations.ts'
import { findUser } from '../../records/user.ts'
import type { User, UserFields } from '../../records/user.ts'
import type { RecordsView } from '../../records/records.ts'
import { BookError } from '../error.ts'

/** A person as the contract has it. */
export function toUserOutput(user: User): Output<'getUser'> {
  const { id, email, name, phone, role, scope, territory, reps, state, createdAt, lastSeenAt, version } = user
  return { id, email, name, phone, role, scope, territory, reps: [...reps], state, createdAt, lastSeenAt, version }
}

export async function getUserOrThrow(view: RecordsView, id: string): Promise<User> {
  const user = await findUser(view, id)
  if (user === undefined) throw new BookError('not-found', `Cannot find a person with the id "${id}"`)
  return user
}

/** What an audit row may say of a person: what they may do. Names and numbers stay in the person's own row. */
export function auditedFields({
  role,
  scope,
  territory,
  reps,
}: Pick<UserFields, 'role' | 'scope' | 'territory' | 'reps'>) {
  return { role, scope, territory, reps }
}

/** The preferences of somebody who has not chosen any. */
export const defaultPreferences = { language: 'en', format: 'en-GB', theme: 'system' } as const

/** Somebody else changed a person since it was read. */
export function changedMeanwhile({ version }: Pick<User, 'version'>): BookError {
  return new BookError('stale', `Cannot change this person: somebody else has, read version ${String(version)} first`)
}
