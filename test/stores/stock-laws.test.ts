import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stockAt } from '../../src/app/stock/measure-stock.ts'
import { measureCommitment } from '../../src/domain/commitment/commitment.ts'
import { addCommitments, noCommitments } from '../../src/domain/commitment/figures.ts'
import type { CommitmentSums } from '../../src/domain/commitment/figures.ts'
import { costRatesOf } from '../../src/domain/cost-rate/cost-rates.ts'
import { addDays, daysBetween } from '../../src/domain/day.ts'
import { divideDown } from '../../src/domain/inventory/attos.ts'
import { divideHalfAway, formatMicros, parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { commitmentFacts } from '../../src/ledger/facts/commitment-facts.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { SampleKey } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const window = { from: '2024-02-01', to: '2024-03-31' }
const days = daysBetween(window.from, window.to) + 1
const nights = Array.from({ length: days }, (_, index) => addDays(window.from, index))
const products = ['P1', 'P2', 'P3'] as const
const costs: Readonly<Record<string, bigint>> = { P1: parseMicros('2.5'), P2: parseMicros('0.333333') }
const keys: readonly SampleKey[] = [
  { key: 'A', accountId: 'a' },
  { key: 'A2', accountId: 'a' },
  { key: 'B', accountId: 'b', to: '2024-03-01' },
  { key: 'B', accountId: 'c', from: '2024-03-01' },
]
const rates = costRatesOf([
  {
    kind: 'carrying',
    subject: '',
    validFrom: '2024-01-01',
    value: {
      capital: parseMicros('0.1'),
      storage: parseMicros('0.06'),
      insurance: parseMicros('0.02'),
      obsolescence: parseMicros('0.05'),
      damage: parseMicros('0.02'),
    },
  },
  { kind: 'cover', subject: '', validFrom: '2024-01-01', value: { days: 20 } },
])

const day = fc.integer({ min: -40, max: 70 }).map((after) => addDays(window.from, after))
const product = fc.constantFrom(...products)
const account = fc.constantFrom('A', 'A2', 'B', 'unknown')
const quantity = (max: number) =>
  fc.integer({ min: 0, max }).map((tenths) => formatMicros(BigInt(tenths) * 100_000n, 0))
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one)

const book = fc.record({
  stock: fc.uniqueArray(
    fc.record({
      date: day,
      product,
      warehouse: maybe(fc.constant('W')),
      account: maybe(account),
      quantity: quantity(500),
      unit_cost: fc.option(fc.constantFrom('1', '3.21'), { freq: 2 }),
      cover_days: fc.option(fc.constantFrom('0', '7.5', '90'), { freq: 2 }),
    }),
    { maxLength: 14, selector: (row) => [row.date, row.product, row.warehouse, row.account].join(' ') },
  ),
  commitments: fc
    .uniqueArray(
      fc.record({
        number: fc.constantFrom('1', '2', '3'),
        line: maybe(fc.constantFrom('1', '2')),
        account,
        product,
        due: day,
        quantity: quantity(300),
      }),
      { maxLength: 6, selector: (row) => `${row.number} ${String(row.line)}` },
    )
    .map((list) => list.filter((row) => row.quantity !== '0')),
  deliveries: fc.array(
    fc.record({
      delivery: fc.constantFrom('D1', 'D2'),
      commitment: fc.constantFrom('1', '2', '3', '4'),
      commitment_line: maybe(fc.constantFrom('1', '2')),
      date: day,
      quantity: fc.integer({ min: -100, max: 300 }).map((tenths) => formatMicros(BigInt(tenths) * 100_000n, 0)),
    }),
    { maxLength: 8 },
  ),
  lines: fc.array(
    fc.record({
      date: day,
      account: maybe(account),
      product,
      quantity: fc.integer({ min: -30, max: 99 }).map((whole) => String(whole)),
    }),
    { maxLength: 12 },
  ),
})
type Sampled = typeof book extends fc.Arbitrary<infer T> ? T : never

/** Where a key is one account for ever, the ledger goes another way. */
const plainKeys: readonly SampleKey[] = [
  { key: 'A', accountId: 'a' },
  { key: 'A2', accountId: 'b' },
  { key: 'B', accountId: 'c' },
  { key: 'unknown', accountId: 'd' },
]
let isPlain = false

function accountOf(key: string | null, date: string): string {
  if (isPlain) return plainKeys.find((one) => one.key === key)?.accountId ?? noAccountId
  if (key === 'A' || key === 'A2') return 'a'
  return key === 'B' ? (date < '2024-03-01' ? 'b' : 'c') : noAccountId
}

/** What the commitments of a book are, with their deliveries, as the rules say them. */
function commitmentsOf({ commitments, deliveries }: Sampled) {
  return commitments.map((row) => {
    const isOnly = commitments.filter(({ number }) => number === row.number).length === 1
    return {
      accountId: accountOf(row.account, row.due),
      product: row.product,
      due: row.due,
      quantity: parseMicros(row.quantity),
      unitCost: costs[row.product] ?? null,
      deliveries: deliveries
        .filter(
          ({ commitment, commitment_line: line }) =>
            commitment === row.number && (line === row.line || (line === null && isOnly)),
        )
        .map(({ date, quantity: taken }) => ({ date, quantity: parseMicros(taken) })),
    }
  })
}

function expectedCommitments(sampled: Sampled): Map<string, CommitmentSums> {
  const sums = new Map<string, CommitmentSums>()
  for (const commitment of commitmentsOf(sampled)) {
    if (commitment.due < window.from || commitment.due > window.to) continue
    const { value } = measureCommitment(commitment, window)
    const own = sums.get(commitment.accountId) ?? noCommitments
    const { committed, taken, takenOnTime, takenLateDays } = value ?? noCommitments
    const one = {
      committed,
      taken,
      takenOnTime,
      takenLateDays,
      commitments: value ? 1 : 0,
      commitmentsUncosted: value ? 0 : 1,
    }
    sums.set(commitment.accountId, addCommitments(own, one))
  }
  return sums
}

/** What lay of a product on the night to each day of the window, night by night: value x days by account, '' for shared; or x cover. */
function lainOf({ stock }: Sampled, isCover = false): Map<string, bigint> {
  const valueDays = new Map<string, bigint>()
  const first = stock
    .map(({ date }) => date)
    .filter((date) => date <= window.to)
    .toSorted()[0]
  if (first === undefined) return valueDays
  for (const night of nights) {
    const evening = addDays(night, -1) < first ? first : addDays(night, -1)
    for (const row of stock) {
      const side = (one: Sampled['stock'][number]) => `${one.warehouse ?? ''} ${String(one.account === null)}`
      const counts = stock.filter((one) => side(one) === side(row) && one.date <= evening).map(({ date }) => date)
      if (counts.toSorted().at(-1) !== row.date) continue
      const unitCost = row.unit_cost === null ? costs[row.product] : parseMicros(row.unit_cost)
      if (unitCost === undefined) continue
      const name = `${row.account === null ? '' : accountOf(row.account, row.date)} ${row.product}`
      const value = divideHalfAway(parseMicros(row.quantity) * unitCost, 1_000_000n)
      const weight = isCover ? parseMicros(row.cover_days ?? '20') : 1n
      valueDays.set(name, (valueDays.get(name) ?? 0n) + value * weight)
    }
  }
  return valueDays
}

/** Value x nights of what was promised and not taken, night by night. */
function untakenOf(sampled: Sampled): Map<string, bigint> {
  const valueDays = new Map<string, bigint>()
  for (const { accountId, product: of, due, quantity: promised, unitCost, deliveries } of commitmentsOf(sampled)) {
    if (unitCost === null) continue
    let quantityDays = 0n
    for (const night of nights.filter((one) => one > due)) {
      const taken = deliveries.filter(({ date }) => date < night).reduce((sum, one) => sum + one.quantity, 0n)
      quantityDays += promised - (taken < 0n ? 0n : taken > promised ? promised : taken)
    }
    const name = `${accountId} ${of}`
    valueDays.set(name, (valueDays.get(name) ?? 0n) + divideHalfAway(quantityDays * unitCost, 1_000_000n))
  }
  return valueDays
}

/** Cost of what was sold by account and product, those that brought back more than they took left out. */
function soldOf({ lines }: Sampled): Map<string, bigint> {
  const sold = new Map<string, bigint>()
  for (const line of lines.filter(({ date }) => date >= window.from && date <= window.to)) {
    const name = `${accountOf(line.account, line.date)} ${line.product}`
    const cost = costs[line.product] ?? 0n
    sold.set(name, (sold.get(name) ?? 0n) + divideHalfAway(parseMicros(line.quantity) * cost, 1_000_000n))
  }
  return new Map([...sold].filter(([, cost]) => cost > 0n))
}

function sumFor(map: ReadonlyMap<string, bigint>, chosen: (account: string, product: string) => boolean): bigint {
  return [...map].reduce((sum, [name, value]) => {
    const at = name.lastIndexOf(' ')
    return chosen(name.slice(0, at), name.slice(at + 1)) ? sum + value : sum
  }, 0n)
}

const ways = ledgerEngines.flatMap((engine) => [
  { engine, keysAre: 'of one account for ever' },
  { engine, keysAre: 'of other accounts on other days' },
])

describe.each(ways)('Stock and commitments, on $engine, keys being $keysAre', ({ engine, keysAre }) => {
  let store: TestLedger
  beforeAll(async () => {
    store = await openTestLedger(engine)
    isPlain = keysAre === 'of one account for ever'
    await setDimensions(store.ledger, isPlain ? plainKeys : keys)
    await importSample(store.ledger, {
      costs: Object.entries(costs).map(([key, cost]) => ({
        product: key,
        valid_from: '2000-01-01',
        cost: formatMicros(cost),
      })),
    })
  })
  afterAll(async () => store[Symbol.asyncDispose]())

  it('come to what the rules say, night by night, and sum to the book', async () => {
    const { ledger } = store
    await fc.assert(
      fc.asyncProperty(book, async (sampled) => {
        for (const table of ['stock', 'commitment', 'delivery', 'line']) await ledger.run(`DELETE FROM ${table}`)
        const watermark = await importSample(ledger, {
          ...sampled,
          lines: sampled.lines.map(({ quantity: pieces, ...row }, index) => ({
            ...row,
            invoice: `I${String(index)}`,
            quantity: pieces.replace('-', ''),
            net: `${pieces.startsWith('-') ? '-' : ''}100`,
          })),
        })
        expect(await commitmentFacts(ledger, { ...window, watermark })).toEqual(expectedCommitments(sampled))
        const stock = await stockAt(ledger, { ...window, watermark }, ['goods'], rates)
        const [lain, untaken, sold] = [lainOf(sampled), untakenOf(sampled), soldOf(sampled)]
        const cover = lainOf(sampled, true)
        const isCounted = sampled.stock.some(({ date }) => date <= window.to)
        let given = { stock: 0n, cost: 0n }
        for (const id of ['a', 'b', 'c', 'd', noAccountId]) {
          const own = stock.byAccount.get(id)?.byRule
          const exact = (part: bigint, whole = 1n) => divideDown(part, whole * BigInt(days))
          const expected = { dedicated: 0n, untaken: 0n, shared: 0n }
          for (const of of products) {
            const dedicated = (who: string) => sumFor(lain, (one, other) => one === who && other === of)
            const claim = (who: string) => {
              const rest = sumFor(untaken, (one, other) => one === who && other === of) - dedicated(who)
              return rest > 0n ? rest : 0n
            }
            const claims = ['a', 'b', 'c', 'd', noAccountId].reduce((sum, who) => sum + claim(who), 0n)
            const pool = isCounted ? sumFor(lain, (one, other) => one === '' && other === of) : claims
            expected.dedicated += exact(dedicated(id))
            expected.untaken += claims > pool ? exact(claim(id) * pool, claims) : exact(claim(id))
            const left = pool - claims
            const own = sold.get(`${id} ${of}`) ?? 0n
            const all = sumFor(sold, (_, other) => other === of)
            if (left <= 0n || own === 0n || !isCounted) continue
            const weight = sumFor(cover, (one, other) => one === '' && other === of)
            const isEnough = weight * all <= left * pool * 1_000_000n
            expected.shared += isEnough ? exact(weight * own, pool * 1_000_000n) : exact(left * own, all)
          }
          expect(near(own?.dedicated.stock, expected.dedicated)).toBe(true)
          expect(near(own?.untaken.stock, expected.untaken)).toBe(true)
          expect(near(own?.shared.stock, expected.shared)).toBe(true)
          for (const { stock: value, cost } of Object.values(own ?? {})) {
            given = { stock: given.stock + value, cost: given.cost + cost }
            expect(near(cost, (value * 250_000n * BigInt(days)) / (365n * 1_000_000n))).toBe(true)
          }
        }
        expect(given.stock + stock.notAttributed.stock).toBe(stock.total.stock)
        expect(given.cost + stock.notAttributed.cost).toBe(stock.total.cost)
        expect(stock.notAttributed.stock >= 0n && stock.notAttributed.cost >= 0n).toBe(true)
        const all = [...lain.values()].reduce((sum, value) => sum + value, 0n)
        expect(!isCounted || near(stock.total.stock, all / BigInt(days))).toBe(true)
      }),
      { numRuns: engine === 'duckdb' ? 20 : 10 },
    )
  }, 60_000)
})

/** The same but for what is rounded down, a millionth for each item and rule at most. */
function near(one: bigint | undefined, other: bigint): boolean {
  const apart = (one ?? 0n) - other
  return apart >= -12n && apart <= 12n
}
