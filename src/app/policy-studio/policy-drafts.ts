import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import {
  changePolicyDraft,
  deletePolicyDraft as deleteStored,
  findPolicyDraft,
  insertPolicyDraft,
  listPolicyDrafts as listStored,
} from '../../records/policy-draft.ts'
import type { PolicyDraft } from '../../records/policy-draft.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { policyToJson, readPolicyDocument } from '../policy/save-policy.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** As many as people look through; a program that went wrong is stopped. */
const mostDrafts = 200

/** Drafts, the one changed last first: everybody who may adopt a policy works on all of them. */
export const listPolicyDrafts: Verb<'listPolicyDrafts'> = async (ctx) => {
  requireRight(ctx, 'policy')
  return { items: await show(ctx, await listStored(ctx.records.view)) }
}

/** Keeps a policy that nothing is graded by. */
export const createPolicyDraft: Verb<'createPolicyDraft'> = async (ctx, { document, note }) => {
  requireRight(ctx, 'policy')
  const now = ctx.now()
  const policy = readPolicyDocument(document)
  const draft: PolicyDraft = {
    id: uuidv7(),
    document: policyToJson(policy),
    note,
    author: actorText(ctx.actor),
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
  await ctx.records.write(async (trx) => {
    if ((await listStored(trx)).length >= mostDrafts) {
      throw new BookError('conflict', `Cannot keep another draft: there are ${String(mostDrafts)}; delete one first`)
    }
    await insertPolicyDraft(trx, draft)
    await audit(ctx, 'save policy draft', draft.id, { policy: policy.name, note }, trx)
  })
  return showOne(ctx, draft)
}

/** Changes a draft, from the version that was read. */
export const updatePolicyDraft: Verb<'updatePolicyDraft'> = async (ctx, { id, ifMatch, document, note }) => {
  requireRight(ctx, 'policy')
  const policy = readPolicyDocument(document)
  const draft = await ctx.records.write(async (trx) => {
    const known = await getDraft(trx, id)
    const changed: PolicyDraft = {
      ...known,
      document: policyToJson(policy),
      note,
      author: actorText(ctx.actor),
      updatedAt: ctx.now(),
      version: known.version + 1,
    }
    if (known.version !== ifMatch || !(await changePolicyDraft(trx, changed, ifMatch))) throw changedMeanwhile('change')
    await audit(ctx, 'change policy draft', id, { policy: policy.name, note }, trx)
    return changed
  })
  return showOne(ctx, draft)
}

/** Takes a draft out, as the version that was read. */
export const deletePolicyDraft: Verb<'deletePolicyDraft'> = async (ctx, { id, ifMatch }) => {
  requireRight(ctx, 'policy')
  await ctx.records.write(async (trx) => {
    await getDraft(trx, id)
    if (!(await deleteStored(trx, id, ifMatch))) throw changedMeanwhile('delete')
    await audit(ctx, 'delete policy draft', id, {}, trx)
  })
  return undefined
}

async function getDraft(view: RecordsView, id: string): Promise<PolicyDraft> {
  const found = await findPolicyDraft(view, id)
  if (found) return found
  throw new BookError('not-found', `Cannot find policy draft "${id}"`)
}

function changedMeanwhile(what: 'change' | 'delete'): BookError {
  return new BookError('stale', `Cannot ${what} this draft: somebody else changed it meanwhile; look at it again`)
}

type Shown = Output<'createPolicyDraft'>

async function show(ctx: Ctx, drafts: readonly PolicyDraft[]): Promise<Shown[]> {
  const actorOf = await readActors(ctx.records.view, [...new Set(drafts.map(({ author }) => author))])
  return drafts.map(({ id, document, note, author, updatedAt, version }) => ({
    id,
    document: readPolicyDocument(document),
    note,
    by: actorOf(author),
    updatedAt,
    version,
  }))
}

async function showOne(ctx: Ctx, draft: PolicyDraft): Promise<Shown> {
  const [shown] = await show(ctx, [draft])
  if (!shown) throw new Error(`Cannot show policy draft "${draft.id}"`)
  return shown
}
