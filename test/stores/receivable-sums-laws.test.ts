import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumEach, sumUp } from '../../src/app/receivable-facts/sum-receivables.ts'
import { addDays } from '../../src/domain/day.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { financingBases, rateSpans } from '../../src/domain/receivables/financing.ts'
import type { ReceivableSums } from '../../src/domain/receivables/sums.ts'
import { putStamp } from '../../src/ledger/store/stamp.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { Sample, SampleRow } from './ledger-facts-data.ts'
import { openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const begin = '2024-06-01'
const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays(begin, days))
const amount = fc
  .oneof(fc.bigInt({ min: -50_000_000_000n, max: 900_000_000_000n }), fc.bigInt({ min: -9n, max: 9n }))
  .map((micros) => formatMicros(micros))
const rarely = <T>(one: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: one })
const currency = rarely(fc.constantFrom('USD', 'CHF'), 'EUR')

/** A document with its payments: of the whole, of parts of it, or of anything. */
const trade = fc.record({
  source: rarely(fc.constantFrom('Ä'), 'main'),
  account: rarely(fc.constantFrom('B', 'C', null), 'A'),
  date: day,
  due: fc.option(fc.integer({ min: -10, max: 90 })),
  currency,
  amount,
  stated: fc.constantFrom('gross', 'gross', 'parts', 'net', 'gross and tax', 'nothing'),
  payments: fc.array(
    fc.record({
      after: fc.integer({ min: -20, max: 200 }),
      share: fc.constantFrom(1n, 1n, 1n, 2n, 3n, -1n, 0n),
      other: rarely(amount, ''),
      currency: rarely(currency, ''),
    }),
    { maxLength: 3 },
  ),
  disputes: rarely(
    fc.array(fc.record({ opened: day, closed: fc.option(day), amount: fc.option(amount) }), { maxLength: 2 }),
    [],
  ),
  goods: rarely(fc.constantFrom('P1', 'P2', null), 'P1'),
})

type Trade = typeof trade extends fc.Arbitrary<infer T> ? T : never

/** Tax of a quarter, so that the net is a share that does not come out even. */
function amountsOf({ amount: gross, stated }: Trade): SampleRow {
  const [whole, tax] = [parseMicros(gross), parseMicros(gross) / 5n]
  const net = whole - tax
  switch (stated) {
    case 'parts':
      return { net: formatMicros(net), tax: formatMicros(tax) }
    case 'net':
      return { net: formatMicros(net), gross }
    case 'gross and tax':
      return { tax: formatMicros(tax), gross }
    case 'nothing':
      return { tax: formatMicros(tax) }
    case 'gross':
      return { gross }
  }
}

function toSample(trades: readonly Trade[], rates: readonly string[]): Sample {
  const numbered = trades.map((one, index) => ({ ...one, number: String(index) }))
  return {
    invoices: numbered.map((one) => ({
      source: one.source,
      number: one.number,
      account: one.account,
      date: one.date,
      due_date: one.due === null ? null : addDays(one.date, one.due),
      currency: one.currency,
      credit: String(one.amount.startsWith('-')),
      ...amountsOf(one),
    })),
    payments: numbered.flatMap((one) =>
      one.source === 'Ä' && one.number > '5'
        ? []
        : one.payments.map((paid, index): SampleRow => {
            const parts = paid.share === 0n ? 0n : parseMicros(one.amount) / paid.share
            const settles = paid.other === '' ? formatMicros(parts) : paid.other
            return {
              source: one.source,
              payment: `${one.number}-${String(index)}`,
              invoice: one.number,
              date: addDays(one.date, paid.after),
              amount: settles,
              currency: paid.currency === '' ? one.currency : paid.currency,
              base_amount: settles,
            }
          }),
    ),
    disputes: numbered.flatMap(({ source, number, disputes }) =>
      disputes.map((one) => ({ source, invoice: number, ...one })),
    ),
    lines: numbered.flatMap(({ source, number, date, goods, amount: net }): SampleRow[] =>
      goods === null
        ? []
        : [
            { source, invoice: number, line: '1', date, product: goods, quantity: '3', net },
            { source, invoice: number, line: '2', date, kind: 'freight', net: '4' },
          ],
    ),
    costs: [{ product: 'P1', valid_from: '2024-01-01', cost: '7.654321' }],
    rates: rates.map((date) => ({ currency: 'USD', date, rate: '1.234567' })),
  }
}

const rates = fc.uniqueArray(
  fc.record({
    validFrom: fc.integer({ min: -100, max: 400 }).map((days) => addDays(begin, days)),
    rate: fc.bigInt({ min: 0n, max: 300_000n }),
    base: rarely(fc.constantFrom(...financingBases), 'gross' as const),
  }),
  { maxLength: 4, selector: ({ validFrom }) => validFrom },
)

const ordered = (sums: ReadonlyMap<string, ReceivableSums>) =>
  [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1))

/** What happened in the window, without what is open at its end. */
function ofWindow({
  unknown,
  unmeasured,
  paid,
  paidDays,
  openNights,
  financingTotal,
  financingLate,
  costed,
  uncosted,
  documents,
}: ReceivableSums) {
  return { unknown, unmeasured, paid, paidDays, openNights, financingTotal, financingLate, costed, uncosted, documents }
}

describe('the sums of receivables', () => {
  const stores: TestLedger[] = []
  beforeAll(async () => {
    stores.push(await openTestLedger('duckdb'), await openTestLedger('postgres'))
    for (const { ledger } of stores) {
      await ledger.transaction(async (tx) => putStamp(tx, 'base_currency', 'EUR'))
    }
  })
  afterAll(async () => {
    for (const store of stores) await store[Symbol.asyncDispose]()
  })

  it('are what the documents come to one by one, to the last decimal, on both engines', async () => {
    let added = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(trade, { minLength: 1, maxLength: 14 }),
        fc.array(day, { maxLength: 12 }),
        rates,
        day,
        fc.integer({ min: 0, max: 400 }),
        async (trades, quoted, set, from, length) => {
          const to = addDays(from, length)
          const found: unknown[] = []
          for (const { ledger } of stores) {
            await clear(ledger)
            const watermark = await importSample(ledger, toSample(trades, [...new Set(quoted)]))
            await setDimensions(ledger, [
              { key: 'A', accountId: 'a' },
              { key: 'B', accountId: 'a', to: addDays(begin, 200) },
              { key: 'B', accountId: 'b', from: addDays(begin, 200) },
              { key: 'A', accountId: 'b', source: 'Ä' },
            ])
            const question = { window: { from, to, watermark }, spans: rateSpans(set, { from, to }), withOpen: true }
            const all = ordered(await sumUp(ledger, question))
            expect(all).toEqual(ordered(await sumEach(ledger, question, { scope: null, odd: null })))
            const narrow = { ...question, withOpen: false }
            const [short, each] = [
              await sumUp(ledger, narrow),
              await sumEach(ledger, narrow, { scope: null, odd: null }),
            ]
            expect(ordered(short).map(([id, sums]) => [id, ofWindow(sums)])).toEqual(
              ordered(each).map(([id, sums]) => [id, ofWindow(sums)]),
            )
            found.push(all)
            added += all.length
          }
          expect(found[1]).toEqual(found[0])
        },
      ),
      { numRuns: 20 },
    )
    expect(added).toBeGreaterThan(20)
  })
})

async function clear(ledger: Ledger): Promise<void> {
  await ledger.transaction(async (tx) => {
    for (const name of [
      'batch',
      'rate',
      'cost',
      'invoice',
      'line',
      'payment',
      'dispute',
      'confirmation',
      'confirmation_key',
    ]) {
      await tx.run(`DELETE FROM ${name}`)
    }
  })
}
