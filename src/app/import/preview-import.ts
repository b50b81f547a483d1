import { requireRight } from '../right.ts'
import type { Ctx } from '../context.ts'
import { exclusively } from '../exclusively.ts'
import { interruptibleTransaction } from '../interruptible.ts'
import type { ImportOptions } from './import-input.ts'
import type { ImportSummary } from './import-summary.ts'
import { shownAtMost } from './import-summary.ts'
import { readImport } from './read-import.ts'
import { compareLedgerKind, compareRecordsKind, kindCounts } from './summarise-import.ts'
import { writeRejected } from './write-rejected.ts'

/** What `runImport` would do with the same input, and every line it would leave out. Writes nothing of it. */
export async function previewImport(ctx: Ctx, options: ImportOptions, signal?: AbortSignal): Promise<ImportSummary> {
  requireRight(ctx, 'import')
  return exclusively(ctx, () => preview(ctx, options, signal))
}

async function preview(ctx: Ctx, options: ImportOptions, signal: AbortSignal | undefined): Promise<ImportSummary> {
  await using read = await readImport(ctx, options, signal)
  const kinds: ImportSummary['kinds'][number][] = []
  const differences: ImportSummary['differences'][number][] = []
  const retiring: ImportSummary['retiring'][number][] = []
  for (const spool of read.spools) {
    signal?.throwIfAborted()
    const compared =
      spool.kind.store === 'records'
        ? await compareRecordsKind(ctx, read, spool)
        : await interruptibleTransaction(ctx.ledger, signal, async (tx) => {
            const stage = `stage_${spool.kind.id}`
            await tx.stage(stage, spool.staged)
            return compareLedgerKind(tx, spool, stage, options)
          })
    kinds.push(kindCounts(spool, compared.counts))
    differences.push(...compared.differences)
    retiring.push(...compared.retiring.map((row) => ({ kind: spool.kind.id, row })))
  }
  return {
    id: null,
    number: null,
    source: read.plan.source,
    baseCurrency: read.baseCurrency,
    kinds,
    differences: differences.slice(0, shownAtMost),
    retiring: retiring.slice(0, shownAtMost),
    problems: await writeRejected(read, null, shownAtMost),
    rejected: read.rejected,
    rejectedFolder: null,
    headerOnly: read.headerOnly,
    ignored: read.plan.ignored,
  }
}
