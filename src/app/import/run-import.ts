import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { LedgerKindId } from '../../domain/kind.ts'
import { mergeStage } from '../../ledger/import/merge-stage.ts'
import { commitBatch, findBatch, watermarkOf } from '../../ledger/store/batch.ts'
import { ledgerTable } from '../../ledger/store/table.ts'
import type { Session } from '../../ledger/store/session.ts'
import { putStamp } from '../../ledger/store/stamp.ts'
import { applyBatch } from '../../records/apply-batch.ts'
import { dropBatch } from '../../records/drop-batch.ts'
import { stageImportRows } from '../../records/stage-import-rows.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { refreshDimensions } from '../dimension/refresh-dimensions.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { reportWhile } from '../report-while.ts'
import { requireRight } from '../right.ts'
import type { ImportOptions, ReadImport } from './import-input.ts'
import type { ImportSummary, KindCounts } from './import-summary.ts'
import { shownAtMost } from './import-summary.ts'
import { readImport } from './read-import.ts'
import { recordsRows } from './records-rows.ts'
import { compareLedgerKind, compareRecordsKind, isReplaceable, kindCounts } from './summarise-import.ts'
import { writeRejected } from './write-rejected.ts'

/**
 * Brings files into the book, wholly or not at all. Records get their rows first, invisible; the ledger's commit record then
 * decides for both stores; what is left to do after it is done at the next start when the process dies.
 */
export async function runImport(ctx: Ctx, options: ImportOptions, signal?: AbortSignal): Promise<ImportSummary> {
  requireRight(ctx, 'import')
  // Reading too: it goes by the rates, costs, accounts and the currency of the book.
  return exclusively(ctx, () => importFiles(ctx, options, signal))
}

async function importFiles(ctx: Ctx, options: ImportOptions, signal: AbortSignal | undefined): Promise<ImportSummary> {
  await using read = await readImport(ctx, options, signal)
  const id = uuidv7()
  const rejectedFolder = read.rejected === 0 || options.strict ? null : join(ctx.places.data, 'rejected', id)
  const problems = await writeRejected(read, rejectedFolder, shownAtMost)
  if (options.strict && read.rejected > 0)
    throw strictRefusal(
      read,
      problems.map((problem) => problem.message),
    )
  if (read.spools.every((spool) => spool.rows === 0))
    throw nothingLeft(
      read,
      problems.map((problem) => problem.message),
    )
  const { seq, kinds, differences, retiring } = await commit(ctx, read, options, id, signal).catch(
    async (error: unknown) => {
      await dropFailed(ctx, id, rejectedFolder)
      throw error
    },
  )
  await applyBatch(ctx.records, { batch: id, seq })
  await refreshDimensions(ctx)
  await audit(ctx, 'import', id, { source: read.plan.source, kinds: kinds.map((kind) => ({ ...kind })) })
  return {
    id,
    source: read.plan.source,
    baseCurrency: read.baseCurrency,
    kinds,
    differences,
    retiring,
    problems,
    rejected: read.rejected,
    rejectedFolder,
    headerOnly: read.headerOnly,
    ignored: read.plan.ignored,
  }
}

/** Stages what goes into the records and commits the import in the ledger. */
async function commit(
  ctx: Ctx,
  read: ReadImport,
  options: ImportOptions,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Committed> {
  const compared = await stageRecords(ctx, read, id, signal)
  return await commitToLedger(ctx, read, options, id, compared, signal)
}

type Compared = Pick<ImportSummary, 'kinds' | 'differences'>

/** Writes the rows of records kinds where nobody sees them before the ledger has committed. */
async function stageRecords(
  ctx: Ctx,
  read: ReadImport,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Compared> {
  const kinds: KindCounts[] = []
  const differences: ImportSummary['differences'][number][] = []
  for (const spool of read.spools) {
    if (spool.kind.store !== 'records') continue
    signal?.throwIfAborted()
    ctx.progress.report(spool.kind.id, 0, spool.rows)
    const compared = await compareRecordsKind(ctx, read, spool)
    kinds.push(kindCounts(spool, compared.counts))
    differences.push(...compared.differences)
    await stageImportRows(ctx.records, id, recordsRows(read.reader, spool))
  }
  return { kinds, differences }
}

type Committed = Pick<ImportSummary, 'kinds' | 'differences' | 'retiring'> & { readonly seq: number }

async function commitToLedger(
  ctx: Ctx,
  read: ReadImport,
  options: ImportOptions,
  id: string,
  compared: Compared,
  signal: AbortSignal | undefined,
): Promise<Committed> {
  const interrupt = (): void => {
    ctx.ledger.interrupt()
  }
  signal?.addEventListener('abort', interrupt)
  try {
    return await ctx.ledger.transaction(async (tx) => {
      const seq = (await watermarkOf(tx)) + 1
      const kinds = [...compared.kinds]
      const differences = [...compared.differences]
      const retiring: ImportSummary['retiring'][number][] = []
      for (const spool of read.spools) {
        if (spool.kind.store !== 'ledger') continue
        signal?.throwIfAborted()
        const stage = `stage_${spool.kind.id}`
        await tx.stage(stage, spool.staged)
        const replace = isReplaceable(spool) ? options.replace : null
        const seen = replace ? await compareLedgerKind(tx, spool, stage, options) : null
        const table = ledgerTable(spool.kind.id as LedgerKindId)
        const task = { what: `storing ${spool.kind.id}`, total: spool.rows, working: ctx.ledger }
        const counts = await reportWhile(ctx, task, () => mergeStage(tx, table, stage, seq, replace))
        kinds.push(kindCounts(spool, counts))
        differences.push(...(seen?.differences ?? []))
        retiring.push(...(seen?.retiring ?? []).map((row) => ({ kind: spool.kind.id, row })))
      }
      await commitRecord(ctx, tx, seq, id, read, kinds)
      signal?.throwIfAborted()
      return { seq, kinds, differences: differences.slice(0, shownAtMost), retiring: retiring.slice(0, shownAtMost) }
    })
  } finally {
    signal?.removeEventListener('abort', interrupt)
  }
}

/** Removes what an import that failed has left. Where that fails too, or it is open whether it did, start-up decides by the ledger. */
async function dropFailed(ctx: Ctx, id: string, rejectedFolder: string | null): Promise<void> {
  // A connection lost at the very commit leaves it open what happened.
  const committed = await findBatch(ctx.ledger, id).catch(() => null)
  if (committed !== undefined) return
  await dropBatch(ctx.records, id).catch(() => undefined)
  if (rejectedFolder !== null) await rm(rejectedFolder, { recursive: true, force: true })
}

async function commitRecord(
  ctx: Ctx,
  tx: Session,
  seq: number,
  id: string,
  read: ReadImport,
  kinds: readonly KindCounts[],
): Promise<void> {
  const files = read.spools.flatMap((spool) =>
    spool.files.map((file) => ({
      name: file.prepared.label,
      bytes: file.prepared.bytes,
      sha256: file.prepared.sha256,
    })),
  )
  const detail = JSON.stringify({ source: read.plan.source, files, kinds })
  if (read.baseCurrencyIsNew) await putStamp(tx, 'base_currency', read.baseCurrency)
  await commitBatch(tx, { seq, id, type: 'import', undoes: null, at: ctx.now(), actor: ctx.actor.name, detail })
}

function strictRefusal(read: ReadImport, messages: readonly string[]): BookError {
  const first = messages.slice(0, 3).join('; ')
  return new BookError(
    'bad-input',
    `Cannot import strictly: ${String(read.rejected)} bad lines, nothing was written. ${first}`,
  )
}

function nothingLeft(read: ReadImport, messages: readonly string[]): BookError {
  const first = messages.slice(0, 3).join('; ')
  return new BookError('bad-input', `Cannot take any of ${String(read.rejected)} lines, nothing was written. ${first}`)
}
