import { jsonToStored, storedToJson, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A policy that somebody works on; nothing is graded by it. */
export interface PolicyDraft {
  readonly id: string
  readonly document: Json
  readonly note: string | null
  /** Who changed it last: id of a person with access, or the name of whoever works on the machine. */
  readonly author: string
  readonly createdAt: string
  readonly updatedAt: string
  /** One more with every change. */
  readonly version: number
}

/** Every draft, the one changed last first. */
export async function listPolicyDrafts(view: RecordsView): Promise<PolicyDraft[]> {
  const rows = await view.selectFrom('policy_draft').selectAll().orderBy('updated_at', 'desc').orderBy('id').execute()
  return rows.map(toDraft)
}

/** A draft by id; undefined when there is none. */
export async function findPolicyDraft(view: RecordsView, id: string): Promise<PolicyDraft | undefined> {
  const row = await view.selectFrom('policy_draft').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toDraft(row)
}

/** Adds a draft. */
export async function insertPolicyDraft(trx: RecordsTransaction, draft: PolicyDraft): Promise<void> {
  await trx
    .insertInto('policy_draft')
    .values({ id: draft.id, created_at: draft.createdAt, ...changeable(draft) })
    .execute()
}

/** Changes a draft when it still is the version that was read; says whether it was. */
export async function changePolicyDraft(trx: RecordsTransaction, draft: PolicyDraft, read: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('policy_draft')
    .set(changeable(draft))
    .where('id', '=', draft.id)
    .where('version', '=', BigInt(read))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes a draft out, as the version that was read or whatever it is by now (null); says whether it was there. */
export async function deletePolicyDraft(trx: RecordsTransaction, id: string, read: number | null): Promise<boolean> {
  const all = trx.deleteFrom('policy_draft').where('id', '=', id)
  const { numDeletedRows } = await (read === null ? all : all.where('version', '=', BigInt(read))).executeTakeFirst()
  return numDeletedRows === 1n
}

function changeable({ document, note, author, updatedAt, version }: PolicyDraft) {
  return { document: jsonToStored(document), note, author, updated_at: updatedAt, version: BigInt(version) }
}

function toDraft(row: Tables['policy_draft']): PolicyDraft {
  return {
    id: row.id,
    document: storedToJson(row.document),
    note: row.note,
    author: row.author,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: storedToNumber(row.version),
  }
}
