import { v7 as uuidv7 } from 'uuid'
import { ledgerKindIds } from '../../domain/kind.ts'
import { undoBatchInTable } from '../../ledger/import/undo-batch.ts'
import { commitBatch, listBatches, watermarkOf } from '../../ledger/store/batch.ts'
import type { Batch } from '../../ledger/store/batch.ts'
import { ledgerTable } from '../../ledger/store/table.ts'
import { undoBatch } from '../../records/undo-batch.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { refreshDimensions } from '../dimension/refresh-dimensions.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { interruptibleTransaction } from '../interruptible.ts'
import { requireRight } from '../right.ts'

/**
 * Takes an import back whole. Imports may be undone in any order: the book is then what all other standing imports make it.
 * Throws when there is no such import or it is undone already.
 */
export async function undoImport(ctx: Ctx, input: { readonly id: string }, signal?: AbortSignal): Promise<Batch> {
  requireRight(ctx, 'import')
  return exclusively(ctx, async () => {
    const batch = await getStandingImport(ctx, input.id)
    const id = uuidv7()
    const seq = await interruptibleTransaction(ctx.ledger, signal, async (tx) => {
      const next = (await watermarkOf(tx)) + 1
      for (const kind of ledgerKindIds) {
        signal?.throwIfAborted()
        ctx.progress.report(`undoing ${kind}`, 0, null)
        await undoBatchInTable(tx, ledgerTable(kind), batch.seq, next)
      }
      const detail = JSON.stringify({ undoes: batch.id })
      await commitBatch(tx, {
        seq: next,
        id,
        type: 'undo',
        undoes: batch.seq,
        at: ctx.now(),
        actor: actorText(ctx.actor),
        detail,
      })
      return next
    })
    try {
      await undoBatch(ctx.records, { batch: batch.id, seq })
      await refreshDimensions(ctx)
      await audit(ctx, 'undo import', batch.id, { seq })
    } catch (error) {
      // An error no longer means that nothing was written.
      const reason = error instanceof Error ? error.message : String(error)
      throw new BookError(
        'unfinished',
        `Cannot finish taking import ${batch.id} back: ${reason}. It is out of the ledger; the next command finishes it`,
      )
    }
    return { ...batch, undoneBy: seq }
  })
}

async function getStandingImport(ctx: Ctx, idOrStart: string): Promise<Batch> {
  const imports = (await listBatches(ctx.ledger)).filter((batch) => batch.type === 'import')
  const found = imports.filter((batch) => batch.id === idOrStart || String(batch.seq) === idOrStart)
  const [batch] = found
  if (!batch) throw new BookError('not-found', `Cannot find import "${idOrStart}": see bookvalue imports list`)
  if (batch.undoneBy !== null)
    throw new BookError('conflict', `Cannot undo import "${idOrStart}": it is undone already`)
  return batch
}
