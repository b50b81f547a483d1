import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { unloadLedger } from '../../ledger/store/backup-tables.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { dumpRecords } from '../../records/dump.ts'
import { audit } from '../audit.ts'
import { syncFolder } from '../beside.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { requireRight } from '../right.ts'

/** What `manifest.json`, the first entry of a backup, says. */
export interface BackupManifest {
  readonly format: 'bookvalue-backup'
  readonly formatVersion: 1
  readonly at: string
  readonly watermark: number
  /** Every other entry with its size and SHA-256. */
  readonly entries: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}

/**
 * Writes one consistent copy of both stores, history included, into one file (a gzip tar of Parquet and NDJSON that any
 * engine can be restored from). Nothing imports meanwhile. The file appears whole or not at all.
 */
export async function backupBook(
  ctx: Ctx,
  input: { readonly file: string },
  signal?: AbortSignal,
): Promise<BackupManifest> {
  requireRight(ctx, 'backup')
  if (
    await stat(input.file).then(
      () => true,
      () => false,
    )
  ) {
    throw new BookError('conflict', `Cannot back up to "${input.file}": it exists already`)
  }
  return exclusively(ctx, async () => {
    const manifest = await writeBackup(ctx, input.file, signal)
    await audit(ctx, 'backup', input.file, { watermark: manifest.watermark })
    return manifest
  })
}

/** What is copied, and what the copy is made with. */
type Copied = Pick<Ctx, 'ledger' | 'records' | 'places' | 'progress' | 'now'>

/** Writes the copy, in the place of a file of that name; only for whoever holds the ledger exclusively. */
export async function writeBackup(ctx: Copied, file: string, signal?: AbortSignal): Promise<BackupManifest> {
  await mkdir(ctx.places.temporary, { recursive: true })
  const folder = await mkdtemp(join(ctx.places.temporary, 'backup-'))
  const part = join(dirname(file), `.${basename(file)}.part`)
  try {
    const names = await copyStores(ctx, folder, signal)
    const entries = await Promise.all(names.map((name) => describe(folder, name)))
    const manifest: BackupManifest = {
      format: 'bookvalue-backup',
      formatVersion: 1,
      at: ctx.now(),
      watermark: await watermarkOf(ctx.ledger),
      entries,
    }
    await mkdir(dirname(file), { recursive: true })
    await writeTar(part, folder, manifest, signal)
    signal?.throwIfAborted()
    await rename(part, file)
    await syncFolder(dirname(file))
    return manifest
  } finally {
    await rm(part, { force: true })
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyStores(ctx: Copied, folder: string, signal: AbortSignal | undefined): Promise<string[]> {
  ctx.progress.report('copying the ledger', 0, null)
  const nameOf = (table: string): string => `ledger-${table}.parquet`
  const unloaded = await ctx.ledger.transaction((tx) => unloadLedger(tx, (table) => join(folder, nameOf(table))))
  const names = unloaded.map(nameOf)
  ctx.progress.report('copying the records', 0, null)
  await dumpRecords(ctx.records, async (table, rows) => {
    const name = `records-${table}.ndjson`
    signal?.throwIfAborted()
    await pipeline(toNdjson(rows), createWriteStream(join(folder, name)), { signal })
    names.push(name)
  })
  return names
}

async function* toNdjson(rows: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

async function describe(folder: string, name: string): Promise<BackupManifest['entries'][number]> {
  const hash = createHash('sha256')
  const path = join(folder, name)
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

async function writeTar(
  path: string,
  folder: string,
  manifest: BackupManifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const tar = pack()
  const written = pipeline(tar, createGzip({ level: 1 }), createWriteStream(path), { signal })
  // It is awaited below; until then its failure (no space, Ctrl-C) must not end the process.
  written.catch(() => undefined)
  // An interruption ends every entry too, and one that nobody listens to any longer would end the process.
  tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest, null, 2)).on('error', () => undefined)
  for (const { name, bytes } of manifest.entries) {
    const entry = tar.entry({ name, size: bytes })
    entry.on('error', () => undefined)
    await Promise.race([pipeline(createReadStream(join(folder, name)), entry), written])
  }
  tar.finalize()
  await written
  // The name must not appear before the bytes are on disk.
  const handle = await open(path, 'r+')
  await handle.sync()
  await handle.close()
}
