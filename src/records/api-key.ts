import type { Role, Scope } from '../domain/right.ts'
import { jsonToStored, storedToJson } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** What a program comes in with. Instants are UTC ISO text. */
export interface ApiKey {
  /** A UUIDv7: keys in the order of their ids are in the order they were made. */
  readonly id: string
  readonly name: string
  /** How the key begins, so that people recognise it. */
  readonly hint: string
  readonly role: Role
  /** The widest scope any right of the role has for this key; null is the role's own. */
  readonly scope: Scope | null
  /** `source/key` of the territory that scope `territory` means; null is that of the reps. */
  readonly territory: string | null
  /** The reps that scope `own` means, as `source/key`. */
  readonly reps: readonly string[]
  /** Id of a person with access, or the name of whoever works on the machine. */
  readonly createdBy: string
  readonly createdAt: string
  /** The first instant at which it lets nobody in; null for never. */
  readonly expiresAt: string | null
  /** Up to a minute old; null when it was never used. */
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

/** Adds a key; `secretHash` is the SHA-256 of what the program sends. */
export async function insertApiKey(
  trx: RecordsTransaction,
  { secretHash, ...key }: ApiKey & { readonly secretHash: string },
): Promise<void> {
  const { id, name, hint, role, scope, territory } = key
  await trx
    .insertInto('api_key')
    .values({
      id,
      name,
      hint,
      role,
      scope,
      territory,
      secret_hash: secretHash,
      reps: jsonToStored(key.reps),
      created_by: key.createdBy,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      last_used_at: key.lastUsedAt,
      revoked_at: key.revokedAt,
    })
    .execute()
}

export async function findApiKey(view: RecordsView, id: string): Promise<ApiKey | undefined> {
  const row = await view.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toApiKey(row)
}

/** The key of a secret, whether it still lets anybody in or not. */
export async function findApiKeyBySecret(view: RecordsView, secretHash: string): Promise<ApiKey | undefined> {
  const row = await view.selectFrom('api_key').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
  return row && toApiKey(row)
}

/** Keys, the newest first; `before` is the id of the last one of the page before. */
export async function listApiKeys(
  view: RecordsView,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<ApiKey[]> {
  const rows = await view
    .selectFrom('api_key')
    .selectAll()
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toApiKey)
}

/** Lets nobody in by a key from an instant on; whether it did before. */
export async function setRevoked(trx: RecordsTransaction, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that a key was used. */
export async function touchApiKey(trx: RecordsTransaction, id: string, at: string): Promise<void> {
  await trx.updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** Names of keys by id, of those among these ids that are keys. */
export async function namesOfApiKeys(view: RecordsView, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await view
    .selectFrom('api_key')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function toApiKey(row: Tables['api_key']): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    // Only what the contract lets through was ever written.
    role: row.role as Role,
    scope: row.scope as Scope | null,
    territory: row.territory,
    reps: storedToJson(row.reps) as readonly string[],
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
