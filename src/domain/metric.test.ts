import { describe, expect, it } from 'vitest'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { formatMetricValue, metricMicros } from './metric-definition.ts'
import { isMetricId, metricOf, metrics, tellsCosts } from './metric.ts'
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
    ['days-to-pay', { ...facts, paidGross: money('110'), paidGrossDays: money('1050') }, '9.545455'],
    ['days-to-pay', { ...facts, paidGross: money('6000'), paidGrossDays: money('195000') }, '32.5'],
    ['days-to-pay', facts, null],
    ['financing-cost', { ...facts, financing: money('410.958904'), financed: 1 }, '410.958904'],
    ['financing-cost', { ...facts, financed: 3 }, '0.00'],
    ['financing-cost', facts, null],
    ['financing-cost', { ...facts, financing: money('5'), financed: 1, unfinanced: 1 }, null],
    ['financing-rate', { ...facts, financing: money('12.5'), financed: 2 }, '0.0125'],
    ['financing-rate', { ...facts, financing: money('12.5'), financed: 2, unfinanced: 1 }, null],
    ['financing-rate', { ...facts, financing: money('12.5'), financed: 2, spend: 0n }, null],
    ['gross-profit', { ...facts, costedMagnitude: money('949.999999') }, null],
    ['gross-margin-rate', { ...facts, costedSpend: 0n }, null],
    ['gross-margin-rate', { ...facts, costedSpend: money('-10') }, null],
    ['gross-margin-rate', { ...facts, cost: money('1200') }, '-0.25'],
    ['orders', { ...facts, orders: 0 }, '0'],
    ['average-days-late', { ...facts, lateAmountDays: 0n }, '0'],
    ['average-days-late', { ...facts, paidAmount: 0n, lateAmountDays: 0n }, null],
    ['standing', { ...facts, standingFirst: 1, standingAlso: 1, standingLast: 1 }, '0.5'],
    ['standing', { ...facts, standingLast: 2 }, '0'],
    ['reference', { ...facts, referenceSpeaks: 1, referenceNamed: 1 }, '0.75'],
    ['reference', { ...facts, referenceDeclined: 1 }, '0'],
    ['operating-fit', { ...facts, standardSpend: money('3'), standardKnownSpend: money('4'), plainOrders: 1 }, '0.875'],
    ['operating-fit', { ...facts, handledOrders: 2 }, '0'],
    ['travel', { ...facts, travelMinutes: 145, travelKnown: 2 }, '72.5'],
    ['travel', { ...facts, travelKnown: 1 }, '0'],
    ['growth-potential', { ...facts, growthPotential: money('2500.5'), growthKnown: 1 }, '2500.50'],
    ['growth-potential', { ...facts, growthKnown: 1 }, '0.00'],
    ['service-cost', { ...facts, serviceEvents: 2, serviceMinutes: 16, serviceCost: money('12.8') }, '12.80'],
    ['service-cost', { ...facts, serviceLoggedMinutes: 30, serviceMinutes: 30, serviceCost: money('24') }, '24.00'],
    ['service-cost', { ...facts, serviceEvents: 2, serviceUnrated: 1, serviceCost: money('6.4') }, null],
    ['net-profit', { ...facts, serviceCost: money('100'), financing: money('20'), carrying: money('10') }, '110.00'],
    ['net-profit', { ...facts, freightUninvoiced: money('300'), rebatesUncredited: money('-5') }, '-55.00'],
    ['net-profit', { ...facts, serviceUnrated: 1 }, null],
    ['net-profit', { ...facts, costedMagnitude: money('949.999999') }, null],
    ['net-profit', { ...emptyFacts('a'), returnsCost: money('3') }, '-3.00'],
    ['net-profit-rate', { ...facts, serviceCost: money('100') }, '0.14'],
    ['net-profit-rate', { ...facts, spend: 0n, serviceCost: money('100') }, null],
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

  it('tell what things cost, or do not', () => {
    const free = ['spend', 'revenue', 'orders', 'average-days-late', 'standing', 'operating-fit', 'travel']
    const told = [...free, 'growth-potential', 'reference']
    expect(
      metrics
        .map(({ id }) => id)
        .filter((id) => !tellsCosts(id))
        .toSorted(),
    ).toEqual(told.toSorted())
  })

  it('compare in millionths whatever the unit', () => {
    expect(metricMicros({ kind: 'money', micros: 5n })).toBe(5n)
    expect(metricMicros({ kind: 'number', value: 0.25 })).toBe(250_000n)
  })
})
