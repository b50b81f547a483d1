import { describe, expect, it } from 'vitest'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { formatMetricValue, metricMicros } from './metric-definition.ts'
import { isMetricId, metricOf, metrics } from './metric.ts'
import { parseMicros } from './money.ts'

const money = parseMicros
const facts: AccountFacts = {
  ...emptyFacts('a'),
  revenue: money('1050'),
  spend: money('1000'),
  costedSpend: money('960'),
  spendMagnitude: money('1000'),
  costedMagnitude: money('960'),
  cost: money('720'),
  lines: 4,
  orders: 3,
  invoices: 3,
  paidAmount: money('110'),
  lateAmountDays: money('1050'),
}

function valueOf(id: string, of: AccountFacts): string | null {
  const value = metricOf(id).compute(of, { minCoverage: 0.95 })
  return value === null ? null : formatMetricValue(value)
}

describe('metrics', () => {
  it.each([
    ['spend', facts, '1000.00'],
    ['revenue', facts, '1050.00'],
    ['gross-profit', facts, '240.00'],
    ['gross-margin-rate', facts, '0.25'],
    ['cost-coverage', facts, '0.96'],
    ['orders', facts, '3'],
    // 10 paid 5 days late and 100 paid 10 days late: the golden average of days to pay, on days late.
    ['average-days-late', facts, '9.545455'],
    ['gross-profit', { ...facts, costedMagnitude: money('949.999999') }, null],
    ['gross-margin-rate', { ...facts, costedSpend: 0n }, null],
    ['gross-margin-rate', { ...facts, costedSpend: money('-10') }, null],
    ['gross-margin-rate', { ...facts, cost: money('1200') }, '-0.25'],
    ['orders', { ...facts, orders: 0 }, '0'],
    ['average-days-late', { ...facts, lateAmountDays: 0n }, '0'],
    ['average-days-late', { ...facts, paidAmount: 0n, lateAmountDays: 0n }, null],
  ])('%s is %#', (id, of, value) => {
    expect(valueOf(id, of)).toBe(value)
  })

  it('are all unknown, not zero, for an account without a line or a payment', () => {
    for (const { id } of metrics) expect([id, valueOf(id, emptyFacts('a'))]).toEqual([id, null])
  })

  it('read nothing but the facts they name', () => {
    for (const metric of metrics) {
      const read = new Set<string>()
      const watched = new Proxy(facts, {
        get: (target, key) => {
          read.add(String(key))
          return Reflect.get(target, key) as unknown
        },
      })
      metric.compute(watched, { minCoverage: 0.95 })
      expect([metric.id, [...read].toSorted()]).toEqual([metric.id, [...metric.inputs].toSorted()])
    }
  })

  it('have ids that are unique and found', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length)
    for (const metric of metrics) expect(metricOf(metric.id)).toBe(metric)
    expect(isMetricId('spend')).toBe(true)
    expect(isMetricId('sepnd')).toBe(false)
    expect(() => metricOf('sepnd')).toThrow('Cannot find metric "sepnd"')
  })

  it('compare in millionths whatever the unit', () => {
    expect(metricMicros({ kind: 'money', micros: 5n })).toBe(5n)
    expect(metricMicros({ kind: 'number', value: 0.25 })).toBe(250_000n)
  })
})
