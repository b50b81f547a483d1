import { rm } from 'node:fs/promises'
import { v7 as uuidv7 } from 'uuid'
import type { LedgerKindId } from '../../domain/kind.ts'
import { mergeStage } from '../../ledger/import/merge-stage.ts'
import { commitBatch, findBatch, watermarkOf } from '../../ledger/store/batch.ts'
import { ledgerTable } from '../../ledger/store/table.ts'
import type { Problem } from '../../ledger/read/problem.ts'
import type { Session } from '../../ledger/store/session.ts'
import { putStamp } from '../../ledger/store/stamp.ts'
import { applyBatch } from '../../records/apply-batch.ts'
import { dropBatch } from '../../records/drop-batch.ts'
import { stageImportRows } from '../../records/stage-import-rows.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { refreshDimensions } from '../dimension/refresh-dimensions.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { interruptibleTransaction } from '../interruptible.ts'
import { reportWhile } from '../report-while.ts'
import { requireRight } from '../right.ts'
import type { ImportOptions, ReadImport } from './import-input.ts'
import type { ImportSummary, KindCounts } from './import-summary.ts'
import { shownAtMost } from './import-summary.ts'
import { readImport } from './read-import.ts'
import { recordsRows } from './records-rows.ts'
import { markFinished, rejectedFolderOf } from './rejected-folder.ts'
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
  const id = options.id ?? uuidv7()
  if (isRefused(read, options)) throw await refusal(read, options)
  const rejectedFolder = read.rejected === 0 ? null : rejectedFolderOf(ctx, id)
  const { problems, committed } = await commit(ctx, read, options, { id, rejectedFolder }, signal)
  const { seq, kinds, differences, retiring } = committed
  await untilFinished(id, async () => {
    await applyBatch(ctx.records, { batch: id, seq })
    await refreshDimensions(ctx)
    const { source, mappedBy } = read.plan
    const mapping = mappedBy && { mapping: { ...mappedBy } }
    await audit(ctx, 'import', id, { source, ...mapping, kinds: kinds.map((kind) => ({ ...kind })) })
    if (rejectedFolder !== null) await markFinished(rejectedFolder)
  })
  return {
    id,
    number: seq,
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

/** Whether nothing at all is to be taken. */
function isRefused(read: ReadImport, options: ImportOptions): boolean {
  // A replace would take out the good row that a rejected line stands for.
  const isStrict = options.strict || options.replace !== null
  return (isStrict && read.rejected > 0) || read.spools.every((spool) => spool.rows === 0)
}

/** Writes the rejected lines, stages what goes into the records and commits the import in the ledger. */
async function commit(
  ctx: Ctx,
  read: ReadImport,
  options: ImportOptions,
  { id, rejectedFolder }: { readonly id: string; readonly rejectedFolder: string | null },
  signal: AbortSignal | undefined,
): Promise<{ readonly problems: readonly Problem[]; readonly committed: Committed }> {
  try {
    const problems = await writeRejected(read, rejectedFolder, shownAtMost)
    const compared = await stageRecords(ctx, read, id, signal)
    return { problems, committed: await commitToLedger(ctx, read, options, id, compared, signal) }
  } catch (error) {
    // A connection lost at the very commit leaves it open what happened.
    const found = await findBatch(ctx.ledger, id).catch(() => null)
    if (found !== undefined) throw unfinished(id, error)
    await dropBatch(ctx.records, id).catch(() => undefined)
    if (rejectedFolder !== null) await rm(rejectedFolder, { recursive: true, force: true })
    throw error
  }
}

/** Does what follows from an import that is in the ledger; an error then no longer means that nothing was written. */
async function untilFinished(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw unfinished(id, error)
  }
}

function unfinished(id: string, error: unknown): BookError {
  const reason = error instanceof Error ? error.message : String(error)
  return new BookError(
    'unfinished',
    `Cannot finish import ${id}: ${reason}. The next command finishes it where it is in the ledger, and drops it where it is not`,
  )
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
    await stageImportRows(ctx.records, id, untilAborted(recordsRows(read.reader, spool), signal))
  }
  return { kinds, differences }
}

async function* untilAborted<T>(pieces: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncIterable<T> {
  for await (const piece of pieces) {
    signal?.throwIfAborted()
    yield piece
  }
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
  return interruptibleTransaction(ctx.ledger, signal, async (tx) => {
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
      const gone = (seen?.retiring ?? []).map((row) => ({ kind: spool.kind.id, row }))
      if (seen && seen.counts.retired > 0) options.beforeRetiring?.(gone, seen.counts.retired)
      const table = ledgerTable(spool.kind.id as LedgerKindId)
      const task = { what: `storing ${spool.kind.id}`, total: spool.rows, working: ctx.ledger }
      const counts = await reportWhile(ctx, task, () => mergeStage(tx, table, stage, seq, replace))
      kinds.push(kindCounts(spool, counts))
      differences.push(...(seen?.differences ?? []))
      retiring.push(...gone)
    }
    await commitRecord(ctx, tx, seq, id, read, kinds)
    return { seq, kinds, differences: differences.slice(0, shownAtMost), retiring: retiring.slice(0, shownAtMost) }
  })
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
  const once = new Map(files.map((file) => [`${file.name}/${file.sha256}`, file]))
  const detail = JSON.stringify({ source: read.plan.source, files: [...once.values()], kinds })
  if (read.baseCurrencyIsNew) await putStamp(tx, 'base_currency', read.baseCurrency)
  await commitBatch(tx, { seq, id, type: 'import', undoes: null, at: ctx.now(), actor: actorText(ctx.actor), detail })
}

async function refusal(read: ReadImport, options: ImportOptions): Promise<BookError> {
  const problems = await writeRejected(read, null, 3)
  const count = `${String(read.rejected)} ${read.rejected === 1 ? 'line' : 'lines'}`
  const all = `Cannot take any of ${count}`
  const strict =
    options.replace === null ? `Cannot import strictly: ${count} rejected` : `Cannot replace: ${count} rejected`
  const refused = options.strict || options.replace !== null ? strict : all
  const first = problems.map(({ file, line, message }) => `${file} line ${String(line)}: ${message}`)
  return new BookError('bad-input', `${refused}, nothing was written\n${first.join('\n')}`)
}
