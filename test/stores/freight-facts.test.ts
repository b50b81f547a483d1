import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatMicros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { freightFacts } from '../../src/ledger/facts/freight-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const money = (found: ReadonlyMap<string, bigint>) =>
  Object.fromEntries([...found].map(([id, amount]) => [id, formatMicros(amount)]))

describe.each(ledgerEngines)('freight that was carried to several accounts for one invoice, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let watermark = 0
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    watermark = await importSample(ledger, {
      lines: [{ invoice: 'I1', date: '2025-06-01', account: 'A', kind: 'freight', net: '20' }],
      freight: [
        { number: 'F1', invoice: 'I1', account: 'A', date: '2025-06-02', amount: '15' },
        { number: 'F2', invoice: 'I1', account: 'B', date: '2025-06-03', amount: '15' },
        { number: 'F3', invoice: 'I1', account: 'C', date: '2025-07-01', amount: '9' },
        // The carrier gave a part of it back.
        { number: 'F4', invoice: 'I1', account: 'C', date: '2025-07-02', amount: '-4' },
      ],
    })
    await setDimensions(
      ledger,
      ['A', 'B', 'C'].map((key) => ({ key, accountId: `acc-${key}` })),
    )
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('is paid for by what the invoice charges once, bill after bill', async () => {
    // Of the 20 the first bill takes 15 and the second 5.
    const year = { from: '2025-01-01', to: '2025-12-31', watermark }
    expect(money(await freightFacts(ledger, year))).toEqual({ 'acc-B': '10.00', 'acc-C': '5.00' })
    expect(money(await freightFacts(ledger, { ...year, to: '2025-06-30' }))).toEqual({ 'acc-B': '10.00' })
    expect(money(await freightFacts(ledger, { ...year, from: '2025-07-01' }))).toEqual({ 'acc-C': '5.00' })
    const scope = await accountScope(ledger, ['acc-B'])
    expect(money(await freightFacts(ledger, year, scope))).toEqual({ 'acc-B': '10.00' })
  })
})
