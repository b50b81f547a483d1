import { describe, expect, it } from 'vitest'
import type { Curve } from './curve.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeOf } from './grade.ts'
import { liftOf, type Lift, type LiftChange } from './lift.ts'
import { formatMetricValue } from './metric-definition.ts'
import { formatMicros, parseMicros, type Micros } from './money.ts'
import { defaultPolicy, type Factor, type Policy } from './policy.ts'

const facts: AccountFacts = {
  ...emptyFacts('a'),
  lines: 10,
  spend: parseMicros('10000'),
  costedSpend: parseMicros('10000'),
  spendMagnitude: parseMicros('10000'),
  costedMagnitude: parseMicros('10000'),
  cost: parseMicros('8000'),
  orders: 12,
  paidAmount: parseMicros('5000'),
  lateAmountDays: parseMicros('75000'),
}

const byScore: Policy = {
  ...defaultPolicy,
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '70' },
    { label: 'B', atLeast: '40' },
    { label: 'C', atLeast: null },
  ],
}

function written({ metric, from, to, money }: LiftChange): string {
  return `${metric} ${formatMetricValue(from)} -> ${formatMetricValue(to)} = ${money === null ? 'no money' : formatMicros(money)}`
}

function read(lift: Lift | null): object | null {
  return lift && { label: lift.label, singles: lift.singles.map(written), pair: lift.pair?.map(written) ?? null }
}

describe('liftOf', () => {
  it('moves one figure to the nearest value that lifts the grade, the least money first', () => {
    // 53.75 points: 16.25 are missing, which is 40.625 of the points of spend and 54.2 of those of the margin.
    expect(read(liftOf(facts, byScore))).toEqual({
      label: 'A',
      singles: ['spend 10000.00 -> 18125.00 = 8125.00'],
      // The margin at its best is worth 15 of the 16.25 points, but what else has money moves with it.
      pair: null,
    })
  })

  it('names two where they ask for less than one alone', () => {
    // 5 000 were paid, and waiting costs 0.0001 of an amount a day: no day late is worth 3.75 points, the margin the other 12.5.
    const waited = { ...facts, financing: parseMicros('15'), receivableDays: parseMicros('150000') }
    expect(read(liftOf(waited, byScore))).toEqual({
      label: 'A',
      singles: ['spend 10000.00 -> 18125.00 = 8125.00'],
      pair: ['gross-margin-rate 0.2 -> 0.366667 = 1666.67', 'average-days-late 15 -> 0 = 7.50'],
    })
  })

  it('names no two where one alone asks for no more', () => {
    const near: Policy = {
      ...byScore,
      grades: [
        { label: 'A', atLeast: '55' },
        { label: 'B', atLeast: null },
      ],
    }
    expect(liftOf(facts, near)?.pair).toBeNull()
  })

  it('names two where none alone is enough, but none that the same money moves', () => {
    const line = (metric: string, most: string): Factor => ({
      metric,
      weight: 50,
      curve: { type: 'linear', from: ['0', 0], to: [most, 100] },
    })
    const by = (...factors: Factor[]): Policy => ({
      ...byScore,
      factors,
      grades: [
        { label: 'A', atLeast: '80' },
        { label: 'B', atLeast: null },
      ],
    })
    const promised = { ...facts, committed: parseMicros('4000'), takenOnTime: parseMicros('2000') }
    expect(read(liftOf(promised, by(line('spend', '20000'), line('taken-rate', '1'))))).toEqual({
      label: 'A',
      singles: [],
      pair: ['spend 10000.00 -> 12000.00 = 2000.00', 'taken-rate 0.5 -> 1 = 2000.00'],
    })
    expect(read(liftOf(promised, by(line('net-profit', '5000'), line('net-profit-rate', '0.5'))))).toEqual({
      label: 'A',
      singles: [],
      pair: null,
    })
  })

  it('says the least money that lifts a rate, to the cent, though the rate itself is rounded', () => {
    const promised = {
      ...facts,
      committed: parseMicros('61237.41'),
      takenOnTime: parseMicros('40000.00'),
    }
    const kept: Policy = {
      ...byScore,
      factors: [{ metric: 'taken-rate', weight: 1, curve: { type: 'linear', from: ['0', 0], to: ['1', 100] } }],
    }
    const [single] = liftOf(promised, kept)?.singles ?? []
    const money = single?.money ?? 0n
    const taken = (more: Micros): AccountFacts => ({ ...promised, takenOnTime: promised.takenOnTime + more })
    // 70 % of what was promised is 42 866.187.
    expect(formatMicros(money)).toBe('2866.16')
    expect(gradeOf(taken(money), kept)?.label).toBe('A')
    expect(gradeOf(taken(money - 10_000n), kept)?.label).toBe('B')
  })

  it('says what spend is missing where the grade goes by spend', () => {
    const short = { ...facts, spend: parseMicros('9999.99') }
    expect(read(liftOf(short, defaultPolicy))).toEqual({
      label: 'A',
      singles: ['spend 9999.99 -> 10000.00 = 0.01'],
      pair: null,
    })
  })

  it('moves a count by whole ones, and one that has no money comes last', () => {
    const near: Policy = {
      ...byScore,
      grades: [
        { label: 'A', atLeast: '55' },
        { label: 'B', atLeast: null },
      ],
    }
    expect(liftOf(facts, near)?.singles.map(written)).toEqual([
      // 1.25 points: 6.25 % of the margin curve, 2.5 orders, 5 days, 3.125 % of the spend curve.
      'gross-margin-rate 0.2 -> 0.216667 = 166.67',
      'spend 10000.00 -> 10625.00 = 625.00',
      'orders 12 -> 14 = 1666.67',
      'average-days-late 15 -> 10 = no money',
    ])
  })
  it('adds no cent to what orders are worth', () => {
    const byOrders: Policy = {
      ...byScore,
      factors: [{ metric: 'orders', weight: 1, curve: { type: 'linear', from: ['0', 0], to: ['30', 100] } }],
    }
    // Six orders of 1 666.666667 each make 10 000.
    expect(liftOf({ ...facts, orders: 6 }, byOrders)?.singles.map(written)).toEqual(['orders 6 -> 12 = 10000.00'])
  })

  it.each([
    ['at the best grade', { ...facts, spend: parseMicros('20000'), cost: parseMicros('0') }, byScore],
    ['when net spend is not above zero', { ...facts, spend: -1n }, byScore],
    ['without an invoice', emptyFacts('a'), byScore],
    ['when nothing is known', null, byScore],
  ])('is nothing %s', (_when, of, policy) => {
    expect(liftOf(of, policy)).toBeNull()
  })

  it('knows what a day of waiting costs where the cost of waiting is known', () => {
    const near: Policy = {
      ...byScore,
      grades: [
        { label: 'A', atLeast: '55' },
        { label: 'B', atLeast: null },
      ],
    }
    // 5 000 were paid, and waiting costs 0.0001 of an amount a day.
    const waited = { ...facts, financing: parseMicros('15'), receivableDays: parseMicros('150000') }
    expect(liftOf(waited, near)?.singles.map(written)[0]).toBe('average-days-late 15 -> 10 = 2.50')
  })

  it('leaves figures that are unknown as they are', () => {
    const unpaid = { ...facts, paidAmount: 0n, lateAmountDays: 0n }
    const metrics = liftOf(unpaid, {
      ...byScore,
      grades: [
        { label: 'A', atLeast: '52' },
        { label: 'B', atLeast: null },
      ],
    })
    expect(metrics?.singles.map(({ metric }) => metric)).toEqual(['gross-margin-rate', 'spend', 'orders'])
  })

  it('goes under the bound of a band for which less is better, and never to what a figure cannot be', () => {
    const late = (curve: Curve): Policy => ({
      ...byScore,
      factors: [{ metric: 'average-days-late', weight: 1, curve }],
    })
    const bands: Curve = {
      type: 'bands',
      bands: [
        { atLeast: '10', points: 0 },
        { atLeast: null, points: 100 },
      ],
    }
    expect(liftOf(facts, late(bands))?.singles.map(written)).toEqual(['average-days-late 15 -> 9.9 = no money'])
    const beyond: Curve = { type: 'linear', from: ['-30', 100], to: ['30', 0] }
    // On the due date is worth 50 points, and nobody pays less late than that.
    expect(read(liftOf(facts, late(beyond)))).toEqual({
      label: 'B',
      singles: ['average-days-late 15 -> 6 = no money'],
      pair: null,
    })
    const atBest = { ...facts, lateAmountDays: 0n }
    expect(read(liftOf(atBest, late(beyond)))).toEqual({ label: 'A', singles: [], pair: null })
  })
})
