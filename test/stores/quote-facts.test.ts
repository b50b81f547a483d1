import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countQuotes } from '../../src/domain/drain/price-signals.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { latestQuotes, quoteGroups } from '../../src/ledger/facts/quote-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { SampleRow } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const quote = (number: string, account: string, date: string, more: SampleRow = {}): SampleRow => ({
  number,
  account,
  date,
  currency: 'EUR',
  state: 'open',
  ...more,
})

describe.each(ledgerEngines)('the quotes of accounts, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let first = 0
  let watermark = 0
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    first = await importSample(ledger, {
      quotes: [
        quote('Q1', 'A', '2025-01-01', { state: 'won', amount: '80', first_amount: '90', reason: 'price' }),
        quote('Q2', 'A', '2025-06-30', { state: 'won', amount: '80', first_amount: '80', reason: 'price' }),
        quote('Q3', 'A-OLD', '2025-02-01', { state: 'lost', amount: '5.5', competitor: 'Rival', currency: 'GBP' }),
        quote('Q4', 'A', '2025-10-31'),
        quote('Q5', 'A', '2025-11-01', { line: '2', amount: '7' }),
        quote('Q5', 'A', '2025-11-01', { line: '10' }),
        quote('Q6', 'A', '2024-12-31', { state: 'won', amount: '1' }),
        quote('Q7', 'B', '2025-12-31', { state: 'won', amount: '1', first_amount: '2' }),
        quote('Q8', 'nobody knows', '2025-03-01'),
      ],
    })
    watermark = await importSample(ledger, { quotes: [quote('Q9', 'B', '2025-05-01', { state: 'lost' })] })
    await setDimensions(ledger, [
      { key: 'A', accountId: 'a' },
      { key: 'A-OLD', accountId: 'a', to: '2025-03-01' },
      { key: 'B', accountId: 'b' },
    ])
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const asked = (at: number) => ({
    window: { from: '2025-01-01', to: '2025-12-31', watermark: at },
    staleUpTo: '2025-10-31',
  })
  const counted = async (at: number) =>
    Object.fromEntries([...(await quoteGroups(ledger, asked(at)))].map(([id, groups]) => [id, countQuotes(groups)]))

  it('are counted in the window by what became of them, under every key of the account, as the ledger was', async () => {
    const a = { won: 2, lost: 1, stale: 1, waiting: 2, wonKnown: 2, wonByPrice: 2, conceded: 1 }
    const b = { won: 1, lost: 0, stale: 0, waiting: 0, wonKnown: 1, wonByPrice: 1, conceded: 1 }
    expect(await counted(first)).toEqual({ a, b })
    expect(await counted(watermark)).toEqual({ a, b: { ...b, lost: 1 } })
  })

  it('are the same of one account alone', async () => {
    const all = await quoteGroups(ledger, asked(watermark))
    for (const id of ['a', 'b']) {
      const alone = await quoteGroups(ledger, asked(watermark), await accountScope(ledger, [id]))
      expect([...alone.keys()]).toEqual([id])
      expect(countQuotes(alone.get(id) ?? [])).toEqual(countQuotes(all.get(id) ?? []))
    }
    expect(await quoteGroups(ledger, asked(watermark), await accountScope(ledger, ['c']))).toEqual(new Map())
  })

  it('are listed with the latest first and the lines of one in the order of their names, so many at most', async () => {
    const scope = await accountScope(ledger, ['a'])
    const listed = await latestQuotes(ledger, asked(watermark), { scope, limit: 5 })
    expect(
      listed.map(({ number, line, state, isStale, amount, firstAmount, competitor, currency }) => [
        `${number}${line === null ? '' : `/${line}`} ${isStale ? 'stale' : state}`,
        amount === null ? null : formatMicros(amount),
        firstAmount === null ? null : formatMicros(firstAmount),
        competitor,
        currency,
      ]),
    ).toEqual([
      ['Q5/10 open', null, null, null, 'EUR'],
      ['Q5/2 open', '7.00', null, null, 'EUR'],
      ['Q4 stale', null, null, null, 'EUR'],
      ['Q2 won', '80.00', '80.00', null, 'EUR'],
      ['Q3 lost', '5.50', null, 'Rival', 'GBP'],
    ])
    const nobody = await accountScope(ledger, ['c'])
    expect(await latestQuotes(ledger, asked(watermark), { scope: nobody, limit: 5 })).toEqual([])
  })
})
