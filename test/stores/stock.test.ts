import { describe, expect, it } from 'vitest'
import { stockAt } from '../../src/app/stock/measure-stock.ts'
import type { CarryingRate } from '../../src/domain/cost-rate/book-rate.ts'
import { costRatesOf } from '../../src/domain/cost-rate/cost-rates.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { commitmentFacts } from '../../src/ledger/facts/commitment-facts.ts'
import { listCommitments } from '../../src/ledger/facts/commitment-list.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { Sample } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'

const window = { from: '2025-01-01', to: '2025-12-31' }
const carrying = (rate: string): CarryingRate => ({
  capital: parseMicros(rate),
  storage: 0n,
  insurance: 0n,
  obsolescence: 0n,
  damage: 0n,
})
const ratesFrom = (...set: readonly (readonly [from: string, rate: string])[]) =>
  costRatesOf(set.map(([validFrom, rate]) => ({ kind: 'carrying', subject: '', validFrom, value: carrying(rate) })))
const wholeYear = ratesFrom(['2025-01-01', '0.365'])

/** The average stock and the cost of carrying it by rule, of each account and of what no rule gives to any. */
async function stockOf(ledger: Ledger, sample: Sample, rates = wholeYear) {
  await setDimensions(ledger, [
    { key: 'A', accountId: 'a' },
    { key: 'B', accountId: 'b' },
  ])
  const watermark = await importSample(ledger, {
    costs: [{ product: 'P', valid_from: '2000-01-01', cost: '10' }],
    ...sample,
  })
  const found = await stockAt(ledger, { ...window, watermark }, ['goods'], rates)
  const text = ({ stock, cost }: { readonly stock: bigint; readonly cost: bigint }) =>
    `${formatMicros(stock)} ${formatMicros(cost)}`
  const accounts = [...found.byAccount].map(([id, { byRule, uncosted, unrated }]) => [
    id,
    {
      dedicated: text(byRule.dedicated),
      untaken: text(byRule.untaken),
      shared: text(byRule.shared),
      uncosted,
      unrated,
    },
  ])
  return { found, watermark, accounts: Object.fromEntries(accounts) as object, rest: text(found.notAttributed) }
}

const nothing = { dedicated: '0.00 0.00', untaken: '0.00 0.00', shared: '0.00 0.00', uncosted: 0, unrated: 0 }

describe.each(ledgerEngines)('Stock, on %s', (engine) => {
  it('that was counted holds until the next count of its warehouse, where what is missing is gone', async () => {
    await using store = await openTestLedger(engine)
    // 73 nights of 365 are a fifth of the year: 1 000 for a fifth, then 500; another warehouse is not counted the second time.
    const { accounts, rest, found } = await stockOf(store.ledger, {
      stock: [
        { date: '2024-12-31', product: 'P', account: 'A', quantity: '50' },
        { date: '2024-12-31', product: 'P', account: 'B', quantity: '20' },
        { date: '2025-03-14', product: 'P', account: 'A', quantity: '25' },
        { date: '2024-12-31', product: 'P', warehouse: 'W2', quantity: '10' },
        { date: '2026-01-31', product: 'P', account: 'A', quantity: '9999' },
      ],
    })
    expect(accounts).toEqual({
      a: { ...nothing, dedicated: '300.00 109.50' },
      b: { ...nothing, dedicated: '40.00 14.60' },
    })
    expect(rest).toBe('100.00 36.50')
    expect(found.counted.get('main')).toEqual({ first: '2024-12-31', last: '2025-03-14' })
  })

  it('that was first counted late is taken for that of the days before, and one that was never counted for unknown', async () => {
    await using store = await openTestLedger(engine)
    const { accounts } = await stockOf(store.ledger, {
      stock: [{ date: '2025-12-31', product: 'P', account: 'A', quantity: '5' }],
    })
    expect(accounts).toEqual({ a: { ...nothing, dedicated: '50.00 18.25' } })
    await using other = await openTestLedger(engine)
    const { found, rest } = await stockOf(other.ledger, {
      stock: [{ date: '2026-01-01', product: 'P', account: 'A', quantity: '5' }],
    })
    expect([found.counted.size, found.byAccount.size, rest]).toEqual([0, 0, '0.00 0.00'])
  })

  it('without a known cost, and nights without a rate, are counted and left out', async () => {
    await using store = await openTestLedger(engine)
    const { accounts, rest, found } = await stockOf(
      store.ledger,
      {
        stock: [
          { date: '2024-12-31', product: 'P', account: 'A', quantity: '50' },
          { date: '2024-12-31', product: 'X', account: 'A', quantity: '50' },
          { date: '2024-12-31', product: 'X', quantity: '50' },
          { date: '2024-12-31', product: 'X', account: 'B', quantity: '0' },
          { date: '2024-12-31', product: 'Y', account: 'nobody', quantity: '2', unit_cost: '5' },
        ],
        commitments: [{ number: '1', account: 'B', product: 'X', due: '2025-06-30', quantity: '1' }],
      },
      // 73 nights of the year have no rate, and the others two.
      ratesFrom(['2025-03-15', '0.365'], ['2025-10-20', '0.73']),
    )
    expect(accounts).toEqual({
      a: { ...nothing, dedicated: '500.00 182.50', uncosted: 1, unrated: 1 },
      b: { ...nothing, uncosted: 1 },
      [noAccountId]: { ...nothing, dedicated: '10.00 3.65', unrated: 1 },
    })
    expect([rest, found.sharedWithoutCost.length, found.unrated]).toEqual(['0.00 0.00', 1, 0])
  })

  it('that all share stands with who took more of it than it brought back', async () => {
    await using store = await openTestLedger(engine)
    const line = { date: '2025-05-05', product: 'P', net: '1' }
    const { accounts, rest } = await stockOf(store.ledger, {
      stock: [{ date: '2024-12-31', product: 'P', quantity: '1000', cover_days: '73' }],
      lines: [
        { ...line, invoice: '1', account: 'A', quantity: '100' },
        { ...line, invoice: '2', account: 'B', quantity: '10' },
        { ...line, invoice: '3', account: 'B', quantity: '30', net: '-1' },
        { ...line, invoice: '4', quantity: '40' },
        { ...line, invoice: '5', account: 'A', quantity: '100', date: '2026-01-01' },
      ],
    })
    // A fifth of 1 000 and of 400 at cost; what B brought back takes nothing from the others.
    expect(accounts).toEqual({
      a: { ...nothing, shared: '200.00 73.00' },
      b: nothing,
      [noAccountId]: { ...nothing, shared: '80.00 29.20' },
    })
    expect(rest).toBe('9720.00 3547.80')
  })

  it('that all share is never less than nothing, also of who brought goods back for no money', async () => {
    await using store = await openTestLedger(engine)
    const line = { date: '2025-05-05', product: 'P' }
    const { accounts, rest } = await stockOf(store.ledger, {
      stock: [{ date: '2024-12-31', product: 'P', quantity: '1000', cover_days: '73' }],
      lines: [
        { ...line, invoice: '1', account: 'A', quantity: '100', net: '1' },
        { ...line, invoice: '2', account: 'B', quantity: '-10', net: '0' },
      ],
    })
    expect(accounts).toEqual({ a: { ...nothing, shared: '200.00 73.00' }, b: nothing })
    expect(rest).toBe('9800.00 3577.00')
  })
})

describe.each(ledgerEngines)('Commitments, on %s', (engine) => {
  it('are settled by the line a delivery names, or by the only one there is, and are of who they resolve to', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const promised = { product: 'P', account: 'A', due: '2025-06-30', quantity: '10' }
    const taken = { date: '2025-06-30', quantity: '4' }
    const { watermark } = await stockOf(ledger, {
      commitments: [
        { ...promised, number: '1', line: '1' },
        { ...promised, number: '1', line: '2', account: 'B' },
        { ...promised, number: '2', line: '1' },
        { ...promised, number: '3', line: null, due: '2026-01-01' },
        { ...promised, number: '4', line: null, source: 'other' },
      ],
      deliveries: [
        { ...taken, delivery: 'D', commitment: '1', commitment_line: '2' },
        // It names no line of a commitment that has two, and settles neither.
        { ...taken, delivery: 'D', commitment: '1' },
        { ...taken, delivery: 'D', commitment: '2' },
        { ...taken, delivery: 'D', commitment: '4' },
      ],
    })
    const all = await commitmentFacts(ledger, { ...window, watermark })
    expect(all.get('a')).toMatchObject({ committed: parseMicros('200'), taken: parseMicros('40'), commitments: 2 })
    expect(all.get('b')).toMatchObject({ committed: parseMicros('100'), takenOnTime: parseMicros('40') })
    expect(all.get(noAccountId)).toMatchObject({ commitments: 0, commitmentsUncosted: 1 })
    const scope = await accountScope(ledger, ['a'])
    expect(await commitmentFacts(ledger, { ...window, watermark }, scope)).toEqual(new Map([['a', all.get('a')]]))
    const listed = await listCommitments(ledger, { to: window.to, watermark }, scope)
    expect(listed.map(({ number, line, deliveries }) => [number, line, deliveries.length])).toEqual([
      ['1', '1', 0],
      ['2', '1', 1],
    ])
  })
})
