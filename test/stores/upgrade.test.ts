import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { backupBook } from '../../src/app/backup/backup-book.ts'
import { ledgerPaths, openBackup, restoreBook } from '../../src/app/backup/restore-book.ts'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import { loadLedger } from '../../src/ledger/store/backup-tables.ts'
import { migrateLedger, readLedgerMigrations } from '../../src/ledger/store/migrate.ts'
import { listAudit } from '../../src/records/audit.ts'
import { dumpRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import { readMigrations } from '../../src/records/migrate.ts'
import type { Migration } from '../../src/records/migrate.ts'
import { openRecords } from '../../src/records/open-records.ts'
import type { RecordsConfig } from '../../src/records/open-records.ts'
import { listPolicies, savePolicy } from '../../src/records/policy.ts'
import type { Records } from '../../src/records/records.ts'
import type { Tables } from '../../src/records/tables.ts'
import { createTestDatabase } from '../postgres.ts'
import { liveRows, openTestBook } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { LedgerEngine, TestPlace } from './open-test-ledger.ts'
import { openTestRecords } from './open-test-records.ts'

const fixture = join(import.meta.dirname, '..', 'fixtures', 'books', 'foundation-2.tar.gz')
/** The last migration of the records that the version which made the fixture knew. */
const lastKnown = 14
/** A table that a later step makes and no backup knows: one of this name makes the step fail. */
const inTheWay = 'projection_event'

/** Stores as the earlier version left them, filled from the backup it made. */
class EarlierBook implements AsyncDisposable {
  readonly place: TestPlace
  readonly data: string
  readonly records: RecordsConfig
  readonly #drop: () => Promise<void>

  private constructor(place: TestPlace, data: string, records: RecordsConfig, drop: () => Promise<void>) {
    this.place = place
    this.data = data
    this.records = records
    this.#drop = drop
  }

  static async make(engine: LedgerEngine): Promise<EarlierBook> {
    const place = await makeTestPlace(engine)
    const database = engine === 'postgres' ? await createTestDatabase() : null
    const data = join(place.folder, 'data')
    await mkdir(data)
    const records: RecordsConfig = database
      ? { kind: 'postgres', url: database.url }
      : { kind: 'sqlite', file: join(data, 'records.sqlite') }
    const book = new EarlierBook(place, data, records, async () => {
      await database?.drop()
      await place[Symbol.asyncDispose]()
    })
    await book.#fill(engine)
    return book
  }

  /** The ledger lacks its last step too, so that there is something to do in both stores. */
  async #fill(engine: LedgerEngine): Promise<void> {
    execFileSync('tar', ['-xzf', fixture, '-C', this.place.folder, 'backup.tar.gz'])
    const folder = join(this.place.folder, 'unpacked')
    const manifest = await openBackup(join(this.place.folder, 'backup.tar.gz'), folder)
    const ledger = await this.place.open()
    await migrateLedger(ledger, (await readLedgerMigrations(engine)).slice(0, -1))
    await ledger.transaction((tx) => loadLedger(tx, ledgerPaths(folder, manifest)))
    await ledger[Symbol.asyncDispose]()
    await using records = await openRecords(this.records, await this.#knownMigrations())
    for (const { name } of manifest.entries) {
      const table = /^records-(.+)\.ndjson$/.exec(name)?.[1]
      if (table === undefined) continue
      // Not the present way to load, which knows the present tables: statements that fit any.
      for (const row of await rowsIn(join(folder, name))) {
        await records.write((trx) =>
          trx
            .insertInto(table as 'segment')
            .values(row as unknown as Tables['segment'])
            .execute(),
        )
      }
    }
  }

  async #knownMigrations(): Promise<Migration[]> {
    return (await readMigrations(this.records.kind)).filter(({ number }) => number <= lastKnown)
  }

  /** Opens it with the present version. */
  open(): Promise<Book> {
    return openBook(
      {
        dataDirectory: this.data,
        ledger: this.place.config,
        records: this.records,
        memoryLimit: '300MB',
        threads: 1,
      },
      {
        actor: { kind: 'local-operator', name: 'tester' },
        now: () => '2026-11-26T08:00:00.000Z',
        progress: { report: () => {} },
        create: true,
      },
    )
  }

  /** Opens it with the earlier version, which refuses stores that know a later step, and does something in it. */
  async asEarlierVersion<T>(work: (records: Records) => Promise<T>): Promise<T> {
    const ledger = await this.place.open()
    await migrateLedger(ledger, (await readLedgerMigrations(ledger.engine)).slice(0, -1))
    await ledger[Symbol.asyncDispose]()
    await using records = await openRecords(this.records, await this.#knownMigrations())
    return await work(records)
  }

  backups(): Promise<string[]> {
    return readdir(join(this.data, 'backups')).catch(() => [])
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#drop()
  }
}

async function rowsIn(path: string): Promise<DumpRow[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as DumpRow)
}

async function everything(records: Records): Promise<[string, DumpRow[]][]> {
  const found: [string, DumpRow[]][] = []
  await dumpRecords(records, async (table, rows) => {
    const all: DumpRow[] = []
    for await (const row of rows) all.push(row)
    found.push([table, all])
  })
  return found
}

/** A right that the earlier version did not know, and that the upgrade gives to the roles it had written down. */
const givenRight = 'write-review'

/** Takes out what the upgrade itself notes and gives, and the empty cells: columns that the earlier version had not are empty. */
function withoutUpgrade(tables: [string, DumpRow[]][]): [string, DumpRow[]][] {
  return tables
    .map(([table, rows]): [string, DumpRow[]] => [
      table,
      rows.filter((row) => row['verb'] !== 'upgrade' && row['right_name'] !== givenRight).map(withoutEmptyCells),
    ])
    .filter(([, rows]) => rows.length > 0)
}

function withoutEmptyCells(row: DumpRow): DumpRow {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null))
}

const backupName = /^bookvalue-before-\w+-2026-11-26\.tar\.gz$/

describe.each(ledgerEngines)('a book of the version before, opened on %s', (engine) => {
  it('is backed up, brought to this version and holds what it held', async () => {
    await using earlier = await EarlierBook.make(engine)
    const before = await earlier.asEarlierVersion(everything)
    const rows = await (async () => {
      await using book = await earlier.open()
      const { backup, migrations } = book.upgrade ?? {}
      expect(backup).toMatch(backupName)
      expect(await earlier.backups()).toEqual([backup])
      expect(migrations?.length).toBeGreaterThan(1)
      expect((await listAudit(book.ctx.records.view, { verb: 'upgrade' }))[0]).toMatchObject({
        actor: 'tester',
        subject: 'book',
        detail: { backup, migrations },
      })
      const after = await everything(book.ctx.records)
      expect(withoutUpgrade(after)).toEqual(withoutUpgrade(before))
      return await liveRows(book)
    })()
    expect(rows).toHaveLength(34)
    await using again = await earlier.open()
    expect(again.upgrade).toBeNull()
    expect(await liveRows(again)).toEqual(rows)
  })

  it('restores the backup into a book of this version', async () => {
    await using earlier = await EarlierBook.make(engine)
    const rows = await (async () => {
      await using book = await earlier.open()
      return await liveRows(book)
    })()
    const [name] = await earlier.backups()
    await using place = await makeTestPlace('duckdb')
    await using book = await openTestBook(place)
    const folder = join(place.folder, 'unpacked')
    const manifest = await openBackup(join(earlier.data, 'backups', name ?? ''), folder)
    await restoreBook(book.ctx, { folder, manifest })
    expect(await liveRows(book)).toEqual(rows)
  })

  it('stays as it was, in both stores, when a step fails, and is upgraded when nothing is in the way', async () => {
    await using earlier = await EarlierBook.make(engine)
    const before = await earlier.asEarlierVersion(everything)
    await earlier.asEarlierVersion((records) =>
      records.write((trx) => sql`create table ${sql.ref(inTheWay)} (n integer)`.execute(trx)),
    )
    const failed = await earlier.open().then(
      () => '',
      (error: unknown) => String(error),
    )
    expect(failed).toContain('Cannot upgrade the book: ')
    expect(failed).toContain(inTheWay)
    expect(failed).toContain('. It is as it was; a backup of it as it was is "')
    await expect(earlier.open()).rejects.toThrow('Cannot upgrade the book')
    expect(await earlier.backups()).toEqual([expect.stringMatching(backupName)])
    await earlier.asEarlierVersion(async (records) => {
      await records.write((trx) => sql`drop table ${sql.ref(inTheWay)}`.execute(trx))
      expect(await everything(records)).toEqual(before)
    })
    await using book = await earlier.open()
    expect(book.upgrade?.backup).toMatch(backupName)
    expect(withoutUpgrade(await everything(book.ctx.records))).toEqual(withoutUpgrade(before))
  })
})

describe('an upgrade that died between the commits of the two stores', () => {
  it('is completed the same day, and the backup of the book as it was stays', async () => {
    await using earlier = await EarlierBook.make('duckdb')
    await earlier.asEarlierVersion((records) =>
      records.write((trx) => sql`create table ${sql.ref(inTheWay)} (n integer)`.execute(trx)),
    )
    await expect(earlier.open()).rejects.toThrow('Cannot upgrade the book')
    const [name = ''] = await earlier.backups()
    const asItWas = await readFile(join(earlier.data, 'backups', name))
    await earlier.asEarlierVersion((records) =>
      records.write((trx) => sql`drop table ${sql.ref(inTheWay)}`.execute(trx)),
    )
    await (await openRecords(earlier.records))[Symbol.asyncDispose]()
    await using book = await earlier.open()
    expect(book.upgrade?.migrations).toHaveLength(1)
    expect(book.upgrade?.backup).not.toBe(name)
    expect(asItWas.equals(await readFile(join(earlier.data, 'backups', name)))).toBe(true)
  })
})

describe('records of the version before beside a new ledger', () => {
  it('are not upgraded: an address is wrong, and the version before still opens them', async () => {
    await using earlier = await EarlierBook.make('duckdb')
    await rm(join(earlier.place.folder, 'ledger.duckdb'))
    await expect(earlier.open()).rejects.toThrow('the records hold a book and the ledger is empty')
    await rm(join(earlier.place.folder, 'ledger.duckdb'))
    const tables = await earlier.asEarlierVersion(everything)
    expect(tables.find(([table]) => table === 'account')?.[1]).toHaveLength(3)
    expect(await earlier.backups()).toEqual([])
  })
})

describe('a book that needs no upgrade', () => {
  it('is made without a backup', async () => {
    await using place = await makeTestPlace('duckdb')
    await using book = await openTestBook(place)
    expect(book.upgrade).toBeNull()
    expect(await readdir(join(place.folder, 'data'))).not.toContain('backups')
  })
})

describe('a book into which nothing was imported', () => {
  it('comes back from a backup with what people decided in it, and is none where they decided nothing', async () => {
    await using place = await makeTestPlace('duckdb')
    await using book = await openTestBook(place)
    const backup = async (name: string) => {
      const file = join(place.folder, name)
      await backupBook(book.ctx, { file })
      const folder = join(place.folder, `${name}-unpacked`)
      return { folder, manifest: await openBackup(file, folder) }
    }
    const empty = await backup('empty.tar.gz')
    const policy = { name: 'default', effectiveFrom: '2026-01-01', document: { grades: ['A'] }, author: 'tester' }
    await book.ctx.records.write((trx) => savePolicy(trx, { ...policy, at: '2026-01-01T00:00:00.000Z', note: null }))
    const decided = await backup('decided.tar.gz')
    await using otherPlace = await makeTestPlace('duckdb')
    await using other = await openTestBook(otherPlace)
    await expect(restoreBook(other.ctx, empty)).rejects.toThrow('Cannot restore: there was nothing in that book')
    await restoreBook(other.ctx, decided)
    expect((await listPolicies(other.ctx.records.view)).map(({ name, version }) => [name, version])).toEqual([
      ['default', 1],
    ])
  })
})

describe('records of any earlier version', () => {
  it('are copied whole: this version knows every table and column they had', async () => {
    const migrations = await readMigrations('sqlite')
    for (const last of migrations) {
      await using store = await openTestRecords(
        'sqlite',
        migrations.filter(({ number }) => number <= last.number),
      )
      await expect(everything(store.records)).resolves.toBeInstanceOf(Array)
    }
  })
})
