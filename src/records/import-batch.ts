import { sql } from 'kysely'
import { storedToNumber } from './decode.ts'
import type { Records, RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A batch of the ledger at its place on the ledger's number line of imports and undos. */
export interface BatchEvent {
  readonly batch: string
  readonly seq: number
}

type BatchRow = Tables['import_batch']

/** Any fixed number: two imports on PostgreSQL that use the same one change the projection one after the other. */
const importLock = 7_310_002

/** The row of a batch, made when it is new. */
export async function ensureBatch(trx: RecordsTransaction, batch: string): Promise<BatchRow> {
  const known = await findBatch(trx, batch)
  if (known) return known
  const made = await sql<BatchRow>`insert into import_batch (number, batch)
    select coalesce(max(number), 0) + 1, ${batch} from import_batch
    returning number, batch, seq, undone_seq`.execute(trx)
  const [row] = made.rows
  if (!row) throw new Error(`Cannot make import "${batch}"`)
  return row
}

/** The row of a batch that is being staged. Throws when it was dropped or is applied. */
export async function getStagedBatch(trx: RecordsTransaction, batch: string): Promise<BatchRow> {
  const row = await findBatch(trx, batch)
  if (!row) throw new Error(`Cannot add rows to import "${batch}": it is dropped`)
  if (row.seq !== null || row.undone_seq !== null)
    throw new Error(`Cannot add rows to import "${batch}": it is applied`)
  return row
}

/** The row of a batch, undefined when it never wrote to the records. */
export async function findBatch(view: RecordsView, batch: string): Promise<BatchRow | undefined> {
  return view.selectFrom('import_batch').selectAll().where('batch', '=', batch).executeTakeFirst()
}

/** Lets one import at a time change what is live; SQLite has only one writer anyway. */
export async function lockImports(records: Records, trx: RecordsTransaction): Promise<void> {
  if (records.kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(importLock)})`.execute(trx)
}

/**
 * Batches staged and neither applied nor dropped, oldest first. At start-up: `applyBatch` those the ledger has committed,
 * `dropBatch` the others.
 */
export async function pendingBatches(records: Records): Promise<string[]> {
  const rows = await records.view
    .selectFrom('import_batch')
    .select('batch')
    .where('seq', 'is', null)
    .where('undone_seq', 'is', null)
    .orderBy('number')
    .execute()
  return rows.map(({ batch }) => batch)
}

/** The numbers under which the records have followed a batch; null for what they have not. */
export interface FollowedBatch {
  readonly seq: number | null
  readonly undoneSeq: number | null
}

/** Every batch the records know of, by id. */
export async function listFollowed(records: Records): Promise<Map<string, FollowedBatch>> {
  const rows = await records.view.selectFrom('import_batch').select(['batch', 'seq', 'undone_seq']).execute()
  const numberOf = (stored: bigint | null): number | null => (stored === null ? null : storedToNumber(stored))
  return new Map(rows.map((row) => [row.batch, { seq: numberOf(row.seq), undoneSeq: numberOf(row.undone_seq) }]))
}

/** The greatest number of an import or undo the records have followed; 0 when none. */
export async function appliedWatermark(records: Records): Promise<number> {
  const greatest = await records.view
    .selectFrom('import_batch')
    .select(({ fn }) => [fn.max('seq').as('seq'), fn.max('undone_seq').as('undone_seq')])
    .executeTakeFirst()
  return Math.max(storedToNumber(greatest?.seq ?? 0n), storedToNumber(greatest?.undone_seq ?? 0n))
}
