import { join } from 'node:path'
import {
  migrateLedger,
  migrateLedgerWithin,
  pendingLedgerMigrations,
  UnknownLedger,
} from '../../ledger/store/migrate.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { LedgerInUse } from '../../ledger/store/session.ts'
import { isEmptyRecords } from '../../records/dump.ts'
import { UnknownRecords } from '../../records/migrate.ts'
import { findRecords, openRecords } from '../../records/open-records.ts'
import type { RecordsConfig } from '../../records/open-records.ts'
import type { Records } from '../../records/records.ts'
import { writeBackup } from '../backup/backup-book.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { giveIds } from '../tie-stores.ts'

/** A book that was brought from an earlier version to this one. */
export interface Upgrade {
  /** The copy of the book as it was, a file in its folder of backups; null when there was nothing in it to keep. */
  readonly backup: string | null
  /** The schema steps that were taken, in order. */
  readonly migrations: readonly string[]
}

/** The ledger, where the records are, and what a backup is made with. */
interface Stores extends Pick<Ctx, 'ledger' | 'places' | 'progress' | 'now'> {
  readonly records: RecordsConfig
}

interface UpToDate {
  readonly records: Records
  /** Null when the book was up to date, or is new. */
  readonly upgrade: Upgrade | null
}

/**
 * Opens the records and brings both stores to the present schema. A book of an earlier version is backed up first; when a step
 * fails, both stores stay as they were and the error says where the backup is.
 */
export async function openUpToDate(stores: Stores): Promise<UpToDate> {
  await using open = new AsyncDisposableStack()
  const { pending, found } = await look(stores)
  if (found) open.use(found.records)
  if (pending === null) await migrateLedger(stores.ledger)
  const records = found?.records ?? open.use(await openRecords(stores.records))
  const steps = (pending?.length ?? 0) + (found?.pending.length ?? 0)
  if (steps === 0) {
    open.move()
    return { records, upgrade: null }
  }
  await open.disposeAsync()
  try {
    return await stores.ledger.exclusive(() => upgrade(stores))
  } catch (error) {
    if (error instanceof LedgerInUse) throw new BookError('in-use', error.message)
    throw error
  }
}

/** What is to be done in the ledger, and the records as they are; null for a store that has not been made. */
async function look(stores: Stores) {
  try {
    return { pending: await pendingLedgerMigrations(stores.ledger), found: await findRecords(stores.records) }
  } catch (error) {
    const isUnknown = error instanceof UnknownLedger || error instanceof UnknownRecords
    throw isUnknown ? new BookError('conflict', error.message) : error
  }
}

async function upgrade(stores: Stores): Promise<UpToDate> {
  const done = await backUp(stores)
  const records = await migrateBoth(stores, done.backup)
  return { records, upgrade: done.migrations.length === 0 ? null : done }
}

/**
 * Copies the book as it is and says what is to be done with it. Looks again: another server may have done it meanwhile. Throws where
 * the stores are of two books, or one of them is new: a wrong address must not change the other.
 */
async function backUp(stores: Stores): Promise<Upgrade> {
  const { pending, found } = await look(stores)
  if (found === null || pending === null) throw new Error('Cannot upgrade a book that is not there')
  await using records = found.records
  await giveIds({ ledger: stores.ledger, records })
  const migrations = [
    ...pending.map(({ name }) => name.replace(/(?:\.postgres)?\.sql$/, '')),
    ...found.pending.map(({ name }) => name),
  ]
  // Those of the records land first: when a crash lets only them land, the name is another one and the copy made before stays.
  const first = found.pending[0]?.name ?? migrations[0]
  const holdsNothing = (await watermarkOf(stores.ledger)) === 0 && (await isEmptyRecords(records, ['book']))
  if (first === undefined || holdsNothing) return { backup: null, migrations }
  // One a day at most: a server that is started again and again fails each time with the same book.
  const name = `bookvalue-before-${first}-${stores.now().slice(0, 10)}.tar.gz`
  try {
    await writeBackup({ ...stores, records }, join(stores.places.data, 'backups', name))
  } catch (error) {
    throw new BookError(
      'conflict',
      `Cannot upgrade the book: it cannot be backed up first (${messageOf(error)}); nothing was changed`,
    )
  }
  return { backup: name, migrations }
}

/**
 * The ledger's steps are committed when those of the records are, so that a step that fails in either leaves both as they were.
 * Between the two commits a crash leaves records ahead of the ledger, which the next start of this version brings after them.
 */
async function migrateBoth({ ledger, records: config, places }: Stores, backup: string | null): Promise<Records> {
  const opened: Records[] = []
  try {
    return await ledger.transaction(async (tx) => {
      await migrateLedgerWithin(tx, ledger.engine)
      const records = await openRecords(config)
      opened.push(records)
      return records
    })
  } catch (error) {
    for (const records of opened) await records[Symbol.asyncDispose]()
    const state = opened.length === 0 ? 'It is as it was' : 'Its records are upgraded, its ledger is not: start again'
    const kept = backup === null ? '' : `; a backup of it as it was is "${join(places.data, 'backups', backup)}"`
    throw new BookError('conflict', `Cannot upgrade the book: ${messageOf(error)}. ${state}${kept}`)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
