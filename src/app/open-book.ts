import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
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
  const exists = await stat(config.dataDirectory).then(
    (info) => info.isDirectory(),
    () => false,
  )
  if (!exists && !door.create) {
    throw new BookError(
      'not-found',
      `Cannot find a book in "${config.dataDirectory}": import files into it first, or pass --data`,
    )
  }
  await mkdir(config.dataDirectory, { recursive: true })
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
        await records[Symbol.asyncDispose]()
        await ledger[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await ledger[Symbol.asyncDispose]()
    throw error
  }
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
