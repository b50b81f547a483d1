import { describe, expect, it } from 'vitest'
import { migrateLedger, readLedgerMigrations } from '../../src/ledger/store/migrate.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'

describe.each(ledgerEngines)('migrating the ledger on %s', (engine) => {
  it('brings an empty ledger to the present schema, and does nothing the second time', async () => {
    await using place = await makeTestPlace(engine)
    const ledger = await place.open()
    await migrateLedger(ledger)
    await migrateLedger(ledger)
    const names = (await readLedgerMigrations(engine)).map(({ name }) => name)
    const landed = await ledger.all('SELECT name FROM ledger_migration ORDER BY name COLLATE "C"')
    expect(landed.map((row) => row['name'])).toEqual(names)
    await ledger[Symbol.asyncDispose]()
  })

  it('refuses a ledger whose migration was changed after it landed', async () => {
    await using place = await makeTestPlace(engine)
    const ledger = await place.open()
    const [first, ...rest] = await readLedgerMigrations(engine)
    if (!first) throw new Error('no migration')
    await migrateLedger(ledger, [first])
    const changed = { ...first, sql: `${first.sql}-- more` }
    await expect(migrateLedger(ledger, [changed, ...rest])).rejects.toThrow(
      'Cannot open the ledger: migration "0001_ledger.sql" was changed after it landed',
    )
    await ledger[Symbol.asyncDispose]()
  })

  it('refuses a ledger made by a newer program, and leaves it as it is', async () => {
    await using place = await makeTestPlace(engine)
    const ledger = await place.open()
    const known = await readLedgerMigrations(engine)
    await migrateLedger(ledger, [...known, { name: '9999_later.sql', sql: 'CREATE TABLE later (id BIGINT);' }])
    await expect(migrateLedger(ledger)).rejects.toThrow(
      'Cannot open the ledger: it was made by a newer bookvalue (migration "9999_later.sql")',
    )
    await ledger[Symbol.asyncDispose]()
  })

  it('lands a broken migration not at all', async () => {
    await using place = await makeTestPlace(engine)
    const ledger = await place.open()
    const known = await readLedgerMigrations(engine)
    const broken = { name: '9999_broken.sql', sql: 'CREATE TABLE half (id BIGINT); SELECT * FROM no_such_table;' }
    await expect(migrateLedger(ledger, [...known, broken])).rejects.toThrow(/no_such_table/)
    await migrateLedger(ledger)
    await expect(ledger.all('SELECT * FROM half')).rejects.toThrow(/half/)
    await ledger[Symbol.asyncDispose]()
  })
})

describe('migrating the ledger on PostgreSQL', () => {
  it('lets programs that start together wait for each other', async () => {
    await using place = await makeTestPlace('postgres')
    const ledgers = await Promise.all(Array.from({ length: 5 }, () => place.open()))
    await expect(Promise.all(ledgers.map((ledger) => migrateLedger(ledger)))).resolves.toHaveLength(5)
    for (const ledger of ledgers) await ledger[Symbol.asyncDispose]()
  })
})
