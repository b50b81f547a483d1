import { jsonToStored, storedToJson } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** Who did what to what, and when. */
export interface AuditEntry {
  readonly id: string
  /** The instant, as UTC ISO text. */
  readonly at: string
  readonly actor: string
  readonly verb: string
  readonly subject: string
  readonly detail: Json
}

/** Adds an entry, in the transaction of what it tells about. */
export async function appendAudit(trx: RecordsTransaction, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit')
    .values({ ...entry, detail: jsonToStored(entry.detail) })
    .execute()
}

/** The newest entries first, or the newest before an entry one has. */
export async function listAudit(
  view: RecordsView,
  { limit = 100, before }: { readonly limit?: number; readonly before?: Pick<AuditEntry, 'at' | 'id'> } = {},
): Promise<AuditEntry[]> {
  const rows = await view
    .selectFrom('audit')
    .selectAll()
    .$if(before !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(before?.at ?? '', before?.id ?? ''))),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, detail: storedToJson(row.detail) }))
}
