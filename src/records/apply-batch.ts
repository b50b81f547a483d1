import { ensureBatch } from './import-batch.ts'
import type { BatchEvent } from './import-batch.ts'
import { projectBatch } from './project-batch.ts'
import type { Records } from './records.ts'

/**
 * Makes a batch live after the ledger has committed it as `seq`: all of it at once. Call it for batches without rows here
 * too, so that the watermark follows the ledger. Does nothing the second time; throws when the number is another one. Only for
 * whoever has the book to himself.
 */
export async function applyBatch(records: Records, { batch, seq }: BatchEvent): Promise<void> {
  const row = await records.write((trx) => ensureBatch(trx, batch))
  if (row.seq === BigInt(seq)) return
  if (row.seq !== null) throw new Error(`Cannot apply import "${batch}" as ${seq}: it is applied as ${row.seq}`)
  const change = { batch: row.number, seq: BigInt(seq), isUndo: false }
  await projectBatch(records, change, async (trx) => {
    await trx.updateTable('import_batch').set({ seq: change.seq }).where('number', '=', row.number).execute()
  })
}
