import { ifPresent, jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

const policyDecisions = ['approved', 'refused', 'withdrawn'] as const

/** What became of a request. */
export interface PolicyDecision {
  readonly decision: (typeof policyDecisions)[number]
  readonly by: string
  readonly at: string
  readonly note: string | null
  /** The version it was adopted as; null unless it was approved. */
  readonly policy: { readonly name: string; readonly version: number } | null
}

/** A policy that somebody wants adopted and somebody else is to approve. */
export interface PolicyRequest {
  /** Ids are in the order of time. */
  readonly id: string
  readonly document: Json
  readonly note: string | null
  readonly by: string
  readonly at: string
  /** Null while it waits. */
  readonly decision: PolicyDecision | null
}

/** Asks for a policy to be approved. */
export async function insertPolicyRequest(
  trx: RecordsTransaction,
  { id, document, note, by, at }: Omit<PolicyRequest, 'decision'>,
): Promise<void> {
  await trx
    .insertInto('policy_request')
    .values({ id, document: jsonToStored(document), note, requested_by: by, requested_at: at })
    .execute()
}

/** Decides on a request. Says false, and changes nothing, when that has been done. */
export async function insertPolicyDecision(
  trx: RecordsTransaction,
  request: string,
  { decision, by, at, note, policy }: PolicyDecision,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('policy_decision')
    .values({
      request,
      decision,
      decided_by: by,
      decided_at: at,
      note,
      policy_name: policy?.name ?? null,
      policy_version: ifPresent(policy, ({ version }) => BigInt(version)),
    })
    .onConflict((conflict) => conflict.column('request').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A request by id; undefined when there is none. */
export async function findPolicyRequest(view: RecordsView, id: string): Promise<PolicyRequest | undefined> {
  const row = await selectRequests(view).where('policy_request.id', '=', id).executeTakeFirst()
  return row && toRequest(row)
}

/** Requests, the newest first, from after the one named `before` on. */
export async function pageOfPolicyRequests(
  view: RecordsView,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<PolicyRequest[]> {
  const all = selectRequests(view).orderBy('policy_request.id', 'desc').limit(limit)
  const rows = await (before === null ? all : all.where('policy_request.id', '<', before)).execute()
  return rows.map(toRequest)
}

/** Every request that was approved, by the version it became. */
export async function listApprovals(view: RecordsView): Promise<PolicyRequest[]> {
  const rows = await selectRequests(view)
    .where('policy_decision.decision', '=', 'approved')
    .orderBy('policy_request.id')
    .execute()
  return rows.map(toRequest)
}

function selectRequests(view: RecordsView) {
  return view
    .selectFrom('policy_request')
    .leftJoin('policy_decision', 'policy_decision.request', 'policy_request.id')
    .select([
      'policy_request.id',
      'policy_request.document',
      'policy_request.note',
      'policy_request.requested_by',
      'policy_request.requested_at',
      'policy_decision.decision',
      'policy_decision.decided_by',
      'policy_decision.decided_at',
      'policy_decision.note as decision_note',
      'policy_decision.policy_name',
      'policy_decision.policy_version',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number]

function toRequest(row: Row): PolicyRequest {
  return {
    id: row.id,
    document: storedToJson(row.document),
    note: row.note,
    by: row.requested_by,
    at: row.requested_at,
    decision: toDecision(row),
  }
}

function toDecision(row: Row): PolicyDecision | null {
  const decision = policyDecisions.find((name) => name === row.decision)
  if (decision === undefined) return null
  return {
    decision,
    by: row.decided_by ?? '',
    at: row.decided_at ?? '',
    note: row.decision_note,
    policy:
      row.policy_name === null || row.policy_version === null
        ? null
        : { name: row.policy_name, version: storedToNumber(row.policy_version) },
  }
}
