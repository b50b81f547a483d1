import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bridgeBasis, readLines } from '../../src/app/bridge/read-lines.ts'
import type { BridgedWindows } from '../../src/app/bridge/read-lines.ts'
import { partsOfProducts } from '../../src/domain/bridge/bridge-products.ts'
import type { MoneySums } from '../../src/domain/bridge/bridge-sums.ts'
import { emptyFacts } from '../../src/domain/facts.ts'
import { lineKinds } from '../../src/domain/kind.ts'
import { formatMicros, parseMicros, roundMicros } from '../../src/domain/money.ts'
import type { Micros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { bridgedProducts } from '../../src/ledger/facts/bridge-lines.ts'
import { valueFacts } from '../../src/ledger/facts/value-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { putStamp } from '../../src/ledger/store/stamp.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { SampleKey, SampleRow } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const kinds = ['goods', 'service', 'discount', 'rebate'] as const
const before = { from: '2023-01-01', to: '2023-12-31' }
const after = { from: '2024-01-01', to: '2024-12-31' }

/** Parts of money with two decimals, both ends among them. */
function shown(sums: MoneySums | undefined): Record<string, string> {
  if (!sums) return {}
  const { bookedBefore, bookedAfter, parts } = sums
  const amounts = { before: bookedBefore, ...parts, after: bookedAfter }
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, formatMicros(roundMicros(amount, 2))]),
  )
}

function sumOf(parts: object): Micros {
  return (Object.values(parts) as Micros[]).reduce((sum, one) => sum + one, 0n)
}

describe.each(ledgerEngines)('bridges of lines on %s', (engine) => {
  let store: TestLedger
  let windows: BridgedWindows
  let byAccount: ReadonlyMap<string, MoneySums>

  const bought = (
    account: string,
    date: string,
    product: string | null,
    quantity: string | null,
    net: string,
    more: SampleRow = {},
  ): SampleRow => ({ account, date, product, quantity, net, unit: quantity === null ? null : 'PCE', ...more })

  beforeAll(async () => {
    store = await openTestLedger(engine)
    await store.ledger.transaction(async (tx) => putStamp(tx, 'base_currency', 'EUR'))
    const [year, next] = ['2023-05-05', '2024-05-05']
    const usd = (net: string, rate: string, base: string): SampleRow => ({ currency: 'USD', net, rate, base_net: base })
    const rows: SampleRow[] = [
      // The published example.
      bought('GOLD', year, 'P1', '1000', '10000'),
      bought('GOLD', year, 'P2', '800', '12000'),
      bought('GOLD', year, 'P3', '500', '10000'),
      bought('GOLD', next, 'P1', '1000', '11000'),
      bought('GOLD', next, 'P2', '700', '10500'),
      bought('GOLD', next, 'P3', '800', '18400'),
      // Two units, one of them without: each by itself.
      bought('UNITS', year, 'P1', '10', '100'),
      bought('UNITS', next, 'P1', '20', '220'),
      bought('UNITS', year, 'CABLE', '100', '200', { unit: 'MTR' }),
      bought('UNITS', next, 'CABLE', '50', '100', { unit: 'MTR' }),
      bought('UNITS', year, 'BULK', '5', '50', { unit: null }),
      bought('UNITS', next, 'BULK', '6', '60', { unit: null }),
      // Another unit, or no quantity at all: nobody can compare that.
      bought('ODD', year, 'P1', '10', '100'),
      bought('ODD', next, 'P1', '2', '150', { unit: 'BOX' }),
      bought('ODD', year, 'P2', '10', '100'),
      bought('ODD', next, 'P2', null, '70'),
      // Ten of something are not ten boxes of it.
      bought('MIXED', year, 'P1', '100', '100', { unit: null }),
      bought('MIXED', next, 'P1', '10', '150', { unit: 'BOX' }),
      // Credits are price, goods that come back are volume.
      bought('CREDIT', year, 'P1', '10', '100'),
      bought('CREDIT', next, 'P1', '12', '120'),
      bought('CREDIT', next, 'P1', '-2', '-20'),
      bought('CREDIT', next, 'P1', null, '-5'),
      bought('CREDIT', next, null, null, '-7', { kind: 'discount' }),
      bought('CREDIT', next, 'P9', '4', '-3', { kind: 'rebate' }),
      // In one window only.
      bought('MOVED', year, 'P1', '1', '10'),
      bought('MOVED', year, 'P2', '1', '20'),
      bought('MOVED', next, 'P1', '1', '10'),
      bought('MOVED', next, 'P3', '1', '35'),
      bought('NEW', next, 'P1', '3', '33'),
      bought('NEW', next, null, null, '-3', { kind: 'discount' }),
      bought('LOST', year, 'P1', '4', '44'),
      // 110 USD for 100 EUR at 1.10 before; 130 USD at 1.30 come to 118.18 EUR at the rate of before.
      bought('DOLLAR', year, 'P1', '10', '', usd('110', '1.100000', '100.000000')),
      bought('DOLLAR', next, 'P1', '10', '', usd('130', '1.300000', '100.000000')),
      bought('FRANC', year, 'P1', '10', '', { currency: 'CHF', net: '95', rate: '0.950000', base_net: '100.000000' }),
      bought('FRANC', next, 'P1', '10', '', { currency: 'CHF', net: '90', rate: '0.900000', base_net: '100.000000' }),
    ].map((row, index) => ({ ...row, invoice: String(index), line: '1' }))
    const watermark = await importSample(store.ledger, {
      lines: rows,
      rates: [{ currency: 'USD', date: '2023-12-29', rate: '1.100000' }],
      costs: [
        { product: 'P1', valid_from: '2023-01-01', valid_to: '2024-01-01', cost: '6' },
        { product: 'P1', valid_from: '2024-01-01', cost: '6.5' },
        { product: 'P2', valid_from: '2023-01-01', cost: '9' },
        { product: 'P3', valid_from: '2023-01-01', valid_to: '2024-01-01', cost: '15' },
        { product: 'P3', valid_from: '2024-01-01', cost: '16' },
      ],
    })
    await setDimensions(
      store.ledger,
      ['GOLD', 'UNITS', 'ODD', 'MIXED', 'CREDIT', 'MOVED', 'NEW', 'LOST', 'DOLLAR', 'FRANC'].map((key) => ({
        key,
        accountId: key,
      })),
    )
    windows = { before, after, watermark, kinds }
    byAccount = await readLines(store.ledger, windows, { withCosts: false, accounts: 'all' })
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it.each([
    ['GOLD', { before: '32000.00', price: '3400.00', volume: '2782.61', mix: '1717.39', after: '39900.00' }],
    ['UNITS', { before: '350.00', price: '20.00', volume: '10.00', after: '380.00' }],
    ['ODD', { before: '200.00', unbridged: '20.00', after: '220.00' }],
    ['MIXED', { before: '100.00', unbridged: '50.00', after: '150.00' }],
    ['CREDIT', { before: '100.00', price: '-15.00', after: '85.00' }],
    ['MOVED', { before: '30.00', 'new-products': '35.00', 'lost-products': '-20.00', after: '45.00' }],
    ['NEW', { before: '0.00', 'new-products': '30.00', after: '30.00' }],
    ['LOST', { before: '44.00', 'lost-products': '-44.00', after: '0.00' }],
    ['DOLLAR', { before: '100.00', price: '18.18', currency: '-18.18', after: '100.00' }],
    ['FRANC', { before: '100.00', price: '-5.26', currency: '5.26', after: '100.00' }],
  ])('takes the change of %s apart', (account, parts) => {
    expect(shown(byAccount.get(account))).toEqual(parts)
  })

  it('says at which rates, and from which day', async () => {
    const { rates } = await bridgeBasis(store.ledger, windows)
    expect(rates).toMatchObject([
      { currency: 'CHF', rate: '0.95', day: null },
      { currency: 'USD', rate: '1.10', day: '2023-12-31' },
    ])
  })

  it('earns margin on volume and mix, and says what became dearer', async () => {
    const costed = await readLines(store.ledger, windows, { withCosts: true, accounts: ['GOLD'] })
    expect(shown(costed.get('GOLD'))).toEqual({
      before: '11300.00',
      price: '3400.00',
      volume: '982.61',
      mix: '-82.61',
      cost: '-1300.00',
      after: '14300.00',
    })
  })
})

const day = fc
  .integer({ min: 0, max: 240 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10))
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { freq: 5 })
const micros = (max: bigint): fc.Arbitrary<string> =>
  fc.oneof(fc.bigInt({ min: -max, max }), fc.bigInt({ min: -9n, max: 9n })).map((amount) => formatMicros(amount))
const wholes = fc.integer({ min: -3, max: 400 }).map(String)
const source = fc.constantFrom('main', 'main', 'Ä')
const line: fc.Arbitrary<SampleRow> = fc
  .record({
    source,
    invoice: fc.constantFrom('1', '2', '3', '4', '5'),
    line: fc.constantFrom('1', '2'),
    date: day,
    account: maybe(fc.constantFrom('A', 'B', 'C', 'D')),
    kind: fc.constantFrom('goods', 'goods', 'goods', ...lineKinds),
    product: maybe(fc.constantFrom('P1', 'P2', 'P3')),
    quantity: maybe(fc.oneof(wholes, micros(10n ** 13n))),
    unit: maybe(fc.constantFrom('PCE', 'PCE', 'PCE', 'KGM')),
    currency: fc.constantFrom('EUR', 'EUR', 'USD', 'CHF'),
    net: fc.oneof(fc.integer({ min: 1, max: 90_000 }).map(String), micros(10n ** 15n)),
    credit: fc.boolean().map(String),
  })
  .map(({ currency, ...row }) =>
    currency === 'EUR'
      ? { ...row, base_net: row.net }
      : { ...row, currency, rate: '1.250000', base_net: formatMicros((parseMicros(row.net) * 4n) / 5n) },
  )
const costs = fc.uniqueArray(
  fc.record({ source, product: fc.constantFrom('P1', 'P2', 'P3'), valid_from: day, cost: micros(10n ** 9n) }),
  { maxLength: 6, selector: (cost) => `${cost.source} ${cost.product} ${cost.valid_from}` },
)
const keysOf = (isPlain: boolean): readonly SampleKey[] =>
  isPlain
    ? [
        { key: 'A', accountId: 'a' },
        { key: 'B', accountId: 'b' },
        { key: 'A', accountId: 'a', source: 'Ä' },
      ]
    : [
        { key: 'A', accountId: 'a' },
        { key: 'C', accountId: 'a' },
        { key: 'B', accountId: 'a', to: '2024-04-01' },
        { key: 'B', accountId: 'b', from: '2024-04-01' },
      ]
const spans = fc.constantFrom(
  { before: { from: '2024-01-01', to: '2024-04-30' }, after: { from: '2024-05-01', to: '2024-08-28' } },
  // They overlap: what is in both counts in both.
  { before: { from: '2024-01-01', to: '2024-06-30' }, after: { from: '2024-03-01', to: '2024-08-28' } },
)

describe('bridges of any lines', () => {
  const stores: TestLedger[] = []
  beforeAll(async () => {
    stores.push(await openTestLedger('duckdb'), await openTestLedger('postgres'))
    for (const { ledger } of stores) await ledger.transaction(async (tx) => putStamp(tx, 'base_currency', 'EUR'))
  })
  afterAll(async () => {
    for (const store of stores) await store[Symbol.asyncDispose]()
  })

  it('law: parts sum to what facts say of both windows, on both engines alike, in any order of lines', async () => {
    let accounts = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        costs,
        fc.boolean(),
        spans,
        fc.boolean(),
        async (lines, ownCosts, isPlain, span, withCosts) => {
          const found: unknown[] = []
          for (const [at, { ledger }] of stores.entries()) {
            await clear(ledger)
            const watermark = await importSample(ledger, {
              lines: at === 0 ? lines : lines.toReversed(),
              costs: ownCosts,
              rates: [{ currency: 'USD', date: span.before.to, rate: '1.600000' }],
            })
            await setDimensions(ledger, keysOf(isPlain))
            const windows = { ...span, watermark, kinds }
            const all = await readLines(ledger, windows, { withCosts, accounts: 'all' })
            await expectFacts(ledger, windows, withCosts, all)
            await expectProducts(ledger, windows, withCosts, all)
            found.push([...all].toSorted(([one], [other]) => (one < other ? -1 : 1)))
            accounts += all.size
          }
          expect(found[1]).toEqual(found[0])
        },
      ),
      { numRuns: 15 },
    )
    expect(accounts).toBeGreaterThan(15)
  })
})

async function expectFacts(
  ledger: Ledger,
  { before: earlier, after: later, watermark }: BridgedWindows,
  withCosts: boolean,
  all: ReadonlyMap<string, MoneySums>,
): Promise<void> {
  const [was, is] = [
    await valueFacts(ledger, { ...earlier, watermark }, kinds),
    await valueFacts(ledger, { ...later, watermark }, kinds),
  ]
  for (const [id, { bookedBefore, bookedAfter, parts }] of all) {
    const money = ({ spend, costedSpend, cost } = emptyFacts(id)): Micros => (withCosts ? costedSpend - cost : spend)
    expect([id, bookedBefore, bookedAfter]).toEqual([id, money(was.get(id)), money(is.get(id))])
    expect(sumOf(parts)).toBe(bookedAfter - bookedBefore)
  }
}

async function expectProducts(
  ledger: Ledger,
  windows: BridgedWindows,
  withCosts: boolean,
  all: ReadonlyMap<string, MoneySums>,
): Promise<void> {
  const scope = await accountScope(ledger, ['a', 'b'])
  const basis = await bridgeBasis(ledger, windows)
  const lines = await bridgedProducts(ledger, { ...windows, ...basis, withCosts, scope })
  for (const [id, own] of Map.groupBy(lines, ({ accountId }) => accountId)) {
    const sums: Record<string, Micros> = {}
    for (const parts of partsOfProducts(own)) {
      for (const [part, amount] of Object.entries(parts)) sums[part] = (sums[part] ?? 0n) + amount
    }
    const known = Object.entries(sums).filter(([, amount]) => amount !== 0n)
    expect(Object.fromEntries(known)).toEqual(all.get(id)?.parts)
  }
}

async function clear(ledger: Ledger): Promise<void> {
  await ledger.transaction(async (tx) => {
    for (const table of ['line', 'cost', 'rate']) await tx.run(`DELETE FROM ${table}`)
  })
}
