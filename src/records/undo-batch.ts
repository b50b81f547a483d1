import { ensureBatch } from './import-batch.ts'
import type { BatchEvent } from './import-batch.ts'
import { projectBatch } from './project-batch.ts'
import type { Records } from './records.ts'

/**
 * Takes a batch out of what is live, after the ledger has recorded its undo as `seq`: afterwards everything is as if the
 * batch had never been, whatever was imported or undone since. Does nothing the second time; throws when the number is
 * another one. Only for whoever has the book to himself.
 */
export async function undoBatch(records: Records, { batch, seq }: BatchEvent): Promise<void> {
  const row = await records.write((trx) => ensureBatch(trx, batch))
  if (row.undone_seq === BigInt(seq)) return
  if (row.undone_seq !== null) {
    throw new Error(`Cannot undo import "${batch}" as ${seq}: it is undone as ${row.undone_seq}`)
  }
  const change = { batch: row.number, seq: BigInt(seq), isUndo: true }
  await projectBatch(records, change, async (trx) => {
    await trx.updateTable('import_batch').set({ undone_seq: change.seq }).where('number', '=', row.number).execute()
  })
}
