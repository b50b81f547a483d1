import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noAccountId } from '../../src/domain/no-account.ts'
import { accountIds, accountIdsOrNull, accountNumber } from '../../src/ledger/facts/account-number.ts'
import { migrateLedger, readLedgerMigrations } from '../../src/ledger/store/migrate.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, makeTestPlace, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const step = '0010_account_number.sql'

describe.each(ledgerEngines)('numbers of accounts, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
  })
  afterAll(async () => {
    await store[Symbol.asyncDispose]()
  })

  /** The ids of the accounts that keys resolve to, by the key. */
  async function idsByKey(keys: readonly string[]): Promise<Record<string, string>> {
    const wanted = keys.map((_, index) => `CAST($${String(index + 1)} AS VARCHAR)`)
    const answer = await ledger.read(
      `SELECT k.key AS wanted, ${accountNumber} AS account
       FROM (SELECT unnest(ARRAY[${wanted.join(', ')}]) AS key) k LEFT JOIN account_ref r ON r.key = k.key`,
      keys,
    )
    const ids = await accountIds(ledger, answer)
    return Object.fromEntries(answer.texts('wanted').map((key, at) => [key, ids[at] ?? '']))
  }

  async function numbers(): Promise<Record<string, number>> {
    const rows = await ledger.all('SELECT account_id, number FROM account_number')
    return Object.fromEntries(rows.map((row) => [String(row['account_id']), Number(row['number'])]))
  }

  it('stay with an account that is gone for a while, and are never given to another', async () => {
    await setDimensions(ledger, [
      { key: 'a', accountId: 'account a' },
      { key: 'b', accountId: 'account b' },
      { key: 'b2', accountId: 'account b' },
    ])
    const first = await numbers()
    await setDimensions(ledger, [{ key: 'c', accountId: 'account c' }])
    await setDimensions(ledger, [
      { key: 'c', accountId: 'account c' },
      { key: 'b', accountId: 'account a' },
      { key: 'a', accountId: 'account b' },
    ])
    const last = await numbers()
    expect(last).toEqual({ ...first, 'account c': 3 })
    expect(Object.values(first).toSorted((one, other) => one - other)).toEqual([1, 2])
    expect(await idsByKey(['a', 'b', 'c', 'none'])).toEqual({
      a: 'account b',
      b: 'account a',
      c: 'account c',
      none: noAccountId,
    })
  })

  it('give the ids of many accounts, also of those that came later', async () => {
    const some = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({
        key: `k${String(from + at)}`,
        accountId: `many ${String(from + at)}`,
      }))
    await setDimensions(ledger, some(0, 200))
    const all = 'SELECT r.key AS wanted, r.account_number AS account FROM account_ref r'
    const check = async (count: number): Promise<void> => {
      const answer = await ledger.read(all)
      const ids = await accountIds(ledger, answer)
      const found = answer.texts('wanted').map((key, at) => `${key} ${ids[at] ?? ''}`)
      expect(new Set(found)).toEqual(new Set(some(0, count).map(({ key, accountId }) => `${key} ${accountId}`)))
    }
    await check(200)
    await setDimensions(ledger, some(0, 210))
    await check(210)
    await setDimensions(ledger, some(0, 400))
    await check(400)
  })

  it('are none in a row that is of no account, and are missed where the ledger does not know them', async () => {
    expect(await accountIdsOrNull(ledger, await ledger.read('SELECT -1 AS account UNION ALL SELECT -1'))).toEqual([
      null,
      null,
    ])
    await expect(accountIds(ledger, await ledger.read('SELECT 999999 AS account'))).rejects.toThrow(
      'Cannot find account number 999999 in the ledger',
    )
  })

  it('are given by the migration to the accounts that a ledger knows already', async () => {
    await using place = await makeTestPlace(engine)
    const old = await place.open()
    const known = await readLedgerMigrations(engine)
    await migrateLedger(
      old,
      known.filter(({ name }) => name < step),
    )
    await old.run(
      `INSERT INTO account_ref (source, key, valid_from, valid_to, account_id) VALUES
         ('main', 'b', '0001-01-01', '9999-12-31', 'account b'), ('main', 'a', '0001-01-01', '9999-12-31', 'account a'),
         ('shop', 'a', '0001-01-01', '9999-12-31', 'account a')`,
    )
    await migrateLedger(old)
    const answer = await old.read('SELECT r.account_id, r.account_number AS account FROM account_ref r')
    expect(await accountIds(old, answer)).toEqual(answer.texts('account_id'))
    expect(answer.counts('account').toSorted((one, other) => one - other)).toEqual([1, 1, 2])
    await old[Symbol.asyncDispose]()
  })
})
