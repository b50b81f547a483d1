import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { loadLedger } from '../../ledger/store/backup-tables.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { clearRecords, isEmptyRecords, loadRecords } from '../../records/dump.ts'
import type { DumpRow } from '../../records/dump.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { refreshDimensions } from '../dimension/refresh-dimensions.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { requireRight } from '../right.ts'
import type { BackupManifest } from './backup-book.ts'

const entryName = /^(?:manifest\.json|ledger-[a-z_]+\.parquet|records-[a-z_]+\.ndjson)$/

/** Unpacks a backup and checks every entry against its manifest; throws before anything is restored when one differs. */
export async function openBackup(file: string, folder: string, signal?: AbortSignal): Promise<BackupManifest> {
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
  if (manifest.watermark === 0) throw new BookError('bad-input', 'Cannot restore: nothing was imported into that book')
  await exclusively(ctx, async () => {
    if ((await watermarkOf(ctx.ledger)) > 0 || !(await isEmptyRecords(ctx.records))) {
      throw new BookError('conflict', 'Cannot restore: the stores hold a book already; restore into empty ones')
    }
    try {
      await restoreRecords(ctx, folder, manifest, signal)
      ctx.progress.report('restoring the ledger', 0, null)
      await ctx.ledger.transaction((tx) => loadLedger(tx, (table) => join(folder, `ledger-${table}.parquet`)))
    } catch (error) {
      // They were empty before.
      if ((await watermarkOf(ctx.ledger).catch(() => 1)) === 0) await clearRecords(ctx.records)
      throw error
    }
    await refreshDimensions(ctx)
    await audit(ctx, 'restore', 'book', { watermark: manifest.watermark, backedUpAt: manifest.at })
  })
  await rm(folder, { recursive: true, force: true })
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

async function readManifest(file: string, folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null)
  const manifest = text === null ? null : (JSON.parse(text) as Partial<BackupManifest>)
  if (manifest?.format !== 'bookvalue-backup')
    throw new BookError('bad-input', `Cannot restore "${file}": it is no backup of a book`)
  if (manifest.formatVersion !== 1) {
    throw new BookError(
      'bad-input',
      `Cannot restore "${file}": it was made by a newer bookvalue (format ${String(manifest.formatVersion)})`,
    )
  }
  return manifest as BackupManifest
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
