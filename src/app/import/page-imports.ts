import type { Output } from '../../contract/operations.ts'
import { findBatchNumbered, findImport, pageOfImports } from '../../ledger/store/batch.ts'
import type { Batch } from '../../ledger/store/batch.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { detailOf } from './batch-detail.ts'

/** The history of imports in pages, the newest first. */
export const pageImports: Verb<'listImports'> = async (ctx, { cursor, limit }) => {
  requireRight(ctx, 'control')
  const before = cursor === undefined ? null : placeOf(cursor)
  const found = await pageOfImports(ctx.ledger, { before, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return { items: await showImports(ctx, page), next: last ? String(last.seq) : null }
}

/** One import with its files and counts. */
export const getImport: Verb<'getImport'> = async (ctx, { id }) => {
  requireRight(ctx, 'control')
  const [shown] = await showImports(ctx, [await getImportBatch(ctx, id)])
  if (!shown) throw new Error(`Cannot show import "${id}"`)
  return shown
}

/** The commit record of an import by its number or id. Throws when there is none. */
export async function getImportBatch(ctx: Ctx, id: string): Promise<Batch> {
  const found = await findImport(ctx.ledger, id)
  if (found) return found
  throw new BookError('not-found', `Cannot find import "${id}"`)
}

async function showImports(ctx: Ctx, batches: readonly Batch[]): Promise<Output<'getImport'>[]> {
  const actorOf = await readActors(ctx.records.view, [...new Set(batches.map((batch) => batch.actor))])
  return Promise.all(batches.map((batch) => showImport(ctx, batch, actorOf(batch.actor).name)))
}

async function showImport(ctx: Ctx, batch: Batch, actor: string): Promise<Output<'getImport'>> {
  const { source, files, kinds } = detailOf(batch)
  const undo = batch.undoneBy === null ? undefined : await findBatchNumbered(ctx.ledger, batch.undoneBy)
  return {
    number: batch.seq,
    id: batch.id,
    at: batch.at,
    actor,
    source,
    files: [...files],
    kinds: kinds.map((kind) => ({ ...kind })),
    rejected: kinds.reduce((sum, kind) => sum + kind.rejected, 0),
    undoneAt: undo?.at ?? null,
  }
}

function placeOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new BookError('bad-input', `Cannot read cursor "${cursor}": use the next of a page`)
}
