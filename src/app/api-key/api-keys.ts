import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import { findApiKey, insertApiKey, listApiKeys as listRows, setRevoked } from '../../records/api-key.ts'
import type { ApiKey } from '../../records/api-key.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { assertKnownPlaces } from '../user/assert-known-places.ts'
import type { Verb } from '../verb.ts'
import { stateOf } from './key-holder.ts'
import { hashSecret, hintOf, makeSecret } from './secret.ts'

type Shown = Output<'revokeApiKey'>

const dayMs = 86_400_000

/** The keys of the book, the newest first, those that let nobody in any more among them. */
export const listApiKeys: Verb<'listApiKeys'> = async (ctx, { cursor, limit }) => {
  requireRight(ctx, 'manage-user')
  const before = fromCursor(cursor, ['id'])?.id ?? null
  const found = await listRows(ctx.records.view, { before, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return { items: await show(ctx, page), next: last ? toCursor({ id: last.id }) : null }
}

/** Makes a key for a program and gives it, this once. */
export const createApiKey: Verb<'createApiKey'> = async (ctx, { name, role, scope, territory, reps, validDays }) => {
  requireRight(ctx, 'manage-user')
  const [secret, now] = [makeSecret(), ctx.now()]
  const key: ApiKey = {
    id: uuidv7(),
    name,
    hint: hintOf(secret),
    role,
    scope,
    territory,
    reps: [...new Set(reps)],
    createdBy: actorText(ctx.actor),
    createdAt: now,
    expiresAt: validDays === null ? null : new Date(Date.parse(now) + validDays * dayMs).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  }
  await ctx.records.write(async (trx) => {
    await assertKnownPlaces(trx, { reps, territory })
    await insertApiKey(trx, { ...key, secretHash: hashSecret(secret) })
    const detail = { name, role, scope, territory, reps: key.reps, expiresAt: key.expiresAt }
    await audit(ctx, 'create api key', key.id, detail, trx)
  })
  return { apiKey: await showOne(ctx, key), secret }
}

/** Lets nobody in by a key any more; nothing changes for one that is revoked already. */
export const revokeApiKey: Verb<'revokeApiKey'> = async (ctx, { id }) => {
  requireRight(ctx, 'manage-user')
  const revoked = await ctx.records.write(async (trx) => {
    const key = await getApiKeyOrThrow(trx, id)
    if (!(await setRevoked(trx, id, ctx.now()))) return key
    await audit(ctx, 'revoke api key', id, { name: key.name }, trx)
    return getApiKeyOrThrow(trx, id)
  })
  return showOne(ctx, revoked)
}

async function getApiKeyOrThrow(view: RecordsView, id: string): Promise<ApiKey> {
  const key = await findApiKey(view, id)
  if (key) return key
  throw new BookError('not-found', `Cannot find API key "${id}"`)
}

async function show(ctx: Ctx, keys: readonly ApiKey[]): Promise<Shown[]> {
  const now = ctx.now()
  const nameOf = await readActors(
    ctx.records.view,
    keys.map(({ createdBy }) => createdBy),
  )
  return keys.map((key) => ({
    ...key,
    reps: [...key.reps],
    state: stateOf(key, now),
    createdBy: nameOf(key.createdBy),
  }))
}

async function showOne(ctx: Ctx, key: ApiKey): Promise<Shown> {
  const [shown] = await show(ctx, [key])
  if (!shown) throw new Error(`Cannot show API key "${key.id}"`)
  return shown
}
