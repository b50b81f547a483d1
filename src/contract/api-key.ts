import { z } from 'zod'
import { roles, scopes } from '../domain/right.ts'
import { pageOf, paging } from './operation.ts'
import type { Operation } from './operation.ts'
import { id, instant } from './value.ts'

/** What an administrator sets of a key, once: a key is never changed, only revoked. */
const keyFields = {
  name: z.string().trim().min(1).max(80),
  role: z.enum(roles),
  /** The widest scope any right of the role has for this key; the role's own when null. */
  scope: z.enum(scopes).nullable(),
  /** `source/key` of the territory that scope `territory` means; null is that of the reps. */
  territory: z.string().max(200).nullable(),
  /** The reps that scope `own` means, as `source/key`. */
  reps: z.array(z.string().max(200)).max(20),
}

const apiKey = z.strictObject({
  id,
  ...keyFields,
  /** How the key begins. */
  hint: z.string(),
  state: z.enum(['active', 'expired', 'revoked']),
  createdBy: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  createdAt: instant,
  /** The first instant at which it lets nobody in; null for never. */
  expiresAt: instant.nullable(),
  /** Up to a minute old; null when it was never used. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})

export const apiKeyOperations = {
  listApiKeys: {
    summary: 'The keys that programs come in with, the newest first.',
    tag: 'api-keys',
    right: 'manage-user',
    query: z.object(paging),
    output: pageOf(apiKey),
  },
  createApiKey: {
    summary: 'Makes a key for a program. The key itself stands in this answer and nowhere else.',
    tag: 'api-keys',
    right: 'manage-user',
    body: z.strictObject({
      ...keyFields,
      /** Days for which it holds; null for no end. */
      validDays: z.number().int().min(1).max(3650).nullable(),
    }),
    output: z.strictObject({ apiKey, secret: z.string() }),
    status: 201,
    isShownOnce: true,
  },
  revokeApiKey: {
    summary: 'Lets nobody in by a key any more. It cannot be given back.',
    tag: 'api-keys',
    right: 'manage-user',
    params: z.object({ id }),
    output: apiKey,
  },
} satisfies Record<string, Operation>
