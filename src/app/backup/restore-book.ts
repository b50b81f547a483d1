import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { z } from 'zod'
import { backupTables, loadLedger } from '../../ledger/store/backup-tables.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { clearRecords, isEmptyRecords, loadRecords } from '../../records/dump.ts'
import type { DumpRow } from '../../records/dump.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { refreshDimensions } from '../dimension/refresh-dimensions.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { requireRight } from '../right.ts'
import { forgetIds, giveIds } from '../tie-stores.ts'
import { grantLater } from '../user/grants.ts'
import type { BackupManifest } from './backup-book.ts'

const entryName = /^(?:manifest\.json|ledger-[a-z_]+\.parquet|records-[a-z_]+\.ndjson)$/

/** Unpacks a backup and checks every entry against its manifest; throws before anything is restored when one differs. */
export async function openBackup(file: string, folder: string, signal?: AbortSignal): Promise<BackupManifest> {
  if (!existsSync(file)) throw new BookError('not-found', `Cannot find backup "${file}"`)
  await mkdir(folder, { recursive: true })
  const hashes = new Map<string, string>()
  const tar = extract()
  const read = pipeline(createReadStream(file), createGunzip(), tar, { signal })
  // It is awaited below; until then its failure must not end the process.
  read.catch(() => undefined)
  try {
    for await (const entry of tar) {
      const { name } = entry.header
      if (!entryName.test(name)) throw new BookError('bad-input', `Cannot restore "${file}": it holds "${name}"`)
      const hash = createHash('sha256')
      await pipeline(hashed(entry, hash), createWriteStream(join(folder, name)))
      hashes.set(name, hash.digest('hex'))
    }
    await read
  } catch (error) {
    tar.destroy()
    await read.catch(() => null)
    if (error instanceof BookError || signal?.aborted) throw error
    throw new BookError(
      'bad-input',
      `Cannot read backup "${file}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  const manifest = await readManifest(file, folder)
  for (const entry of manifest.entries) {
    if (hashes.get(entry.name) !== entry.sha256) {
      throw new BookError('bad-input', `Cannot restore "${file}": "${entry.name}" is damaged or missing`)
    }
  }
  return manifest
}

/**
 * Fills an empty book from an unpacked backup: the records first, because the ledger says what the book is. Throws when there
 * is a book already, or the rest of a restore that was broken off.
 */
export async function restoreBook(
  ctx: Ctx,
  input: { readonly folder: string; readonly manifest: BackupManifest },
  signal?: AbortSignal,
): Promise<void> {
  requireRight(ctx, 'backup')
  const { folder, manifest } = input
  if (holdsNothing(manifest)) throw new BookError('bad-input', 'Cannot restore: there was nothing in that book')
  await exclusively(ctx, async () => {
    if ((await watermarkOf(ctx.ledger)) > 0 || !(await isEmptyRecords(ctx.records, ['book']))) {
      throw new BookError('conflict', 'Cannot restore: the stores hold a book already; restore into empty ones')
    }
    await forgetIds(ctx)
    try {
      await restoreRecords(ctx, folder, manifest, signal)
      if (isBeforeReviews(manifest)) await ctx.records.write((trx) => grantLater(trx, 'write-review'))
      ctx.progress.report('restoring the ledger', 0, null)
      await ctx.ledger.transaction((tx) => loadLedger(tx, ledgerPaths(folder, manifest)))
    } catch (error) {
      // They were empty before.
      if ((await watermarkOf(ctx.ledger).catch(() => 1)) === 0) await clearRecords(ctx.records)
      throw error
    }
    await giveIds(ctx)
    await refreshDimensions(ctx)
    await audit(ctx, 'restore', 'book', { watermark: manifest.watermark, backedUpAt: manifest.at })
  })
  await rm(folder, { recursive: true, force: true })
}

/** Where an unpacked backup holds a table of the ledger; null where it has none. */
export function ledgerPaths(folder: string, { entries }: BackupManifest): (table: string) => string | null {
  const names = new Set(entries.map(({ name }) => name))
  return (table) => {
    const name = `ledger-${table}.parquet`
    return names.has(name) ? join(folder, name) : null
  }
}

/** Whether it was made before there were reviews: its rows of what roles may do say nothing of them. */
function isBeforeReviews({ entries }: BackupManifest): boolean {
  return !entries.some(({ name }) => name === 'records-review.ndjson')
}

/** Whether nothing was imported into the book and nobody had done anything in it: there are only settings. */
function holdsNothing({ watermark, entries }: BackupManifest): boolean {
  const hasRows = ({ name, bytes }: BackupManifest['entries'][number]): boolean =>
    name.startsWith('records-') && name !== 'records-setting.ndjson' && bytes > 0
  return watermark === 0 && !entries.some(hasRows)
}

async function restoreRecords(
  ctx: Ctx,
  folder: string,
  manifest: BackupManifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { name } of manifest.entries) {
    const table = /^records-(.+)\.ndjson$/.exec(name)?.[1]
    if (table === undefined) continue
    signal?.throwIfAborted()
    ctx.progress.report(`restoring ${table}`, 0, null)
    await loadRecords(ctx.records, table, readRows(join(folder, name), signal))
  }
}

const manifestShape = z.object({
  format: z.literal('bookvalue-backup'),
  formatVersion: z.literal(1),
  at: z.string(),
  watermark: z.int().nonnegative(),
  entries: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
})

async function readManifest(file: string, folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null)
  const found = text === null ? null : parseJson(text)
  const { format, formatVersion } = { ...(found as Partial<BackupManifest> | null) }
  if (format !== 'bookvalue-backup')
    throw new BookError('bad-input', `Cannot restore "${file}": it is no backup of a book`)
  if (typeof formatVersion === 'number' && formatVersion > manifestShape.shape.formatVersion.value) {
    throw new BookError(
      'bad-input',
      `Cannot restore "${file}": it was made by a newer bookvalue (format ${String(formatVersion)})`,
    )
  }
  const manifest = manifestShape.safeParse(found)
  if (!manifest.success) {
    const [issue] = manifest.error.issues
    throw new BookError(
      'bad-input',
      `Cannot restore "${file}": "${issue?.path.join('.') ?? ''}" of its manifest is damaged or missing`,
    )
  }
  const names = new Set(manifest.data.entries.map((entry) => entry.name))
  const missing = backupTables.find(({ table, isLater }) => isLater !== true && !names.has(`ledger-${table}.parquet`))
  if (missing)
    throw new BookError('bad-input', `Cannot restore "${file}": it holds no "${missing.table}" of the ledger`)
  return manifest.data
}

/** What JSON text says; null when it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* hashed(source: AsyncIterable<unknown>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    const chunk = piece as Buffer
    hash.update(chunk)
    yield chunk
  }
}

async function* readRows(path: string, signal: AbortSignal | undefined): AsyncGenerator<DumpRow> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    signal?.throwIfAborted()
    if (line !== '') yield JSON.parse(line) as DumpRow
  }
}
