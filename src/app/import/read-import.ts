import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { liveCostSpans, liveRates } from '../../ledger/import/live-rates.ts'
import { fillDayRates, spooledRates } from '../../ledger/read/day-rates.ts'
import { FileRefused } from '../../ledger/read/problem.ts'
import type { PreparedFile } from '../../ledger/read/prepared-file.ts'
import { baseAmountOf } from '../../ledger/read/kind-sql.ts'
import { knownRows, readKind } from '../../ledger/read/read-kind.ts'
import type { KindFile, KindSpool } from '../../ledger/read/read-kind.ts'
import { Reader } from '../../ledger/read/reader.ts'
import { copySourceFolder, SourceSqlError } from '../../ledger/read/source-sql.ts'
import { listBatches } from '../../ledger/store/batch.ts'
import { listLive } from '../../records/list-live.ts'
import type { Kind, RecordsKindId } from '../../domain/kind.ts'
import { listKnownAccounts } from '../dimension/known-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { reportWhile } from '../report-while.ts'
import { findBaseCurrency, refuseSeveralCurrencies } from './base-currency.ts'
import { detailOf } from './batch-detail.ts'
import type { ImportOptions, ReadImport } from './import-input.ts'
import { planImport } from './plan-import.ts'
import type { ImportPlan } from './plan-import.ts'
import { openInput } from './open-input.ts'

/**
 * Reads everything an import brings, once, for the dry run and for the import itself: checks the form of every file, types
 * every cell, sorts out what cannot be taken. Throws when a file is refused whole; nothing is written to the book.
 */
export async function readImport(ctx: Ctx, options: ImportOptions, signal?: AbortSignal): Promise<ReadImport> {
  const plan = await planImport(ctx, options)
  await mkdir(ctx.places.temporary, { recursive: true })
  const folder = await mkdtemp(join(ctx.places.temporary, 'import-'))
  const reader = await Reader.open({ folder, memoryLimit: ctx.places.memoryLimit, threads: ctx.places.threads })
  const interrupt = (): void => {
    reader.interrupt()
  }
  signal?.addEventListener('abort', interrupt)
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', interrupt)
    await reader[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { files, headerOnly } = await openFiles(ctx, plan, reader, folder, signal)
    await assertSourceNamed(ctx, plan, files)
    const base = await findBaseCurrency(ctx, plan, reader, files, options.baseCurrency)
    const spools = await readKinds(ctx, plan, reader, files, base.currency, options, signal)
    if (base.isGuess) await refuseSeveralCurrencies(reader, spools)
    const bad = spools.reduce((sum, spool) => sum + spool.files.reduce((n, file) => n + file.prepared.badCount, 0), 0)
    return {
      plan,
      baseCurrency: base.currency,
      baseCurrencyIsNew: base.isNew,
      reader,
      spools,
      headerOnly,
      rejected: bad + spools.reduce((sum, spool) => sum + spool.rejected, 0),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    if (error instanceof FileRefused || error instanceof SourceSqlError) throw new BookError('bad-input', error.message)
    throw error
  }
}

/** Throws when a book of named sources would get a second copy of its rows under a name nobody gave. */
async function assertSourceNamed(ctx: Ctx, plan: ImportPlan, files: FilesByKind): Promise<void> {
  const nameThemselves = [...files.values()].flat().every((file) => file.source.cells.has('source'))
  if (!plan.isUnnamed || nameThemselves) return
  const known = new Set<string>()
  for (const batch of await listBatches(ctx.ledger)) {
    if (batch.type === 'import' && batch.undoneBy === null) known.add(detailOf(batch).source)
  }
  if (known.size === 0 || known.has(plan.source)) return
  const names = [...known].map((name) => `"${name}"`).join(', ')
  throw new BookError(
    'usage',
    `Cannot tell which source these files are of: the book knows ${names}; say which one, or main for a new source (--as)`,
  )
}

type FilesByKind = ReadonlyMap<string, KindFile[]>

async function openFiles(
  ctx: Ctx,
  plan: ImportPlan,
  reader: Reader,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<{ files: FilesByKind; headerOnly: string[] }> {
  const files = new Map<string, KindFile[]>()
  const headerOnly = new Set<string>()
  const prepared = new Map<string, Promise<PreparedFile>>()
  let refusal: FileRefused | null = null
  let copy: Promise<string> | null = null
  const sourceCopy = (): Promise<string> => {
    const label = basename(plan.folder)
    copy ??= copySourceFolder(plan.folder, { tempDir: folder, label, ...(signal ? { signal } : {}) })
    return copy
  }
  for (const [index, input] of plan.inputs.entries()) {
    signal?.throwIfAborted()
    try {
      const file = await openInput(ctx, input, { plan, reader, folder, index, signal, prepared, sourceCopy })
      const ofKind = files.get(input.kind.id)
      if (ofKind) ofKind.push(file)
      else files.set(input.kind.id, [file])
    } catch (error) {
      // An empty table in a nightly export is no mistake; a whole import of nothing is.
      if (!(error instanceof FileRefused) || error.code !== 'header-only') throw error
      headerOnly.add(input.label)
      refusal ??= error
    }
  }
  if (files.size === 0 && refusal) throw refusal
  return { files, headerOnly: [...headerOnly] }
}

async function readKinds(
  ctx: Ctx,
  plan: ImportPlan,
  reader: Reader,
  files: FilesByKind,
  baseCurrency: string,
  options: ImportOptions,
  signal: AbortSignal | undefined,
): Promise<KindSpool[]> {
  const spools: KindSpool[] = []
  let hasRates: boolean | null = null
  for (const [kindId, ofKind] of files) {
    signal?.throwIfAborted()
    const [first] = plan.inputs.filter((input) => input.kind.id === kindId)
    if (!first) continue
    if (kindId === 'costs') {
      await reader.fill('known_cost', ['source', 'product', 'valid_from', 'valid_to'], await liveCostSpans(ctx.ledger))
    }
    if (first.kind.store === 'records' && ofKind.some(({ distinct }) => distinct)) {
      await fillKnownRows(ctx, reader, first.kind)
    }
    const rejectUnknownAccounts = options.unknownAccounts === 'reject' && namesAccounts(first.kind)
    if (rejectUnknownAccounts) {
      await reader.fill('known_account', ['source', 'key'], await listKnownAccounts(ctx, reader, spools))
    }
    if (baseAmountOf(first.kind) !== null) {
      hasRates ??= await fillDayRates(reader, [...(await liveRates(ctx.ledger)), ...(await ratesOf(reader, spools))])
    }
    const header = spools.find((spool) => spool.kind.id === 'invoices')
    const currency = plan.currency ?? baseCurrency
    const defaults = { source: plan.source, currency, baseCurrency, hasRates: hasRates ?? false }
    const total = ofKind.reduce((sum, file) => sum + file.prepared.rows, 0)
    spools.push(
      await reportWhile(ctx, { what: `reading ${kindId}`, total, working: reader }, () =>
        readKind(reader, first.kind, ofKind, defaults, {
          headerSpool: header?.staged.paths ?? null,
          rejectUnknownAccounts,
        }),
      ),
    )
  }
  return spools
}

/** Whether what happened names an account that it happened with. */
function namesAccounts({ store, columns }: Kind): boolean {
  return store === 'ledger' && columns.some(({ name }) => name === 'account')
}

async function ratesOf(reader: Reader, spools: readonly KindSpool[]): ReturnType<typeof spooledRates> {
  const rates = spools.find((spool) => spool.kind.id === 'rates')
  return rates ? spooledRates(reader, rates.staged.paths) : []
}

/** Gives the reader the rows of a kind that the book has, for files that name such rows and do not hold all of them. */
async function fillKnownRows(ctx: Ctx, reader: Reader, kind: Kind): Promise<void> {
  const names = kind.columns.map(({ name }) => name)
  const rows: (readonly (string | null)[])[] = []
  for await (const page of listLive(ctx.records, kind.id as RecordsKindId)) {
    for (const { source, content } of page) rows.push([source, ...names.map((name) => content[name] ?? null)])
  }
  await reader.fill(knownRows, ['source', ...names], rows)
}
