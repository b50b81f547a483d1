import { sql } from 'kysely'
import { findBatch } from './import-batch.ts'
import type { Records, RecordsTransaction } from './records.ts'
import { rowsPerStatement } from './rows-as-json.ts'

const statementsPerCommit = 8

/**
 * Removes what a batch staged, when the ledger has no commit record of it. Does nothing when there is nothing; throws
 * when the batch is applied. Its rows are invisible, so they may go in pieces.
 */
export async function dropBatch(records: Records, batch: string): Promise<void> {
  const limit = records.kind === 'sqlite' ? rowsPerStatement : undefined
  let isDone = false
  while (!isDone) {
    isDone = await records.write(async (trx) => {
      const row = await findBatch(trx, batch)
      if (!row) return true
      if (row.seq !== null || row.undone_seq !== null) throw new Error(`Cannot drop import "${batch}": it is applied`)
      for (let statement = 0; statement < statementsPerCommit; statement++) {
        const deleted = await deleteRows(trx, row.number, limit)
        if (deleted > 0n && limit !== undefined) continue
        await trx.deleteFrom('import_batch').where('number', '=', row.number).execute()
        return true
      }
      return false
    })
  }
}

/** Deletes rows of a batch, all or so many of them. SQLite shares its thread, PostgreSQL does not. */
async function deleteRows(trx: RecordsTransaction, batch: bigint, limit: number | undefined): Promise<bigint> {
  const some =
    limit === undefined
      ? sql``
      : sql`and (kind, source, key) in (select kind, source, key from import_row where batch = ${batch}
          order by kind, source, key limit ${sql.lit(limit)})`
  const { numAffectedRows } = await sql`delete from import_row where batch = ${batch} ${some}`.execute(trx)
  return numAffectedRows ?? 0n
}
