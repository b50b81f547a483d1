import { describe, expect, it } from 'vitest'
import { activitySpans, capacitySpans, costRatesOf } from '../cost-rate/cost-rates.ts'
import type { BookRate } from '../cost-rate/book-rate.ts'
import { formatMicros, parseMicros } from '../money.ts'
import { poolUses } from './capacity.ts'
import { measuresService, serviceRatesOf } from './service-rates.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

function activity(subject: string, minutes: string): BookRate {
  return { kind: 'activity', subject, validFrom: '2025-01-01', value: { pool: 'desk', minutes: parseMicros(minutes) } }
}

const rates = costRatesOf([
  {
    kind: 'pool',
    subject: 'desk',
    validFrom: '2025-01-01',
    value: { name: 'Order desk', cost: parseMicros('560000'), minutes: parseMicros('700000') },
  },
  activity('order', '8'),
  activity('inquiry', '44'),
  activity('credit_check', '50'),
])

describe('Capacity', () => {
  it('is used at the rate of its pool, and what nobody used stands by itself', () => {
    const spans = activitySpans(rates, year)
    const used = (
      [
        ['order', 49_000n],
        ['inquiry', 1_400n],
        ['credit_check', 2_500n],
      ] as const
    ).map(([name, events]) => {
      const { perEvent = null, minutes = null } = spans.find((span) => span.activity === name) ?? {}
      return { activity: name, rateFrom: year.from, minutes: events * (minutes ?? 0n), cost: events * (perEvent ?? 0n) }
    })
    const [desk] = poolUses(capacitySpans(rates, year), spans, used)
    expect(desk?.name).toBe('Order desk')
    expect(formatMicros(desk?.usedMinutes ?? 0n, 0)).toBe('578600')
    expect(formatMicros(desk?.usedCost ?? 0n)).toBe('462880.00')
    expect(formatMicros(desk?.unusedCost ?? 0n)).toBe('97120.00')
    expect(formatMicros(desk?.unusedMinutes ?? 0n, 0)).toBe('121400')
  })

  it('has 1/365 of a year on every day, and falls below zero where more was used than there is', () => {
    const day = { from: '2025-03-01', to: '2025-03-01' }
    const used = [{ activity: 'order', rateFrom: day.from, minutes: parseMicros('8000'), cost: parseMicros('6400') }]
    const [desk] = poolUses(capacitySpans(rates, day), activitySpans(rates, day), used)
    expect([desk?.cost, desk?.unusedCost].map((amount) => formatMicros(amount ?? 0n))).toEqual([
      '1534.246575',
      '-4865.753425',
    ])
  })
})

describe('The rates of service', () => {
  it('count documents of the ledger where nobody brings them as events and they have a standard time', () => {
    const of = (...activities: string[]) =>
      serviceRatesOf(rates, { activities: new Set(activities), hasHours: false }, year)
    expect(of('call').documents).toEqual(['order'])
    expect(of('order').documents).toEqual([])
    expect(measuresService({ activities: new Set(), hasHours: false }, of())).toBe(true)
    const none = serviceRatesOf(costRatesOf([]), { activities: new Set(), hasHours: false }, year)
    expect(measuresService({ activities: new Set(), hasHours: false }, none)).toBe(false)
    expect(measuresService({ activities: new Set(), hasHours: true }, none)).toBe(true)
  })

  it('leave returns to the handling of returns on the days on which that has a cost', () => {
    const handled = costRatesOf([
      { kind: 'returns', subject: '', validFrom: '2025-03-01', value: { perReturn: 1n, activity: null } },
      { kind: 'returns', subject: '', validFrom: '2025-05-01', value: { perReturn: null, activity: 'credit_check' } },
      { kind: 'returns', subject: '', validFrom: '2025-06-01', value: null },
    ])
    expect(serviceRatesOf(handled, { activities: new Set(), hasHours: false }, year).elsewhere).toEqual([
      { activity: 'return', from: '2025-03-01', to: '2025-04-30' },
      { activity: 'credit_check', from: '2025-05-01', to: '2025-05-31' },
    ])
  })
})
