import { listBatches } from '../../ledger/store/batch.ts'
import type { Batch } from '../../ledger/store/batch.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { detailOf } from './batch-detail.ts'
import type { KindCounts } from './import-summary.ts'

/** An import as the history shows it. */
export interface ListedImport {
  /** Place on the number line of the book. */
  readonly number: number
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly source: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly kinds: readonly KindCounts[]
  /** Instant of the undo that took it back; null while it stands. */
  readonly undoneAt: string | null
}

/** Every import, newest first. */
export async function listImports(ctx: Ctx): Promise<ListedImport[]> {
  requireRight(ctx, 'control')
  const batches = await listBatches(ctx.ledger)
  const bySeq = new Map(batches.map((batch) => [batch.seq, batch]))
  const actorOf = await readActors(ctx.records.view, [...new Set(batches.map((batch) => batch.actor))])
  return batches
    .filter((batch) => batch.type === 'import')
    .map((batch) => ({ ...toListed(batch, bySeq), actor: actorOf(batch.actor).name }))
    .toReversed()
}

/** One import by its number or id; throws when there is none. */
export async function getImport(ctx: Ctx, input: { readonly id: string }): Promise<ListedImport> {
  const found = (await listImports(ctx)).find((one) => one.id === input.id || String(one.number) === input.id)
  if (!found) throw new BookError('not-found', `Cannot find import "${input.id}": see bookvalue imports list`)
  return found
}

function toListed(batch: Batch, bySeq: ReadonlyMap<number, Batch>): ListedImport {
  const detail = detailOf(batch)
  return {
    number: batch.seq,
    id: batch.id,
    at: batch.at,
    actor: batch.actor,
    source: detail.source,
    files: detail.files,
    kinds: detail.kinds,
    undoneAt: batch.undoneBy === null ? null : (bySeq.get(batch.undoneBy)?.at ?? null),
  }
}
