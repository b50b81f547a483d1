import { findApiKey, findApiKeyBySecret, touchApiKey } from '../../records/api-key.ts'
import type { ApiKey } from '../../records/api-key.ts'
import type { Ctx, KeyHolder } from '../context.ts'
import { admit } from '../user/load-person.ts'

type Needed = Pick<Ctx, 'records' | 'now'>

/** Milliseconds between two notes that one key was used. */
const noteEveryMs = 60_000

/** The program of a key by its id; undefined when there is no such key, or one that lets nobody in any more. */
export async function loadKeyHolder(ctx: Needed, id: string): Promise<KeyHolder | undefined> {
  return toHolder(ctx, await findApiKey(ctx.records.view, id))
}

/**
 * The program that sends the key of a hash; undefined when the key lets nobody in. Notes the use of it now and then, for which nobody
 * waits: `onFailure` hears of a note that could not be made.
 */
export async function findKeyHolder(
  ctx: Needed,
  secretHash: string,
  onFailure: (error: unknown) => void,
): Promise<KeyHolder | undefined> {
  const key = await findApiKeyBySecret(ctx.records.view, secretHash)
  const holder = await toHolder(ctx, key)
  if (key && holder && isNoteDue(key, ctx.now())) {
    ctx.records.write((trx) => touchApiKey(trx, key.id, ctx.now())).catch(onFailure)
  }
  return holder
}

/** What has become of a key by an instant. */
export function stateOf({ revokedAt, expiresAt }: ApiKey, now: string): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active'
}

async function toHolder({ records, now }: Needed, key: ApiKey | undefined): Promise<KeyHolder | undefined> {
  if (key === undefined || stateOf(key, now()) !== 'active') return undefined
  const { grants, ...admitted } = await admit(records, key)
  // A key that got into wrong hands must not make others, or people.
  const { 'manage-user': _, ...others } = grants
  return { kind: 'api-key', id: key.id, name: key.name, ...admitted, grants: others }
}

function isNoteDue({ lastUsedAt }: ApiKey, now: string): boolean {
  return lastUsedAt === null || Date.parse(now) - Date.parse(lastUsedAt) >= noteEveryMs
}
