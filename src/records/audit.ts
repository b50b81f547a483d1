import { jsonToStored, storedToJson } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'

/** Who did what to what, and when. */
export interface AuditEntry {
  readonly id: string
  /** The instant, as UTC ISO text. */
  readonly at: string
  /** The id of a person with access, or the name of whoever works on the machine. */
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

interface AuditFilter {
  readonly actor?: string | undefined
  readonly verb?: string | undefined
  readonly subject?: string | undefined
  /** Instants, the first inclusive, the second exclusive. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly before?: Pick<AuditEntry, 'at' | 'id'>
  readonly limit?: number
}

/** The newest entries first, or the newest before an entry one has. */
export async function listAudit(
  view: RecordsView,
  { actor, verb, subject, from, until, before, limit = 100 }: AuditFilter = {},
): Promise<AuditEntry[]> {
  let query = view.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (verb !== undefined) query = query.where('verb', '=', verb)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (until !== undefined) query = query.where('at', '<', until)
  if (before !== undefined) {
    query = query.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(before.at, before.id)))
  }
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, detail: storedToJson(row.detail) }))
}
