import { mkdir, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { watermarkOf } from '../ledger/store/batch.ts'
import { openDuckDb } from '../ledger/store/duckdb.ts'
import { migrateLedger } from '../ledger/store/migrate.ts'
import { openPostgres } from '../ledger/store/postgres.ts'
import { LedgerInUse } from '../ledger/store/session.ts'
import type { Ledger } from '../ledger/store/session.ts'
import { openRecords } from '../records/open-records.ts'
import type { RecordsConfig } from '../records/open-records.ts'
import type { Actor, Ctx, Progress } from './context.ts'
import { BookError } from './error.ts'
import { recover } from './recover.ts'
import type { Recovery } from './recover.ts'

export interface BookConfig {
  readonly dataDirectory: string
  readonly ledger:
    | { readonly kind: 'duckdb'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly records: RecordsConfig
  readonly memoryLimit: string
  readonly threads: number
}

/** An open book: the context its verbs work in. Dispose of it to close both stores. */
export interface Book extends AsyncDisposable {
  readonly ctx: Ctx
  /** What start-up completed or dropped. */
  readonly recovery: Recovery
}

/**
 * Opens both stores, the ledger first: its file lock is the lock of the data directory. Brings them to the present schema and
 * mends what a killed process left. `create` makes the directory when it is missing, otherwise that is an error.
 */
export async function openBook(
  config: BookConfig,
  door: { readonly actor: Actor; readonly now: () => string; readonly progress: Progress; readonly create: boolean },
): Promise<Book> {
  const isNew = await makeDataDirectory(config.dataDirectory, door.create)
  const places = {
    data: config.dataDirectory,
    temporary: join(config.dataDirectory, 'temporary'),
    memoryLimit: config.memoryLimit,
    threads: config.threads,
  }
  const ledger = await openLedger(config, places.temporary)
  try {
    await migrateLedger(ledger)
    const records = await openRecords(config.records)
    const ctx: Ctx = { actor: door.actor, ledger, records, now: door.now, progress: door.progress, places }
    const recovery = await recover(ctx)
    return {
      ctx,
      recovery,
      async [Symbol.asyncDispose]() {
        // A book that nothing came into (a refused first import, Ctrl-C) leaves no trace.
        const isEmpty = isNew && (await watermarkOf(ledger).catch(() => 1)) === 0
        await records[Symbol.asyncDispose]()
        await ledger[Symbol.asyncDispose]()
        if (isEmpty) await rm(places.data, { recursive: true, force: true })
        // Not empty: somebody else works there.
        else await rmdir(places.temporary).catch(() => undefined)
      },
    }
  } catch (error) {
    await ledger[Symbol.asyncDispose]()
    throw error
  }
}

/** Whether the directory had to be made. Throws when there is none and none may be made. */
async function makeDataDirectory(folder: string, create: boolean): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory()) return false
  if (found) throw new BookError('not-found', `Cannot open a book in "${folder}": it is a file`)
  if (!create) {
    throw new BookError('not-found', `Cannot find a book in "${folder}": import files into it first, or pass --data`)
  }
  await mkdir(folder, { recursive: true })
  return true
}

async function openLedger(config: BookConfig, temporary: string): Promise<Ledger> {
  if (config.ledger.kind === 'postgres') return openPostgres(config.ledger.url)
  try {
    return await openDuckDb({
      file: config.ledger.file,
      tempDirectory: temporary,
      memoryLimit: config.memoryLimit,
      threads: config.threads,
    })
  } catch (error) {
    if (error instanceof LedgerInUse) throw new BookError('in-use', error.message)
    throw error
  }
}
