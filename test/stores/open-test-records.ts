import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Migration } from '../../src/records/migrate.ts'
import { openRecords } from '../../src/records/open-records.ts'
import type { RecordsConfig } from '../../src/records/open-records.ts'
import type { Engine, Records } from '../../src/records/records.ts'
import { createTestDatabase } from '../postgres.ts'

export const engines = ['sqlite', 'postgres'] as const satisfies readonly Engine[]

export interface TestRecords extends AsyncDisposable {
  readonly config: RecordsConfig
  readonly records: Records
}

/** Empty records on an engine, gone with the test that disposes of them; at an earlier state with only some migrations. */
export async function openTestRecords(engine: Engine, migrations?: readonly Migration[]): Promise<TestRecords> {
  const { config, remove } = await (engine === 'sqlite' ? makeFile() : makeDatabase())
  const records = await openRecords(config, migrations)
  return {
    config,
    records,
    async [Symbol.asyncDispose]() {
      await records[Symbol.asyncDispose]()
      await remove()
    },
  }
}

interface Place {
  readonly config: RecordsConfig
  readonly remove: () => Promise<void>
}

async function makeFile(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-records-'))
  return {
    config: { kind: 'sqlite', file: join(folder, 'records.sqlite') },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function makeDatabase(): Promise<Place> {
  const database = await createTestDatabase()
  return { config: { kind: 'postgres', url: database.url }, remove: () => database.drop() }
}

/** Everything an async list of pages gives. */
export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}
