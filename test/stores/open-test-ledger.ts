import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckDb } from '../../src/ledger/store/duckdb.ts'
import { migrateLedger } from '../../src/ledger/store/migrate.ts'
import { openPostgres } from '../../src/ledger/store/postgres.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { createTestDatabase } from '../postgres.ts'

export const ledgerEngines = ['duckdb', 'postgres'] as const
export type LedgerEngine = (typeof ledgerEngines)[number]

/** An empty place for a ledger, gone with the test that disposes of it. */
export interface TestPlace extends AsyncDisposable {
  /** A folder for files the test makes. */
  readonly folder: string
  /** Opens the ledger there; a second time only after the first was disposed of, or on PostgreSQL. */
  open(): Promise<Ledger>
  /** The configuration a book is opened with. */
  readonly config: { kind: 'duckdb'; file: string } | { kind: 'postgres'; url: string }
}

export async function makeTestPlace(engine: LedgerEngine): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-ledger-'))
  const database = engine === 'postgres' ? await createTestDatabase() : null
  const file = join(folder, 'ledger.duckdb')
  return {
    folder,
    config: database ? { kind: 'postgres', url: database.url } : { kind: 'duckdb', file },
    open: () =>
      database
        ? openPostgres(database.url)
        : openDuckDb({ file, tempDirectory: join(folder, 'spill'), memoryLimit: '300MB', threads: 1 }),
    async [Symbol.asyncDispose]() {
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface TestLedger extends AsyncDisposable {
  readonly ledger: Ledger
  readonly place: TestPlace
}

/** A ledger at the present schema and nothing in it, gone with the test that disposes of it. */
export async function openTestLedger(engine: LedgerEngine): Promise<TestLedger> {
  const place = await makeTestPlace(engine)
  const ledger = await place.open()
  await migrateLedger(ledger)
  return {
    ledger,
    place,
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    },
  }
}
