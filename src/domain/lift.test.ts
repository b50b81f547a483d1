import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Curve } from './curve.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeBounds, gradeOf } from './grade.ts'
import { liftOf, type Lift, type LiftChange } from './lift.ts'
import { formatMetricValue, metricMicros } from './metric-definition.ts'
import { formatMicros, parseMicros, type Micros } from './money.ts'
import { defaultPolicy, type Factor, type Policy } from './policy.ts'
import { compiledFactors, weigh } from './scorecard.ts'

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
      pair: [
        // The margin at its best is worth 15 of the 16.25 points, and the least more of spend the rest.
        'spend 10000.00 -> 10625.00 = 625.00',
        'gross-margin-rate 0.2 -> 0.4 = 2000.00',
      ],
    })
  })

  it('shares the way where each of two is enough alone', () => {
    const near: Policy = {
      ...byScore,
      grades: [
        { label: 'A', atLeast: '55' },
        { label: 'B', atLeast: null },
      ],
    }
    // 1.25 points are missing: the margin brings 0.625 of them, a forty-eighth of its way, and spend the rest.
    expect(liftOf(facts, near)?.pair?.map(written)).toEqual([
      'spend 10000.00 -> 10310.00 = 310.00',
      'gross-margin-rate 0.2 -> 0.2084 = 84.00',
    ])
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
      'gross-margin-rate 0.2 -> 0.2167 = 167.00',
      'spend 10000.00 -> 10625.00 = 625.00',
      'orders 12 -> 14 = 1666.67',
      'average-days-late 15 -> 10 = no money',
    ])
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

/** Three factors along lines, one of which counts in whole ones. */
const straight = fc
  .record({
    weights: fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
    ),
    bound: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ weights, bound }): Policy => {
    const line = (most: string): Curve => ({ type: 'linear', from: ['0', 0], to: [most, 100] })
    return {
      ...byScore,
      factors: [
        { metric: 'spend', weight: weights[0], curve: line('20000') },
        { metric: 'gross-margin-rate', weight: weights[1], curve: line('0.4') },
        { metric: 'orders', weight: weights[2], curve: line('40') },
      ],
      grades: [
        { label: 'A', atLeast: String(bound) },
        { label: 'B', atLeast: null },
      ],
    }
  })

/** Three factors in steps, whose every combination can be tried. */
const stepped = fc
  .record({
    weights: fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
    ),
    points: fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }), {
      minLength: 3,
      maxLength: 3,
    }),
    bound: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ weights, points, bound }): Policy => {
    const rising = (index: number): number[] => (points[index] ?? []).toSorted((one, other) => other - one)
    const curve = (values: readonly string[], worth: readonly number[]): Curve => ({
      type: 'bands',
      bands: worth.map((value, index) => ({ atLeast: values[index] ?? null, points: value })),
    })
    const factors: Factor[] = [
      { metric: 'spend', weight: weights[0], curve: curve(['30000', '20000', '10000'], rising(0)) },
      { metric: 'gross-margin-rate', weight: weights[1], curve: curve(['0.5', '0.3', '0.1'], rising(1)) },
      { metric: 'orders', weight: weights[2], curve: curve(['20', '10', '5'], rising(2)) },
    ]
    return {
      ...byScore,
      factors,
      grades: [
        { label: 'A', atLeast: String(bound) },
        { label: 'B', atLeast: null },
      ],
    }
  })

const bought = fc
  .record({
    spend: fc.bigInt({ min: 1n, max: 40_000_000_000n }),
    share: fc.integer({ min: 0, max: 100 }),
    orders: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ spend, share, orders }): AccountFacts => ({
    ...emptyFacts('a'),
    lines: 1,
    orders,
    spend,
    costedSpend: spend,
    spendMagnitude: spend,
    costedMagnitude: spend,
    cost: (spend * BigInt(share)) / 100n,
  }))

/** Whether the grade would be another with the factors moved. */
function lifts(policy: Policy, of: AccountFacts, changes: readonly LiftChange[]): boolean {
  const { score } = weigh(
    compiledFactors(policy).map((factor) => {
      const change = changes.find(({ metric }) => metric === factor.metric.id)
      const value = change ? change.to : factor.metric.compute(of, { minCoverage: 0.95 })
      return { factor, points: value && factor.points(metricMicros(value)) }
    }),
  )
  return score !== null && score >= (gradeBounds(policy)[0]?.atLeast ?? 0n)
}

function moneyOf(changes: readonly LiftChange[]): Micros {
  return changes.reduce((sum, { money }) => sum + (money ?? 0n), 0n)
}

/** Every move of one factor to one of its steps, for the nearest value of it. */
function everyMove(policy: Policy, of: AccountFacts): LiftChange[] {
  const alone = policy.factors.flatMap((factor) => {
    const steps = factor.curve.type === 'bands' ? factor.curve.bands : []
    return steps.flatMap(({ points }): LiftChange[] => {
      if (points === 0) return []
      const only: Policy = {
        ...policy,
        factors: [factor],
        grades: [
          { label: 'A', atLeast: String(points) },
          { label: 'B', atLeast: null },
        ],
      }
      return gradeOf(of, only)?.label === 'A' ? [] : [...(liftOf(of, only)?.singles ?? [])]
    })
  })
  return alone
}

/** Half of the missing points from each of two factors, rounded up to whole steps; null where a curve does not go so far. */
function shareTheWay(
  policy: Policy,
  of: AccountFacts,
  [first, second]: readonly [Factor, Factor],
): LiftChange[] | null {
  const weights = policy.factors.reduce((sum, { weight }) => sum + weight, 0)
  const score = Number(gradeOf(of, policy)?.basis ?? 0n) / 1e6
  const missing = Number(policy.grades[0]?.atLeast) - score
  const changes = [first, second].map((factor): LiftChange | null => {
    const own = weigh(
      compiledFactors({ ...policy, factors: [factor] }).map((one) => {
        const value = one.metric.compute(of, { minCoverage: 0.95 })
        return { factor: one, points: value && one.points(metricMicros(value)) }
      }),
    ).score
    const wanted = Number(own ?? 0n) / 1e6 + (missing * weights) / (2 * factor.weight) + 0.000_002
    if (wanted > 100) return null
    const only: Policy = {
      ...policy,
      factors: [factor],
      grades: [
        { label: 'A', atLeast: formatMicros(BigInt(Math.ceil(wanted * 1e6))) },
        { label: 'B', atLeast: null },
      ],
    }
    return liftOf(of, only)?.singles[0] ?? null
  })
  return changes.every((change) => change !== null) ? changes : null
}

describe('laws of liftOf', () => {
  it('law: every change lifts the grade, and one step less does not', () => {
    fc.assert(
      fc.property(fc.oneof(stepped, straight), bought, (policy, of) => {
        const lift = liftOf(of, policy)
        for (const changes of [
          ...(lift?.singles ?? []).map((single) => [single]),
          ...(lift?.pair ? [lift.pair] : []),
        ]) {
          expect(lifts(policy, of, changes)).toBe(true)
          for (const change of changes) {
            const step =
              { spend: 10_000n, 'gross-margin-rate': 100n, orders: 1_000_000n }[change.metric as 'spend'] ?? 1n
            const less = metricMicros(change.to) - step
            const to =
              change.to.kind === 'money'
                ? { kind: 'money' as const, micros: less }
                : { kind: 'number' as const, value: Number(less) / 1e6 }
            expect(
              lifts(
                policy,
                of,
                changes.map((one) => (one === change ? { ...change, to } : one)),
              ),
            ).toBe(false)
          }
        }
      }),
    )
  })

  it('law: two that share the way take no less money than the pair, so far as neither goes further than it can', () => {
    fc.assert(
      fc.property(
        straight,
        bought,
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 2 }),
        (policy, of, at, by) => {
          const lift = liftOf(of, policy)
          const [first, second] = [policy.factors[at], policy.factors[by]]
          if (!lift || !first || !second || at === by) return
          const halves = shareTheWay(policy, of, [first, second])
          if (halves === null || halves.some((change) => lifts(policy, of, [change]))) return
          expect(lift.pair !== null && moneyOf(lift.pair) <= moneyOf(halves)).toBe(true)
        },
      ),
    )
  })

  it('law: no single and no pair of steps that lifts takes less money', () => {
    fc.assert(
      fc.property(stepped, bought, (policy, of) => {
        const lift = liftOf(of, policy)
        if (lift === null) return
        const moves = everyMove(policy, of)
        const [single] = lift.singles
        const alone = moves.filter((move) => lifts(policy, of, [move]))
        expect(single === undefined).toBe(alone.length === 0)
        expect(alone.filter((move) => single && moneyOf([move]) < moneyOf([single]))).toEqual([])
        const pairs = moves.flatMap((one) =>
          moves
            .filter((other) => other.metric !== one.metric && !alone.includes(other) && !alone.includes(one))
            .map((other) => [one, other])
            .filter((pair) => lifts(policy, of, pair)),
        )
        expect(lift.pair === null).toBe(pairs.length === 0)
        expect(pairs.filter((pair) => lift.pair && moneyOf(pair) < moneyOf(lift.pair))).toEqual([])
      }),
    )
  })

  it('law: weights that are all twice as large ask for the same', () => {
    fc.assert(
      fc.property(stepped, bought, (policy, of) => {
        const twice = { ...policy, factors: policy.factors.map((factor) => ({ ...factor, weight: factor.weight * 2 })) }
        expect(read(liftOf(of, twice))).toEqual(read(liftOf(of, policy)))
      }),
    )
  })
})
