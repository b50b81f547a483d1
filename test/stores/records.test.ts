import pg from 'pg'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kindOf, recordsKindIds } from '../../src/domain/kind.ts'
import { ensureAccountIds } from '../../src/records/account-identity.ts'
import { setStubs } from '../../src/records/account-stub.ts'
import { applyBatch } from '../../src/records/apply-batch.ts'
import { appendAudit, listAudit } from '../../src/records/audit.ts'
import {
  closedScorecards,
  dropUnfinishedClosings,
  findClosing,
  listClosings,
  storeClosing,
} from '../../src/records/closing.ts'
import type { Closing, ClosedScorecard } from '../../src/records/closing.ts'
import { dumpRecords, loadRecords } from '../../src/records/dump.ts'
import type { DumpRow } from '../../src/records/dump.ts'
import { readMigrations } from '../../src/records/migrate.ts'
import { openRecords } from '../../src/records/open-records.ts'
import type { RecordsConfig } from '../../src/records/open-records.ts'
import { listPolicies, savePolicy } from '../../src/records/policy.ts'
import type { Records } from '../../src/records/records.ts'
import { findSetting, listSettings, putSetting } from '../../src/records/setting.ts'
import { stageImportRows } from '../../src/records/stage-import-rows.ts'
import { tableNames, tableOfKind, tables } from '../../src/records/tables.ts'
import { createTestDatabase } from '../postgres.ts'
import { collect, engines, openTestRecords } from './open-test-records.ts'
import type { TestRecords } from './open-test-records.ts'

const closing = (period: string, id: string, reason: string | null = null): Omit<Closing, 'revision'> => ({
  id,
  period,
  policyName: 'default',
  policyVersion: 1,
  watermark: 12,
  asOf: '2025-12-31',
  closedBy: 'ann',
  closedAt: '2026-01-05T10:00:00.000Z',
  reason,
})
const scorecard = (accountId: string, changes: Partial<ClosedScorecard> = {}): ClosedScorecard => ({
  accountId,
  accountSource: 'main',
  accountKey: accountId.toUpperCase(),
  accountName: `Account ${accountId}`,
  owner: 'r1',
  grade: 'A',
  spend: 12_345_678_900n,
  grossProfit: -100n,
  orders: 7,
  score: 81.123457,
  facts: { revenue: '12345.678900', lines: 3, firstInvoice: null },
  ...changes,
})

async function dump(records: Records): Promise<[string, DumpRow[]][]> {
  const dumped: [string, DumpRow[]][] = []
  await dumpRecords(records, async (table, rows) => {
    const all: DumpRow[] = []
    for await (const row of rows) all.push(row)
    dumped.push([table, all])
  })
  return dumped
}

/** Something in every table. */
async function fill(records: Records): Promise<void> {
  const content = (kind: (typeof recordsKindIds)[number]) =>
    Object.fromEntries(kindOf(kind).columns.map(({ name, required }) => [name, required ? `${kind} ä\n"` : null]))
  const rows = recordsKindIds.map((kind) => ({ kind, source: 'main', key: '["1",null]', content: content(kind) }))
  const retired = { kind: 'segments' as const, source: 'main', key: '["2"]', content: null }
  await stageImportRows(records, 'b1', [[...rows, retired]])
  await applyBatch(records, { batch: 'b1', seq: 1 })
  await stageImportRows(records, 'pending', [[retired]])
  await ensureAccountIds(records, [{ source: 'main', key: 'K1' }], () => 'id 1')
  await setStubs(records, 1, [{ source: 'main', key: 'K1' }])
  await storeClosing(records, closing('2025', 'c1'), [[scorecard('a1'), scorecard('a2', { spend: null, score: null })]])
  await records.write(async (trx) => {
    await putSetting(trx, 'base-currency', 'EUR')
    const policy = { name: 'default', effectiveFrom: '2025-01-01', document: { grades: ['A', 'B'] }, author: 'ann' }
    await savePolicy(trx, { ...policy, at: '2025-01-01T00:00:00.000Z', note: null })
    await appendAudit(trx, {
      id: 'e1',
      at: '2025-01-01T00:00:00.000Z',
      actor: 'ann',
      verb: 'v',
      subject: 's',
      detail: null,
    })
    // Whatever table has no row yet gets one that refers to the rows made alike.
    for (const table of tableNames) {
      const some = await trx
        .selectFrom(table as 'setting')
        .selectAll()
        .limit(1)
        .execute()
      if (some.length > 0) continue
      const cells = Object.entries(tables[table].columns).map(([column, holds]) => [column, anyCell[holds]])
      await trx
        .insertInto(table as 'setting')
        .values(Object.fromEntries(cells) as { key: string; value: string })
        .execute()
    }
  })
}

const anyCell = { text: 'x', 'text?': null, integer: 7n, 'integer?': null, 'real?': 0.5, json: '[1]', 'json?': null }

describe.each(engines)('records on %s', (engine) => {
  let store: TestRecords
  beforeAll(async () => {
    store = await openTestRecords(engine)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('writes all of a transaction or nothing', async () => {
    const { records } = store
    await expect(
      records.write(async (trx) => {
        await putSetting(trx, 'a', '1')
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await findSetting(records.view, 'a')).toBeUndefined()
    await records.write(async (trx) => {
      await putSetting(trx, 'a', '1')
      expect(await findSetting(trx, 'a')).toBe('1')
      expect(await findSetting(records.view, 'a')).toBeUndefined()
    })
    await records.write((trx) => putSetting(trx, 'a', '2'))
    expect(await listSettings(records.view)).toEqual(new Map([['a', '2']]))
  })

  it('keeps a snapshot as it was while others write', async () => {
    const { records } = store
    await using snapshot = await records.snapshot()
    expect(await findSetting(snapshot.view, 'b')).toBeUndefined()
    await records.write((trx) => putSetting(trx, 'b', '1'))
    expect(await findSetting(snapshot.view, 'b')).toBeUndefined()
    expect(await findSetting(records.view, 'b')).toBe('1')
  })

  it('serves many readers at once', async () => {
    const { records } = store
    const values = await Promise.all(Array.from({ length: 100 }, () => findSetting(records.view, 'a')))
    expect(values.every((value) => value === '2')).toBe(true)
  })

  it('saves policies as versions', async () => {
    const { records } = store
    const policy = { name: 'key', effectiveFrom: '2025-01-01', author: 'ann', at: '2025-01-01T00:00:00.000Z' }
    const save = (document: string, name = 'key') =>
      records.write((trx) => savePolicy(trx, { ...policy, name, document: { document }, note: 'why' }))
    expect([await save('one'), await save('two'), await save('other', 'Z')]).toEqual([1, 2, 1])
    expect((await listPolicies(records.view)).map(({ name, version, document }) => [name, version, document])).toEqual([
      ['Z', 1, { document: 'other' }],
      ['key', 1, { document: 'one' }],
      ['key', 2, { document: 'two' }],
    ])
    expect((await listPolicies(records.view))[1]).toEqual({
      ...policy,
      version: 1,
      document: { document: 'one' },
      note: 'why',
    })
  })

  it('keeps closings for good, and closes again only with a reason', async () => {
    const { records } = store
    const scorecards = [
      scorecard('a1', { spend: 123_456_789n }),
      scorecard('a2', { spend: null, grade: null, orders: null }),
    ]
    expect(await findClosing(records.view, '2025')).toBeUndefined()
    const first = await storeClosing(records, closing('2025', 'c1'), [scorecards], async (trx, { revision }) =>
      putSetting(trx, 'closed', `${revision}`),
    )
    expect(first).toEqual({ ...closing('2025', 'c1'), revision: 1 })
    expect(await findSetting(records.view, 'closed')).toBe('1')
    const kept = await collect(closedScorecards(records.view, 'c1'))
    expect(kept).toEqual([{ ...scorecards[0], spend: 123_456_800n }, scorecards[1]])
    await expect(storeClosing(records, closing('2025', 'c2', ' '), [])).rejects.toThrow(
      'Cannot close period "2025" again without a reason',
    )
    const again = closing('2025', 'c2', 'late credit notes')
    expect(await storeClosing(records, again, [[scorecard('a1')]])).toEqual({ ...again, revision: 2 })
    expect(await findClosing(records.view, '2025')).toEqual({ ...again, revision: 2 })
    expect(await listClosings(records.view)).toEqual([first, { ...again, revision: 2 }])
    expect(await collect(closedScorecards(records.view, 'c1'))).toEqual(kept)
  })

  it('shows nothing of a closing that was interrupted, and clears it up', async () => {
    const { records } = store
    const interrupted = function* () {
      yield Array.from({ length: 5000 }, (_, index) => scorecard(`x${index}`))
      throw new Error('interrupted')
    }
    await expect(storeClosing(records, closing('2024', 'c3'), interrupted())).rejects.toThrow('interrupted')
    expect(await findClosing(records.view, '2024')).toBeUndefined()
    expect(await collect(closedScorecards(records.view, 'c3'))).toEqual([])
    await dropUnfinishedClosings(records)
    await storeClosing(records, closing('2024', 'c3'), [
      Array.from({ length: 4001 }, (_, index) => scorecard(`x${index}`)),
    ])
    expect(await collect(closedScorecards(records.view, 'c3'))).toHaveLength(4001)
  })

  it('lists the audit newest first', async () => {
    const { records } = store
    const entry = (id: string, at: string) => ({ id, at, actor: 'ann', verb: 'close', subject: '2025', detail: { id } })
    const entries = [
      entry('1', '2026-01-01T00:00:00Z'),
      entry('2', '2026-01-02T00:00:00Z'),
      entry('3', '2026-01-02T00:00:00Z'),
    ]
    await records.write(async (trx) => {
      for (const each of entries) await appendAudit(trx, each)
    })
    expect(await listAudit(records.view)).toEqual(entries.toReversed())
    expect(await listAudit(records.view, { limit: 1, before: entries[2]! })).toEqual([entries[1]])
  })

  // What says which rows of a kind are shown, and no table of its own.
  const ofVersions = /^projection_event\.|_version\.(?:shown_from|hidden_from\?)$/

  it('has the tables that tables.ts says', async () => {
    // What shows the rows of a kind is a view, of which no engine says what may be null: the table behind it does.
    const shown = new Set<string>(Object.values(tableOfKind))
    const columns = await columnsOf(store.config)
    const behind = columns.filter((column) => !shown.has(column.split('.')[0] ?? '') && !ofVersions.test(column))
    const found = behind.map((column) => column.replace('_version.', '.'))
    const nullable = (holds: string) => holds.endsWith('?')
    const expected = Object.entries(tables).flatMap(([table, { columns }]) =>
      Object.entries(columns).map(([column, holds]) => `${table}.${column}${nullable(holds) ? '?' : ''}`),
    )
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  it('has a column for every column of every kind', () => {
    for (const kind of recordsKindIds) {
      const names = ['source', 'row_key', 'batch', ...kindOf(kind).columns.map(({ name }) => name)]
      expect(Object.keys(tables[tableOfKind[kind]].columns)).toEqual(names)
    }
  })

  it('refuses a migration that was changed, and records of a newer program, and leaves them alone', async () => {
    const known = await readMigrations(engine)
    const changed = known.map((migration) =>
      migration.number === 2 ? { ...migration, text: `${migration.text} ` } : migration,
    )
    await expect(openRecords(store.config, changed)).rejects.toThrow('migration "0002_import_log" is not the one')
    await expect(openRecords(store.config, known.slice(0, -1))).rejects.toThrow(
      `Cannot open the records: they were written by a newer bookvalue (migration "${known.at(-1)?.name ?? ''}")`,
    )
    const next = {
      number: 9000,
      name: '9000_fails',
      text: 'create table half_done (a bigint);\nselect nonsense from nowhere;\n',
    }
    await expect(openRecords(store.config, [...known, next])).rejects.toThrow('nowhere')
    await using again = await openRecords(store.config)
    expect(await findSetting(again.view, 'a')).toBe('2')
    expect(await columnsOf(store.config)).not.toContain('half_done.a?')
  })

  it('dumps what another store loads to the same dump', async () => {
    await using source = await openTestRecords(engine)
    await fill(source.records)
    const dumped = await dump(source.records)
    expect(dumped.map(([table]) => table)).toEqual(tableNames)
    expect(dumped.filter(([, rows]) => rows.length === 0)).toEqual([])
    await using target = await openTestRecords(engine)
    for (const [table, rows] of dumped) await loadRecords(target.records, table, rows)
    expect(await dump(target.records)).toEqual(dumped)
    await applyBatch(target.records, { batch: 'pending', seq: 2 })
    await expect(loadRecords(target.records, 'setting', [])).rejects.toThrow('Cannot load table "setting": it has rows')
    await expect(loadRecords(target.records, 'nothing', [])).rejects.toThrow('Cannot load table "nothing"')
  })

  it('refuses rows that are not of the table', async () => {
    await using fresh = await openTestRecords(engine)
    const load = (row: DumpRow) => loadRecords(fresh.records, 'setting', [row])
    await expect(load({ key: 'a', value: 'b', other: 'c' })).rejects.toThrow('column "other" does not fit')
    await expect(load({ key: 'a' })).rejects.toThrow('column "value" does not fit')
  })
})

it('lets two start on a new PostgreSQL database at once', async () => {
  const { url, ...database } = await createTestDatabase()
  const both = await Promise.all([openRecords({ kind: 'postgres', url }), openRecords({ kind: 'postgres', url })])
  expect(await Promise.all(both.map((records) => findSetting(records.view, 'a')))).toEqual([undefined, undefined])
  for (const records of both) await records[Symbol.asyncDispose]()
  await database.drop()
})

it('says which file it cannot open', async () => {
  const open = openRecords({ kind: 'sqlite', file: '/no such folder/records.sqlite' })
  await expect(open).rejects.toThrow('Cannot open the records file "/no such folder/records.sqlite"')
})

it('dumps the same from both engines', async () => {
  await using sqlite = await openTestRecords('sqlite')
  await using postgres = await openTestRecords('postgres')
  await fill(sqlite.records)
  await fill(postgres.records)
  expect(await dump(postgres.records)).toEqual(await dump(sqlite.records))
})

/** Every column of our tables as `table.column`, with `?` when it may be null. */
async function columnsOf(config: RecordsConfig): Promise<string[]> {
  if (config.kind === 'sqlite') {
    using database = new DatabaseSync(config.file, { readOnly: true })
    const columns = database
      .prepare(
        `select t.name || '.' || c.name || iif(c."notnull", '', '?') as found
        from sqlite_schema t, pragma_table_info(t.name) c
        where t.type = 'table' and t.name <> 'records_migration'`,
      )
      .all()
    return columns.map(({ found }) => String(found))
  }
  const client = new pg.Client({ connectionString: config.url })
  await client.connect()
  const { rows } = await client.query<{ found: string }>(
    `select table_name || '.' || column_name || case is_nullable when 'NO' then '' else '?' end as found
    from information_schema.columns where table_schema = 'records' and table_name <> 'records_migration'`,
  )
  await client.end()
  return rows.map(({ found }) => found)
}
