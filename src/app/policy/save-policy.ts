import { defaultPolicy } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { parsePolicy, PolicyError } from '../../domain/parse-policy.ts'
import type { Json } from '../../records/decode.ts'
import { savePolicy as saveStored } from '../../records/policy.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'

/**
 * Saves the policy a book is made with as the next version of its name and returns it. Throws with every problem when it is
 * none. Whoever changes the policy of a book that is in use adopts one (`adoptPolicy`).
 */
export async function savePolicy(
  ctx: Ctx,
  input: { readonly document: unknown; readonly note: string | null },
): Promise<Policy> {
  requireRight(ctx, 'policy')
  const policy = readPolicyDocument(input.document)
  return ctx.records.write((trx) => storePolicy(ctx, trx, { policy, note: input.note, author: actorText(ctx.actor) }))
}

/** Makes a policy the next version of its name, for good, under the name of `author`. */
export async function storePolicy(
  ctx: Ctx,
  trx: RecordsTransaction,
  { policy, note, author }: { readonly policy: Policy; readonly note: string | null; readonly author: string },
): Promise<Policy> {
  const stored = {
    name: policy.name,
    effectiveFrom: policy.effectiveFrom,
    document: policyToJson(policy),
    author,
    at: ctx.now(),
    note,
  }
  const builtIn = policy.name === defaultPolicy.name ? defaultPolicy.version : 0
  const version = await saveStored(trx, stored, builtIn)
  await audit(ctx, 'save policy', `${policy.name} version ${String(version)}`, { note }, trx)
  return { ...policy, version }
}

/** A policy as the records keep it. */
export function policyToJson(policy: Policy): Json {
  return JSON.parse(JSON.stringify(policy)) as Json
}

/** The policy a document says; throws with every problem in a sentence when it is none. */
export function readPolicyDocument(document: unknown): Policy {
  try {
    // The store gives the version; a document need not know it.
    return parsePolicy(typeof document === 'object' ? { ...document, version: 1 } : document)
  } catch (error) {
    if (error instanceof PolicyError) throw new BookError('bad-input', error.message)
    throw error
  }
}
