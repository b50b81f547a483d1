import { rm } from 'node:fs/promises'
import { LedgerInUse } from '../ledger/store/session.ts'
import { listBatches } from '../ledger/store/batch.ts'
import { applyBatch } from '../records/apply-batch.ts'
import { dropUnfinishedClosings } from '../records/closing.ts'
import { dropBatch } from '../records/drop-batch.ts'
import { appliedWatermark, pendingBatches } from '../records/import-batch.ts'
import { undoBatch } from '../records/undo-batch.ts'
import type { Ctx } from './context.ts'
import { refreshDimensions } from './dimension/refresh-dimensions.ts'

/** What start-up found half done by a process that died, and did about it. */
export interface Recovery {
  /** Imports the ledger had committed and the records had not followed: completed. */
  readonly completed: readonly string[]
  /** Imports the ledger had not committed: dropped. */
  readonly dropped: readonly string[]
}

/** Completes or drops what a killed process left between the two stores. Safe to run at every start. */
export async function recover(ctx: Ctx): Promise<Recovery> {
  try {
    return await ctx.ledger.exclusive(async () => {
      const completed: string[] = []
      const dropped: string[] = []
      const batches = await listBatches(ctx.ledger)
      const committed = new Set(batches.map((batch) => batch.id))
      for (const id of await pendingBatches(ctx.records)) {
        if (committed.has(id)) continue
        await dropBatch(ctx.records, id)
        dropped.push(id)
      }
      const followed = await appliedWatermark(ctx.records)
      const bySeq = new Map(batches.map((batch) => [batch.seq, batch]))
      for (const batch of batches) {
        if (batch.seq <= followed) continue
        const target = batch.undoes === null ? batch : bySeq.get(batch.undoes)
        if (!target) throw new Error(`Cannot find the import that undo "${batch.id}" takes back`)
        if (batch.type === 'import') await applyBatch(ctx.records, { batch: target.id, seq: batch.seq })
        else await undoBatch(ctx.records, { batch: target.id, seq: batch.seq })
        completed.push(batch.id)
      }
      await dropUnfinishedClosings(ctx.records)
      await refreshDimensions(ctx)
      await rm(ctx.places.temporary, { recursive: true, force: true })
      return { completed, dropped }
    })
  } catch (error) {
    // Another process imports at this moment: what is half done is its own.
    if (error instanceof LedgerInUse) return { completed: [], dropped: [] }
    throw error
  }
}
