import { fold } from '../domain/fold.ts'
import type { Role, Scope } from '../domain/right.ts'
import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

type UserState = 'invited' | 'active' | 'disabled'

/** A person with access. */
export interface User {
  readonly id: string
  /** Lower case. */
  readonly email: string
  readonly name: string
  readonly phone: string | null
  readonly role: Role
  /** The widest scope any right of the role has for this person; null is the role's own. */
  readonly scope: Scope | null
  /** `source/key` of the territory that scope `territory` means; null is that of the linked reps. */
  readonly territory: string | null
  /** The reps the person is, as `source/key`. */
  readonly reps: readonly string[]
  readonly preferences: Json
  readonly state: UserState
  readonly createdAt: string
  readonly lastSeenAt: string | null
  /** Counts the changes, from 1. */
  readonly version: number
}

/** What an administrator sets of a person. */
export type UserFields = Pick<User, 'name' | 'phone' | 'role' | 'scope' | 'territory' | 'reps'>

export async function findUser(view: RecordsView, id: string): Promise<User | undefined> {
  const row = await view.selectFrom('app_user').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toUser(row, await repsOf(view, [id]))
}

/** The person of an address of mail, however it is written. */
export async function findUserByEmail(view: RecordsView, email: string): Promise<User | undefined> {
  const row = await view.selectFrom('app_user').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst()
  return row === undefined ? undefined : toUser(row, await repsOf(view, [row.id]))
}

const pageSize = 500

interface UserFilter {
  /** Part of the name or of the address. */
  readonly q?: string | undefined
  readonly state?: UserState | undefined
  readonly after?: Pick<User, 'name' | 'id'> | undefined
  readonly limit: number
}

/** People by name and id. */
export async function listUsers(view: RecordsView, filter: UserFilter): Promise<User[]> {
  const { q, limit } = filter
  if (q === undefined || q.trim() === '') return pageOfUsers(view, filter)
  // Both engines fold only their own idea of letters, and people with access are few: look at all of them.
  const part = fold(q.trim())
  const found: User[] = []
  let { after } = filter
  for (;;) {
    const page = await pageOfUsers(view, { ...filter, after, limit: pageSize })
    found.push(...page.filter(({ name, email }) => fold(name).includes(part) || email.includes(part)))
    after = page.at(-1)
    if (found.length >= limit || page.length < pageSize) return found.slice(0, limit)
  }
}

async function pageOfUsers(view: RecordsView, { state, after, limit }: UserFilter): Promise<User[]> {
  let query = view.selectFrom('app_user').selectAll().orderBy('name').orderBy('id').limit(limit)
  if (state === 'disabled') query = query.where('disabled_at', 'is not', null)
  if (state === 'active') query = query.where('disabled_at', 'is', null).where('active_since', 'is not', null)
  if (state === 'invited') query = query.where('disabled_at', 'is', null).where('active_since', 'is', null)
  if (after !== undefined) {
    query = query.where((eb) => eb(eb.refTuple('name', 'id'), '>', eb.tuple(after.name, after.id)))
  }
  const rows = await query.execute()
  const reps = await repsOf(
    view,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toUser(row, reps))
}

/** How many people of a role can come in. */
export async function countActive(view: RecordsView, role: Role): Promise<number> {
  const row = await view
    .selectFrom('app_user')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('role', '=', role)
    .where('active_since', 'is not', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Lets no other transaction change who has a role until this one ends. */
export async function lockRole(trx: RecordsTransaction, role: Role): Promise<void> {
  await trx
    .updateTable('app_user')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('role', '=', role)
    .execute()
}

/** Names of people by id, of those among these ids that are people. */
export async function namesOf(view: RecordsView, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await view
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Adds a person, who is invited until there is a password. */
export async function insertUser(
  trx: RecordsTransaction,
  { id, email, at, preferences, ...fields }: UserFields & Pick<User, 'id' | 'email' | 'preferences'> & { at: string },
): Promise<void> {
  const { name, phone, role, scope, territory, reps } = fields
  await trx
    .insertInto('app_user')
    .values({
      id,
      email: email.toLowerCase(),
      email_verified: 1n,
      name,
      phone,
      role,
      scope,
      territory,
      preferences: jsonToStored(preferences),
      created_at: at,
      updated_at: at,
      active_since: null,
      disabled_at: null,
      last_seen_at: null,
      version: 1n,
    })
    .execute()
  await setReps(trx, id, reps)
}

/** Changes a person if it still is of this version; whether it was. */
export async function updateUser(
  trx: RecordsTransaction,
  id: string,
  version: number,
  { name, phone, role, scope, territory, reps }: UserFields,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('app_user')
    .set({ name, phone, role, scope, territory, updated_at: at, version: BigInt(version + 1) })
    .where('id', '=', id)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await setReps(trx, id, reps)
  return true
}

/** Lets a person in no more from an instant on, or again, if it still is of this version; whether it was. */
export async function setDisabled(
  trx: RecordsTransaction,
  id: string,
  version: number,
  disabledAt: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('app_user')
    .set({ disabled_at: disabledAt, version: BigInt(version + 1) })
    .where('id', '=', id)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that a person has come in for the first time, under this name; nothing changes for one who had. */
export async function setActive(trx: RecordsTransaction, id: string, name: string, at: string): Promise<void> {
  await trx
    .updateTable('app_user')
    .set((eb) => ({
      name,
      active_since: eb.fn.coalesce('active_since', eb.val(at)),
      updated_at: at,
      version: eb('version', '+', 1n),
    }))
    .where('id', '=', id)
    .execute()
}

export async function setPreferences(trx: RecordsTransaction, id: string, preferences: Json): Promise<void> {
  await trx
    .updateTable('app_user')
    .set({ preferences: jsonToStored(preferences) })
    .where('id', '=', id)
    .execute()
}

/** Sets the password of a person, as the hash that the sign-in library makes of it. */
export async function setPassword(
  trx: RecordsTransaction,
  { userId, hash, at }: { readonly userId: string; readonly hash: string; readonly at: string },
): Promise<void> {
  await trx
    .insertInto('user_credential')
    .values({
      id: userId,
      user_id: userId,
      account_id: userId,
      provider_id: 'credential',
      password: hash,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'provider_id']).doUpdateSet({ password: hash, updated_at: at }),
    )
    .execute()
}

/** Lets a person in by no password until they set another, if it still is of this version; whether it was. */
export async function dropPassword(trx: RecordsTransaction, userId: string, version: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('app_user')
    .set({ version: BigInt(version + 1) })
    .where('id', '=', userId)
    .where('version', '=', BigInt(version))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('user_credential').where('user_id', '=', userId).execute()
  return true
}

async function setReps(trx: RecordsTransaction, userId: string, reps: readonly string[]): Promise<void> {
  await trx.deleteFrom('user_rep').where('user_id', '=', userId).execute()
  const rows = [...new Set(reps)].map((rep) => ({ user_id: userId, rep }))
  if (rows.length > 0) await trx.insertInto('user_rep').values(rows).execute()
}

async function repsOf(view: RecordsView, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await view.selectFrom('user_rep').selectAll().where('user_id', 'in', ids).orderBy('rep').execute()
  const repsByUser = new Map<string, string[]>()
  for (const { user_id: id, rep } of rows) repsByUser.set(id, [...(repsByUser.get(id) ?? []), rep])
  return repsByUser
}

function toUser(row: Tables['app_user'], repsByUser: ReadonlyMap<string, readonly string[]>): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    phone: row.phone,
    // Only what the contract lets through was ever written.
    role: row.role as Role,
    scope: row.scope as Scope | null,
    territory: row.territory,
    reps: repsByUser.get(row.id) ?? [],
    preferences: storedToJson(row.preferences),
    state: row.disabled_at !== null ? 'disabled' : row.active_since !== null ? 'active' : 'invited',
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    version: storedToNumber(row.version),
  }
}
