import { v7 as uuidv7 } from 'uuid'
import { deletePolicyDraft } from '../../records/policy-draft.ts'
import { insertPolicyRequest } from '../../records/policy-request.ts'
import { requestOldViews } from '../account-view/request-old-views.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { wantsFourEyes } from '../policy/four-eyes.ts'
import { policyToJson, readPolicyDocument, storePolicy } from '../policy/save-policy.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getRequest } from './policy-requests.ts'
import { getShown } from './show-policies.ts'

/**
 * Adopts a policy as the next version of its name, or asks for it where the book wants four eyes. A draft it was made from is
 * taken out: what was drafted is on record then.
 */
export const adoptPolicy: Verb<'adoptPolicy'> = async (ctx, { document, note, draftId }) => {
  requireRight(ctx, 'policy')
  const policy = readPolicyDocument(document)
  const done = await ctx.records.write(async (trx) => {
    if (draftId !== null) await deletePolicyDraft(trx, draftId, null)
    if (!(await wantsFourEyes(trx))) {
      const { name, version } = await storePolicy(ctx, trx, { policy, note, author: actorText(ctx.actor) })
      return { name, version }
    }
    const request = { id: uuidv7(), document: policyToJson(policy), note, by: actorText(ctx.actor), at: ctx.now() }
    await insertPolicyRequest(trx, request)
    await audit(ctx, 'request policy', request.id, { policy: policy.name, effectiveFrom: policy.effectiveFrom }, trx)
    return request.id
  })
  if (typeof done === 'string') return { adopted: null, request: await getRequest(ctx, done) }
  await regrade(ctx)
  return { adopted: await getShown(ctx, done), request: null }
}

/** Has the figures worked out anew that go by another policy now. The operator of the machine, for whom no job runs, gets them at the next look. */
export async function regrade(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'local-operator') await requestOldViews(ctx)
}
