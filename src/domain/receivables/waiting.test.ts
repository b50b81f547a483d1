import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../day.ts'
import { formatMicros, parseMicros, roundMicros } from '../money.ts'
import { openOn } from './balance.ts'
import { financingOf, rateSpans, waitingSteps } from './financing.ts'
import type { FinancingRate } from './financing.ts'
import { measure } from './measure.ts'
import type { Receivable } from './receivable.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }
const fivePercent: FinancingRate = { validFrom: '2000-01-01', rate: parseMicros('0.05'), base: 'gross' }
const day = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2024-06-01', offset))

function invoice(gross: bigint, date: string, more: Partial<Receivable> = {}): Receivable {
  return {
    source: 'main',
    number: '1',
    date,
    dueDate: null,
    currency: 'EUR',
    gross,
    net: null,
    costOfGoods: null,
    rate: 1_000_000n,
    settlements: [],
    disputes: [],
    ...more,
  }
}

describe('waiting, reckoned on what the goods have cost', () => {
  const spans = rateSpans([{ ...fivePercent, base: 'cost' }], year)
  const paid = (...parts: readonly (readonly [string, string])[]): Receivable['settlements'] =>
    parts.map(([date, amount]) => ({ date, amount: parseMicros(amount) }))
  const sale = invoice(parseMicros('30000'), '2025-03-01', {
    costOfGoods: parseMicros('27000'),
    settlements: paid(['2025-04-15', '30000']),
  })
  const costOf = (one: Receivable): string | null => {
    const cost = financingOf(one, spans)
    return cost && formatMicros(roundMicros(cost.total, 2))
  }

  it('costs 166.44 for 45 days of 27 000 at 5 %, in whatever currency the invoice is', () => {
    expect(costOf(sale)).toBe('166.44')
    expect(costOf({ ...sale, rate: parseMicros('1.25') })).toBe('166.44')
  })

  it('costs half from the day on that half was paid on', () => {
    expect(costOf({ ...sale, settlements: paid(['2025-03-21', '15000'], ['2025-04-15', '15000']) })).toBe('120.21')
  })

  it('is unknown where the cost is, unless nothing was waited for', () => {
    expect(costOf({ ...sale, costOfGoods: null })).toBeNull()
    expect(costOf({ ...sale, costOfGoods: null, settlements: paid(['2025-03-01', '30000']) })).toBe('0.00')
  })
})

describe('the laws of waiting', () => {
  it('costs night by night what it costs by the steps up to the end, whatever rates follow each other', () => {
    const rates = fc.uniqueArray(
      fc.record({
        validFrom: day,
        rate: fc.bigInt({ min: 0n, max: 1_000_000n }),
        base: fc.constantFrom('gross' as const, 'net' as const),
      }),
      { maxLength: 5, selector: ({ validFrom }) => validFrom },
    )
    fc.assert(
      fc.property(rates, day, fc.nat(900), (set, from, length) => {
        const spans = rateSpans([fivePercent, ...set], { from, to: addDays(from, length) })
        // Open from the day on and never paid, net of half: in units so small that nothing is rounded.
        const waited = invoice(2n * 10n ** 17n, from, { net: 10n ** 17n })
        const of = (base: 'gross' | 'net'): bigint => {
          const step = waitingSteps(spans, base).find((one) => one.from <= from)
          return step ? step.rest + step.night * BigInt(daysBetween(from, step.to)) : 0n
        }
        expect(financingOf(waited, spans)?.total).toBe(2n * of('gross') + of('net'))
      }),
    )
  })

  it('has an average balance over the window that is what was open each evening', () => {
    const amount = fc.bigInt({ min: -100_000_000n, max: 100_000_000n })
    const settled = fc.array(fc.tuple(fc.nat(400), amount), { maxLength: 3 })
    fc.assert(
      fc.property(amount, day, settled, (gross, date, parts) => {
        const settlements = parts
          .map(([after, part]) => ({ date: addDays(date, after), amount: part }))
          .toSorted((one, other) => (one.date < other.date ? -1 : 1))
        const one = invoice(gross, date, { settlements })
        const evenings = Array.from({ length: 365 }, (_, night) => addDays('2024-12-31', night))
        const nights = evenings.reduce((sum, evening) => sum + openOn(one, evening), 0n)
        expect(measure(one, year, []).openNights).toBe(nights)
      }),
    )
  })
})
