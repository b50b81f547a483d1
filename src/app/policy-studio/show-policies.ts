import type { Output } from '../../contract/operations.ts'
import { policySpans } from '../../domain/policy.ts'
import { findCurrent } from '../../records/account-view.ts'
import { listClosings } from '../../records/closing.ts'
import { listApprovals } from '../../records/policy-request.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { wantsFourEyes } from '../policy/four-eyes.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** A version of a policy with who adopted and approved it and the days it holds. */
export type ShownPolicy = Output<'getPolicy'>

/** Every version of every policy in the order they were adopted, the built-in one first. */
export const showPolicies: Verb<'listPolicies'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  return { items: await readShown(ctx), fourEyes: await wantsFourEyes(ctx.records.view) }
}

/** One version of a policy. Throws when there is none. */
export const getPolicy: Verb<'getPolicy'> = async (ctx, { name, version }) => {
  requireRight(ctx, 'read-account')
  return getShown(ctx, { name, version })
}

/** The same for whoever has asked for the right already. */
export async function getShown(
  ctx: Ctx,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<ShownPolicy> {
  const found = (await readShown(ctx)).find(({ policy }) => policy.name === name && policy.version === version)
  if (found) return found
  throw new BookError('not-found', `Cannot find policy "${name}" version ${String(version)}`)
}

async function readShown({ records: { view } }: Ctx): Promise<ShownPolicy[]> {
  const listed = await readPolicies(view)
  const spans = policySpans(listed.map(({ policy }) => policy))
  const approvals = await listApprovals(view)
  const closings = await listClosings(view)
  const shown = await findCurrent(view, null)
  const actorOf = await readActors(view, [
    ...new Set([
      ...listed.flatMap(({ saved }) => (saved ? [saved.by] : [])),
      ...approvals.flatMap(({ decision }) => (decision ? [decision.by] : [])),
    ]),
  ])
  return listed.map(({ policy, saved }) => {
    const { name, version } = policy
    const approval = approvals.find(
      ({ decision }) => decision?.policy?.name === name && decision.policy.version === version,
    )?.decision
    return {
      policy: { ...policy, version },
      adopted: saved && { ...saved, by: actorOf(saved.by) },
      approved: approval ? { by: actorOf(approval.by), at: approval.at, note: approval.note } : null,
      holds: spans.get(policy) ?? null,
      isShown: shown?.policy.name === name && shown.policy.version === version,
      closings: closings.filter((one) => one.policyName === name && one.policyVersion === version).length,
    }
  })
}
