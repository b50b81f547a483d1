import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costRatesOf, returnsSpans } from '../../src/domain/cost-rate/cost-rates.ts'
import type { BookRate } from '../../src/domain/cost-rate/book-rate.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { returnFacts, returnsByRate } from '../../src/ledger/facts/return-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

/** A return takes half an hour of .80 a minute from March on, and of 1.60 from July on. */
const byTime = costRatesOf([
  pool('2025-01-01', '560000'),
  pool('2025-07-01', '1120000'),
  {
    kind: 'activity',
    subject: 'take_back',
    validFrom: '2025-03-01',
    value: { pool: 'office', minutes: parseMicros('30') },
  },
  returns({ perReturn: null, activity: 'take_back' }),
])
const byAmount = costRatesOf([returns({ perReturn: parseMicros('12.5'), activity: null })])

function pool(validFrom: string, cost: string): BookRate {
  const value = { name: 'Office', cost: parseMicros(cost), minutes: parseMicros('700000') }
  return { kind: 'pool', subject: 'office', validFrom, value }
}

function returns(value: { readonly perReturn: bigint | null; readonly activity: string | null }): BookRate {
  return { kind: 'returns', subject: '', validFrom: '2025-01-01', value }
}

describe.each(ledgerEngines)('handling of returns, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let window = { ...year, watermark: 0 }
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    const watermark = await importSample(ledger, {
      lines: [
        back('C1', '2025-02-01', 'A'),
        back('C2', '2025-04-01', 'A'),
        back('C2', '2025-04-01', 'A'),
        back('C3', '2025-08-01', 'A'),
        back('C4', '2025-04-01', 'B'),
        back('C5', '2025-04-01', 'C'),
        back('C6', '2025-04-01', 'D'),
      ],
      hours: [
        { number: 'H1', activity: 'take_back', account: 'B', date: '2025-04-30', hours: '1' },
        { number: 'H2', account: 'C', date: '2025-04-02', hours: '1' },
        // Of another month, and of another activity.
        { number: 'H3', account: 'D', date: '2025-05-01', hours: '1' },
        { number: 'H4', activity: 'call', account: 'D', date: '2025-04-01', hours: '1' },
      ],
    })
    window = { ...year, watermark }
    await setDimensions(
      ledger,
      ['A', 'B', 'C', 'D'].map((key) => ({ key, accountId: `acc-${key}` })),
    )
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('is charged once for each, and hours that were logged stand in the place of the time it is said to take', async () => {
    const spans = returnsSpans(byTime, year)
    const found = await returnFacts(ledger, window, spans)
    expect(Object.fromEntries(found)).toEqual({
      'acc-A': { returns: 3, cost: parseMicros('72'), unrated: 1 },
      'acc-B': { returns: 1, cost: 0n, unrated: 0 },
      'acc-C': { returns: 1, cost: 0n, unrated: 0 },
      'acc-D': { returns: 1, cost: parseMicros('24'), unrated: 0 },
    })
    const scope = await accountScope(ledger, ['acc-B', 'acc-D'])
    expect(Object.fromEntries(await returnFacts(ledger, window, spans, scope))).toEqual({
      'acc-B': found.get('acc-B'),
      'acc-D': found.get('acc-D'),
    })
  })

  it('comes to the same by the rate of its days', async () => {
    expect(await returnsByRate(ledger, window, returnsSpans(byTime, year))).toEqual([
      { rateFrom: '2025-03-01', charged: 2, cost: parseMicros('48') },
      { rateFrom: '2025-07-01', charged: 1, cost: parseMicros('48') },
    ])
  })

  it('of an amount for each is no time that hours could stand for', async () => {
    const found = await returnFacts(ledger, window, returnsSpans(byAmount, year))
    expect(found.get('acc-B')).toEqual({ returns: 1, cost: parseMicros('12.5'), unrated: 0 })
  })
})

function back(invoice: string, date: string, account: string) {
  return { invoice, date, account, product: 'P', quantity: '-1', net: '-10' }
}
