import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../day.ts'
import { formatMicros, parseMicros, roundMicros } from '../money.ts'
import type { BookRate } from './book-rate.ts'
import {
  activitySpans,
  anyActivity,
  capacitySpans,
  carryingSpans,
  carryingTotal,
  costRatesOf,
  coverDaysOn,
  returnsSpans,
  saleBasesOn,
} from './cost-rates.ts'
import { trueGrossProfit } from './true-gross-profit.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

function pool(key: string, validFrom: string, cost: string, minutes: string): BookRate {
  const value = { name: key, cost: parseMicros(cost), minutes: parseMicros(minutes) }
  return { kind: 'pool', subject: key, validFrom, value }
}

function activity(key: string, validFrom: string, poolKey: string, minutes: string | null): BookRate {
  const value = { pool: poolKey, minutes: minutes === null ? null : parseMicros(minutes) }
  return { kind: 'activity', subject: key, validFrom, value }
}

const office = [
  pool('office', '2025-01-01', '560000', '700000'),
  activity('order', '2025-01-01', 'office', '8'),
  activity('inquiry', '2025-01-01', 'office', '44'),
  activity('credit_check', '2025-01-01', 'office', '50'),
]

describe('the golden values of rates', () => {
  it('costs .80 a minute to have 700 000 minutes for 560 000, and 6.40, 35.20 and 40.00 for what takes 8, 44 and 50', () => {
    const rates = costRatesOf(office)
    expect(capacitySpans(rates, year)).toEqual([
      {
        ...year,
        pool: 'office',
        name: 'office',
        cost: parseMicros('560000'),
        minutes: parseMicros('700000'),
        perMinute: parseMicros('0.8'),
      },
    ])
    const costs = activitySpans(rates, year).map((span) => [
      span.activity,
      span.perEvent && formatMicros(span.perEvent),
    ])
    expect(costs).toEqual([
      [anyActivity, null],
      ['credit_check', '40.00'],
      ['inquiry', '35.20'],
      ['order', '6.40'],
    ])
  })

  it('uses 462 880 of 560 000 for 49 000 orders, 1 400 inquiries and 2 500 credit checks', () => {
    const events: Readonly<Record<string, bigint>> = { order: 49_000n, inquiry: 1_400n, credit_check: 2_500n }
    const used = activitySpans(costRatesOf(office), year).reduce(
      (sum, span) => sum + (span.perEvent ?? 0n) * (events[span.activity] ?? 0n),
      0n,
    )
    expect(formatMicros(used)).toBe('462880.00')
    expect(formatMicros(parseMicros('560000') - used)).toBe('97120.00')
  })

  it('leaves 2 611.64 of 3 000 where 27 000 lay 60 days and were waited for 45 at 5 %', () => {
    const earned = trueGrossProfit({
      revenue: parseMicros('30000'),
      cost: parseMicros('27000'),
      stockDays: 60,
      daysToPay: 45,
      rate: parseMicros('0.05'),
      bases: { stock: 'cost', receivable: 'cost' },
    })
    const cents = (amount: bigint) => formatMicros(roundMicros(amount, 2))
    expect([cents(earned.stockFinancing), cents(earned.receivableFinancing)]).toEqual(['221.92', '166.44'])
    expect(cents(earned.trueGrossProfit)).toBe('2611.64')
    expect(earned.trueRate).toBe(0.087055)
  })

  it('finances the invoice while it is open where that is the base', () => {
    const sale = { revenue: parseMicros('36500'), cost: parseMicros('18250'), rate: parseMicros('0.1') }
    const bases = { stock: 'cost', receivable: 'invoice' } as const
    const earned = trueGrossProfit({ ...sale, stockDays: 10, daysToPay: 10, bases })
    expect([earned.stockFinancing, earned.receivableFinancing]).toEqual([parseMicros('50'), parseMicros('100')])
    expect(trueGrossProfit({ ...sale, revenue: 0n, stockDays: 0, daysToPay: 0, bases }).trueRate).toBeNull()
  })
})

describe('rates of days', () => {
  const carrying = (validFrom: string, capital: string | null): BookRate => ({
    kind: 'carrying',
    subject: '',
    validFrom,
    value:
      capital === null
        ? null
        : { capital: parseMicros(capital), storage: 1n, insurance: 2n, obsolescence: 3n, damage: 4n },
  })

  it('hold from their day until the next begins, and are unknown before the first and once they are taken back', () => {
    const rates = costRatesOf([
      carrying('2025-03-01', '0.1'),
      carrying('2025-06-01', '0.2'),
      carrying('2025-09-01', null),
    ])
    const spans = carryingSpans(rates, year).map(({ from, to, rate }) => [from, to, rate && carryingTotal(rate)])
    expect(spans).toEqual([
      ['2025-01-01', '2025-02-28', null],
      ['2025-03-01', '2025-05-31', 100_010n],
      ['2025-06-01', '2025-08-31', 200_010n],
      ['2025-09-01', '2025-12-31', null],
    ])
  })

  it('count as they were set last: the first that is listed of a day', () => {
    const rates = costRatesOf([carrying('2025-01-01', '0.2'), carrying('2025-01-01', '0.1')])
    expect(carryingSpans(rates, year)).toMatchObject([{ rate: { capital: 200_000n } }])
  })

  it('change an activity on the day its time changes, on the day its pool does, and where it goes to another', () => {
    const rates = costRatesOf([
      pool('office', '2025-01-01', '100', '100'),
      pool('office', '2025-04-01', '200', '100'),
      pool('field', '2025-07-01', '300', '100'),
      activity('call', '2025-01-01', 'office', '10'),
      activity('call', '2025-03-01', 'office', '20'),
      activity('call', '2025-06-01', 'field', '20'),
    ])
    const calls = activitySpans(rates, year).filter((span) => span.activity === 'call')
    expect(calls.map(({ from, pool: of, perEvent }) => [from, of, perEvent && formatMicros(perEvent)])).toEqual([
      ['2025-01-01', 'office', '10.00'],
      ['2025-03-01', 'office', '20.00'],
      ['2025-04-01', 'office', '40.00'],
      ['2025-06-01', 'field', null],
      ['2025-07-01', 'field', '60.00'],
    ])
  })

  it('count hours that name no activity to the only pool there is, or to the one that was said', () => {
    const pools = [pool('office', '2025-02-01', '100', '100'), pool('field', '2025-07-01', '300', '100')]
    const anyHours = (rates: readonly BookRate[]) =>
      activitySpans(costRatesOf(rates), year).map(({ from, pool: of, perMinute }) => [from, of, perMinute])
    expect(anyHours(pools)).toEqual([
      ['2025-01-01', null, null],
      ['2025-02-01', 'office', 1_000_000n],
      ['2025-07-01', null, null],
    ])
    expect(anyHours([...pools, activity(anyActivity, '2025-07-01', 'field', null)])).toEqual([
      ['2025-01-01', null, null],
      ['2025-02-01', 'office', 1_000_000n],
      ['2025-07-01', 'field', 3_000_000n],
    ])
  })

  it('take a return back for an amount, or for the time of an activity', () => {
    const returns = (validFrom: string, perReturn: string | null, key: string | null): BookRate => ({
      kind: 'returns',
      subject: '',
      validFrom,
      value: { perReturn: perReturn === null ? null : parseMicros(perReturn), activity: key },
    })
    const rates = costRatesOf([
      ...office,
      returns('2025-02-01', '12.5', null),
      returns('2025-03-01', null, 'inquiry'),
      returns('2025-04-01', null, 'nobody knows'),
    ])
    expect(
      returnsSpans(rates, year).map(({ from, perReturn }) => [from, perReturn && formatMicros(perReturn)]),
    ).toEqual([
      ['2025-01-01', null],
      ['2025-02-01', '12.50'],
      ['2025-03-01', '35.20'],
      ['2025-04-01', null],
    ])
  })

  it('have a cover of 30 days and finance goods in stock and invoices that are open where nobody has said', () => {
    const rates = costRatesOf([
      { kind: 'cover', subject: '', validFrom: '2025-06-01', value: { days: 45 } },
      { kind: 'sale', subject: '', validFrom: '2025-06-01', value: { stock: 'cost', receivable: 'cost' } },
    ])
    expect([coverDaysOn(rates, '2025-05-31'), coverDaysOn(rates, '2025-06-01')]).toEqual([30, 45])
    expect(saleBasesOn(rates, '2025-05-31')).toEqual({ stock: 'cost', receivable: 'invoice' })
    expect(saleBasesOn(rates, '2025-06-01')).toEqual({ stock: 'cost', receivable: 'cost' })
  })

  it('cover every day of a stretch once, whatever was set', () => {
    const day = fc.integer({ min: -30, max: 400 }).map((after) => addDays(year.from, after))
    const rate = fc.oneof(
      fc
        .tuple(fc.constantFrom('office', 'field'), day, fc.integer({ min: 1, max: 9 }))
        .map(([key, from, cost]) => pool(key, from, String(cost), '7')),
      fc
        .tuple(fc.constantFrom('call', anyActivity), day, fc.constantFrom('office', 'field'))
        .map(([key, from, of]) => activity(key, from, of, key === anyActivity ? null : '3')),
      fc
        .tuple(fc.constantFrom('office', 'field'), day)
        .map(([subject, validFrom]): BookRate => ({ kind: 'pool', subject, validFrom, value: null })),
    )
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 12 }), (list) => {
        const byActivity = Map.groupBy(activitySpans(costRatesOf(list), year), (span) => span.activity)
        expect(byActivity.has(anyActivity)).toBe(true)
        for (const spans of byActivity.values()) {
          expect(spans[0]?.from).toBe(year.from)
          expect(spans.at(-1)?.to).toBe(year.to)
          for (const [index, { to }] of spans.slice(0, -1).entries())
            expect(spans[index + 1]?.from).toBe(addDays(to, 1))
          expect(spans.reduce((days, { from, to }) => days + daysBetween(from, to) + 1, 0)).toBe(365)
        }
      }),
    )
  })
})
