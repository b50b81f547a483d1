import { defaultPolicy } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { parsePolicy } from '../../domain/parse-policy.ts'
import { listPolicies as listStored } from '../../records/policy.ts'
import type { StoredPolicy } from '../../records/policy.ts'
import type { RecordsView } from '../../records/records.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'

export interface ListedPolicy {
  readonly policy: Policy
  /** Who saved it and when; null for the policy every book starts with. */
  readonly saved: { readonly by: string; readonly at: string; readonly note: string | null } | null
}

/** Every version of every policy of the book in the order they were saved; the built-in one first, effective where no other is. */
export async function listPolicies(ctx: Ctx): Promise<ListedPolicy[]> {
  requireRight(ctx, 'read-account')
  const policies = await readPolicies(ctx.records.view)
  const actorOf = await readActors(
    ctx.records.view,
    policies.flatMap(({ saved }) => (saved === null ? [] : [saved.by])),
  )
  return policies.map(({ policy, saved }) => ({ policy, saved: saved && { ...saved, by: actorOf(saved.by).name } }))
}

/** The same for whoever has asked for the right already; `by` may be the id of a person. */
export async function readPolicies(view: RecordsView): Promise<ListedPolicy[]> {
  const stored = (await listStored(view)).toSorted((one, other) => (one.at < other.at ? -1 : 1))
  return [
    { policy: defaultPolicy, saved: null },
    ...stored.map((one) => ({
      policy: parsed(one),
      saved: { by: one.author, at: one.at, note: one.note },
    })),
  ]
}

/** Versions kept as they were checked: every figure asks for the policies, and a version never changes. */
const keptVersions = 200
const policyByText = new Map<string, Policy>()

function parsed({ document, version }: StoredPolicy): Policy {
  const text = JSON.stringify([version, document])
  const policy = policyByText.get(text) ?? parsePolicy({ ...(document as object), version })
  policyByText.set(text, policy)
  const oldest = policyByText.size > keptVersions ? policyByText.keys().next().value : undefined
  if (oldest !== undefined) policyByText.delete(oldest)
  return policy
}
