import { z } from 'zod'
import type { Json } from '../../records/decode.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requestJob } from '../job/request-job.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { detailOf } from './batch-detail.ts'
import { getImportBatch } from './page-imports.ts'
import { undoImport } from './undo-import.ts'

const inputShape = z.strictObject({ id: z.string() })

/** Puts the undo of an import in the line. Throws at once when there is nothing to undo. */
export const requestUndo: Verb<'undoImport'> = async (ctx, { id }) => {
  requireRight(ctx, 'import')
  const batch = await getImportBatch(ctx, id)
  if (batch.undoneBy !== null) throw new BookError('conflict', `Cannot undo import "${id}": it is undone already`)
  return requestJob(ctx, {
    kind: 'undo',
    subject: `${String(batch.seq)} ${detailOf(batch).source}`,
    input: { id: batch.id },
    isSame: (open) => inputShape.safeParse(open.input).data?.id === batch.id,
  })
}

/** The body of a job that takes an import back. One that was taken back before the server died stays so. */
export async function undoRequested(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const { id } = inputShape.parse(input)
  const known = await getImportBatch(ctx, id)
  const undone = known.undoneBy === null ? await undoImport(ctx, { id }, signal) : known
  return { id, number: undone.seq, undoneBy: undone.undoneBy }
}
