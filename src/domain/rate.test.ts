import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { parseMicros } from './money.ts'
import { dayRates, inverseOf } from './rate.ts'

const quote = (currency: string, day: string, rate: string) => ({ currency, day, rate: parseMicros(rate) })

describe('inverseOf', () => {
  it.each([
    ['1', '1.000000000000000'],
    ['2', '0.500000000000000'],
    ['0.87058', '1.148659514346757'],
    ['186.75', '0.005354752342704'],
    ['0.000001', '1000000.000000000000000'],
  ])('of %s is %s', (rate, inverse) => {
    expect(inverseOf(parseMicros(rate))).toBe(inverse)
  })

  it.each(['0', '-1'])('refuses a rate of %s', (rate) => {
    expect(() => inverseOf(parseMicros(rate))).toThrow(/above zero/)
  })
})

describe('dayRates', () => {
  it('uses the last rate on or before the day, at most 7 days old', () => {
    const rates = [...dayRates([quote('GBP', '2026-03-02', '0.8'), quote('GBP', '2026-03-04', '0.9')])]
    const byDay = new Map(rates.map((rate) => [rate.day, rate.rate]))
    expect(byDay.get('2026-03-01')).toBeUndefined()
    expect(byDay.get('2026-03-03')).toBe('0.80')
    expect(byDay.get('2026-03-04')).toBe('0.90')
    expect(byDay.get('2026-03-11')).toBe('0.90')
    expect(byDay.get('2026-03-12')).toBeUndefined()
  })

  it('stops at the end of the calendar', () => {
    const days = [...dayRates([quote('GBP', '9999-12-30', '0.8')])].map((rate) => rate.day)
    expect(days).toEqual(['9999-12-30', '9999-12-31'])
  })

  it('gives each currency and day one rate at most, whatever the order of the quotes', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days))
    const quotes = fc.uniqueArray(fc.record({ currency: fc.constantFrom('GBP', 'USD'), day }), {
      selector: (one) => `${one.currency} ${one.day}`,
    })
    fc.assert(
      fc.property(quotes, (list) => {
        const quoted = list.map((one, index) => quote(one.currency, one.day, String(index + 1)))
        const key = (rate: { currency: string; day: string }) => `${rate.currency} ${rate.day}`
        const forwards = [...dayRates(quoted)]
        expect(new Set(forwards.map(key)).size).toBe(forwards.length)
        const sorted = (rates: typeof forwards) => rates.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
        expect(sorted([...dayRates(quoted.toReversed())])).toEqual(sorted(forwards))
        for (const one of quoted) expect(forwards.some((rate) => key(rate) === key(one))).toBe(true)
      }),
    )
  })
})
