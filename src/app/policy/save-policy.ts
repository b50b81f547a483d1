import { defaultPolicy } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { parsePolicy, PolicyError } from '../../domain/parse-policy.ts'
import type { Json } from '../../records/decode.ts'
import { savePolicy as saveStored } from '../../records/policy.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'

/** Saves a policy as the next version of its name and returns it. Throws with every problem when it is none. */
export async function savePolicy(
  ctx: Ctx,
  input: { readonly document: unknown; readonly note: string | null },
): Promise<Policy> {
  requireRight(ctx, 'policy')
  const policy = parseOrThrow(input.document)
  return ctx.records.write(async (trx) => {
    const stored = {
      name: policy.name,
      effectiveFrom: policy.effectiveFrom,
      document: JSON.parse(JSON.stringify(policy)) as Json,
      author: actorText(ctx.actor),
      at: ctx.now(),
      note: input.note,
    }
    const builtIn = policy.name === defaultPolicy.name ? defaultPolicy.version : 0
    const version = await saveStored(trx, stored, builtIn)
    await audit(ctx, 'save policy', `${policy.name} version ${String(version)}`, { note: input.note }, trx)
    return { ...policy, version }
  })
}

function parseOrThrow(document: unknown): Policy {
  try {
    // The store gives the version; a file need not know it.
    return parsePolicy(typeof document === 'object' ? { ...document, version: 1 } : document)
  } catch (error) {
    if (error instanceof PolicyError) throw new BookError('bad-input', error.message)
    throw error
  }
}
