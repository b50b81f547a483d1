import type { Output } from '../../contract/operations.ts'
import { findApiKey } from '../../records/api-key.ts'
import { findPolicyRequest, insertPolicyDecision, pageOfPolicyRequests } from '../../records/policy-request.ts'
import type { PolicyDecision, PolicyRequest } from '../../records/policy-request.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Actor, Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPolicyDocument, storePolicy } from '../policy/save-policy.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** A policy that waits for the approval of somebody else, or did. */
export type ShownRequest = Output<'decidePolicyRequest'>

/** Policies that wait to be approved, and what became of the others, the newest first. */
export const listPolicyRequests: Verb<'listPolicyRequests'> = async (ctx, { cursor, limit }) => {
  requireRight(ctx, 'policy')
  const found = await pageOfPolicyRequests(ctx.records.view, { before: cursor ?? null, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return { items: await showRequests(ctx, page), next: last?.id ?? null }
}

/** One request. Throws when there is none. */
export async function getRequest(ctx: Ctx, id: string): Promise<ShownRequest> {
  const [shown] = await showRequests(ctx, [await getStored(ctx, id)])
  if (!shown) throw new Error(`Cannot show policy request "${id}"`)
  return shown
}

/**
 * Decides on a request: somebody else approves or refuses it, whoever asked withdraws it. An approved policy is adopted under
 * the name of who asked for it; the request says who approved it.
 */
export async function decide(
  ctx: Ctx,
  { id, decision, note }: { readonly id: string; readonly decision: Decision; readonly note: string | null },
): Promise<void> {
  await ctx.records.write(async (trx) => {
    const request = await getStored({ records: { view: trx } }, id)
    assertMay(ctx.actor, request, decision)
    if (decision === 'approve') await assertNotOfOwnKey(trx, ctx.actor, request)
    const policy = decision === 'approve' ? readPolicyDocument(request.document) : null
    const { by: author } = request
    const adopted = policy && (await storePolicy(ctx, trx, { policy, note: request.note, author }))
    const decided: PolicyDecision = {
      decision: decisions[decision],
      by: actorText(ctx.actor),
      at: ctx.now(),
      note,
      policy: adopted && { name: adopted.name, version: adopted.version },
    }
    // A policy that was stored for nothing goes with the transaction.
    if (!(await insertPolicyDecision(trx, id, decided))) throw decidedAlready(decision)
    await audit(ctx, `${decision} policy`, id, { note, version: adopted?.version ?? null }, trx)
  })
}

const decisions = { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' } as const
type Decision = keyof typeof decisions

function assertMay(actor: Actor, { by, decision: known }: PolicyRequest, decision: Decision): void {
  if (known) throw decidedAlready(decision)
  // Whoever makes keys could be two with one of them.
  if (decision === 'approve' && actor.kind === 'api-key') {
    throw new BookError('forbidden', 'Cannot approve this policy with an API key: a person must')
  }
  const isOwn = by === actorText(actor)
  if (decision === 'withdraw' && !isOwn) {
    throw new BookError('forbidden', 'Cannot withdraw this policy: somebody else asks for it; refuse it')
  }
  if (decision !== 'withdraw' && isOwn) {
    throw new BookError('forbidden', `Cannot ${decision} this policy: "${actor.name}" asks for it; somebody else must`)
  }
}

/** Throws when a program asks for the policy by a key that the actor made. */
async function assertNotOfOwnKey(view: RecordsView, actor: Actor, { by }: PolicyRequest): Promise<void> {
  const key = await findApiKey(view, by)
  if (key?.createdBy !== actorText(actor)) return
  const reason = `"${actor.name}" made the API key "${key.name}" that asks for it; somebody else must`
  throw new BookError('forbidden', `Cannot approve this policy: ${reason}`)
}

function decidedAlready(decision: Decision): BookError {
  return new BookError('conflict', `Cannot ${decision} this policy: it was decided on already`)
}

async function getStored({ records: { view } }: { readonly records: Pick<Ctx['records'], 'view'> }, id: string) {
  const found = await findPolicyRequest(view, id)
  if (found) return found
  throw new BookError('not-found', `Cannot find policy request "${id}"`)
}

async function showRequests(ctx: Ctx, requests: readonly PolicyRequest[]): Promise<ShownRequest[]> {
  const texts = requests.flatMap(({ by, decision }) => (decision ? [by, decision.by] : [by]))
  const actorOf = await readActors(ctx.records.view, [...new Set(texts)])
  const me = actorText(ctx.actor)
  return requests.map(({ id, document, note, by, at, decision }) => ({
    id,
    policy: readPolicyDocument(document),
    note,
    requested: { by: actorOf(by), at },
    isOwn: by === me,
    decided: decision && {
      decision: decision.decision,
      by: actorOf(decision.by),
      at: decision.at,
      note: decision.note,
      version: decision.policy?.version ?? null,
    },
  }))
}
