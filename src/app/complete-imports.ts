import { recordsKindIds } from '../domain/kind.ts'
import { listBatches } from '../ledger/store/batch.ts'
import type { Batch } from '../ledger/store/batch.ts'
import { applyBatch } from '../records/apply-batch.ts'
import { dropBatch } from '../records/drop-batch.ts'
import { listFollowed, pendingBatches } from '../records/import-batch.ts'
import { undoBatch } from '../records/undo-batch.ts'
import type { Ctx } from './context.ts'
import { refreshDimensions } from './dimension/refresh-dimensions.ts'
import { BookError } from './error.ts'

/** What was found half done between the stores, and done about it. */
export interface Completion {
  /** Imports and undos the ledger had committed and the records had not followed: completed. */
  readonly completed: readonly string[]
  /** Imports the ledger had not committed: dropped. */
  readonly dropped: readonly string[]
}

/**
 * Brings the records and the ledger's copies of dimensions to where the ledger is: the commit records there decide. Only for
 * whoever holds the ledger exclusively, or what an import just now stages is dropped.
 */
export async function completeImports(ctx: Ctx): Promise<Completion> {
  const completed: string[] = []
  const dropped: string[] = []
  const batches = await listBatches(ctx.ledger)
  const committed = new Set(batches.map((batch) => batch.id))
  for (const id of await pendingBatches(ctx.records)) {
    if (committed.has(id)) continue
    await dropBatch(ctx.records, id)
    dropped.push(id)
  }
  const followed = await listFollowed(ctx.records)
  const bySeq = new Map(batches.map((batch) => [batch.seq, batch]))
  for (const batch of batches) {
    const target = batch.undoes === null ? batch : bySeq.get(batch.undoes)
    if (!target) throw new Error(`Cannot find the import that undo "${batch.id}" takes back`)
    const known = followed.get(target.id)
    if ((batch.type === 'import' ? known?.seq : known?.undoneSeq) === batch.seq) continue
    if (batch.type === 'import' && !known) assertNothingLost(batch)
    if (batch.type === 'import') await applyBatch(ctx.records, { batch: target.id, seq: batch.seq })
    else await undoBatch(ctx.records, { batch: target.id, seq: batch.seq })
    completed.push(batch.id)
  }
  await refreshDimensions(ctx)
  return { completed, dropped }
}

/**
 * Throws when an import brought rows to the records and these have never heard of it: applying it would make the loss look
 * like a choice.
 */
function assertNothingLost(batch: Batch): void {
  const { kinds } = JSON.parse(batch.detail) as { readonly kinds?: readonly { kind: string; rows: number }[] }
  const lost = kinds?.find(({ kind, rows }) => rows > 0 && recordsKindIds.some((id) => id === kind))
  if (!lost) return
  throw new BookError(
    'conflict',
    `Cannot open the book: the records do not know import ${batch.id}, which brought ${String(lost.rows)} ${lost.kind}. They are of another book, or lost: check DATABASE_URL, or restore a backup`,
  )
}
