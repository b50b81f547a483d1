import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { watermarkOf } from '../ledger/store/batch.ts'
import { openDuckDb } from '../ledger/store/duckdb.ts'
import { openPostgres } from '../ledger/store/postgres.ts'
import { LedgerInUse } from '../ledger/store/session.ts'
import type { Ledger } from '../ledger/store/session.ts'
import { isEmptyRecords } from '../records/dump.ts'
import type { RecordsConfig } from '../records/open-records.ts'
import { audit } from './audit.ts'
import type { Actor, Ctx, Progress } from './context.ts'
import { BookError } from './error.ts'
import { recover } from './recover.ts'
import type { Recovery } from './recover.ts'
import { tieStores } from './tie-stores.ts'
import { openUpToDate } from './upgrade/open-up-to-date.ts'
import type { Upgrade } from './upgrade/open-up-to-date.ts'

export interface BookConfig {
  readonly dataDirectory: string
  readonly ledger:
    | { readonly kind: 'duckdb'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string }
  readonly records: RecordsConfig
  readonly memoryLimit: string
  readonly threads: number
  /** The folder to watch for files; left out where the environment names none. */
  readonly inbox?: string | null
}

/** An open book: the context its verbs work in. Dispose of it to close both stores. */
export interface Book extends AsyncDisposable {
  readonly ctx: Ctx
  /** What start-up completed or dropped. */
  readonly recovery: Recovery
  /** What was done to bring it to this version; null when it was made by it, or brought to it before. */
  readonly upgrade: Upgrade | null
}

interface Door {
  readonly actor: Actor
  readonly now: () => string
  readonly progress: Progress
  readonly create: boolean
}

/**
 * Opens both stores, the ledger first: its file lock is the lock of the data directory. Brings them to the present schema and
 * mends what a killed process left. `create` makes the book when the directory is missing or empty, otherwise that is an error.
 */
export async function openBook(config: BookConfig, door: Door): Promise<Book> {
  const made = await makeDataDirectory(config, door.create)
  const places = {
    data: config.dataDirectory,
    temporary: join(config.dataDirectory, 'temporary'),
    inbox: config.inbox ?? null,
    memoryLimit: config.memoryLimit,
    threads: config.threads,
  }
  await using opened = new AsyncDisposableStack()
  // A book that nothing came into (a refused first import, no server at the address) leaves no trace.
  let isEmpty = true
  opened.defer(async () => {
    if (made.isNew && isEmpty) await removeEmptyBook(config.dataDirectory, made.folder)
    // Not empty: somebody else works there.
    else await rmdir(places.temporary).catch(() => undefined)
  })
  const ledger = opened.use(
    await openLedger(config, places.temporary).catch((error: unknown) => {
      if (error instanceof BookError && error.code === 'in-use') isEmpty = false
      throw error
    }),
  )
  const { progress, now } = door
  const upToDate = await openUpToDate({ ledger, records: config.records, places, progress, now })
  const { upgrade } = upToDate
  const records = opened.use(upToDate.records)
  await tieStores({ ledger, records })
  opened.defer(async () => {
    isEmpty = made.isNew && (await holdsNothing({ ledger, records }).catch(() => false))
  })
  const ctx: Ctx = { actor: door.actor, ledger, records, now, progress, places }
  const recovery = await recover(ctx)
  if (upgrade) await audit(ctx, 'upgrade', 'book', { ...upgrade })
  const open = opened.move()
  return { ctx, recovery, upgrade, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

/** Whether a data directory holds a book, or may: where both stores are on a server the folder cannot tell. */
export function mayHoldBook({ dataDirectory, ledger, records }: BookConfig): boolean {
  if (!existsSync(dataDirectory)) return false
  const files = [ledger, records].flatMap((store) => ('file' in store ? [store.file] : []))
  return files.length === 0 || files.some((file) => existsSync(file))
}

interface MadeDirectory {
  /** Whether there was nothing in it before, so that all in it is ours. */
  readonly isNew: boolean
  /** The outermost folder that had to be made; null when the directory was there. */
  readonly folder: string | null
}

/** Makes the directory when it is missing. Throws when it holds no book and none may be made there. */
async function makeDataDirectory(config: BookConfig, create: boolean): Promise<MadeDirectory> {
  const folder = config.dataDirectory
  const found = await stat(folder).catch(() => null)
  if (found && !found.isDirectory()) throw new BookError('not-found', `Cannot open a book in "${folder}": it is a file`)
  if (mayHoldBook(config)) return { isNew: false, folder: null }
  if (!create) {
    throw new BookError('not-found', `Cannot find a book in "${folder}": import files into it first, or pass --data`)
  }
  if (!found) {
    const made = await mkdir(folder, { recursive: true })
    return { isNew: made !== undefined, folder: made ?? null }
  }
  if ((await readdir(folder)).length > 0) {
    throw new BookError('conflict', `Cannot make a book in "${folder}": the folder holds other files`)
  }
  return { isNew: true, folder: null }
}

/** What the program itself keeps in a data directory, backups left out: they are made to outlive a book. */
const ownNames = /^(?:ledger\.duckdb.*|records\.sqlite.*|temporary|rejected|uploads)$/

/** Whether nothing was imported and nobody has done anything in it, such as letting people in. */
async function holdsNothing({ ledger, records }: Pick<Ctx, 'ledger' | 'records'>): Promise<boolean> {
  return (await watermarkOf(ledger)) === 0 && isEmptyRecords(records, ['book'])
}

/** Takes out what opening made, and the folders made for it unless somebody has put something there. */
async function removeEmptyBook(data: string, made: string | null): Promise<void> {
  for (const name of await readdir(data)) {
    if (ownNames.test(name)) await rm(join(data, name), { recursive: true, force: true })
  }
  if (made === null) return
  for (let folder = data; folder.length >= made.length; folder = dirname(folder)) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    )
    if (!isGone) return
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
