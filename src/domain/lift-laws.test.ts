import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Curve } from './curve.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeBounds, gradeOf } from './grade.ts'
import { liftOf, type LiftChange } from './lift.ts'
import { metricMicros } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { formatMicros, type Micros } from './money.ts'
import { defaultPolicy, type Factor, type Policy } from './policy.ts'
import { restOnSameFacts } from './same-facts.ts'
import { compiledFactors, weigh } from './scorecard.ts'

/** Three factors along lines, two of which rest on the same facts. */
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
      ...defaultPolicy,
      gradeBy: 'score',
      factors: [
        { metric: 'spend', weight: weights[0], curve: line('20000') },
        { metric: 'gross-margin-rate', weight: weights[1], curve: line('0.4') },
        { metric: 'taken-rate', weight: weights[2], curve: line('1') },
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
      { metric: 'taken-rate', weight: weights[2], curve: curve(['0.95', '0.7', '0.4'], rising(2)) },
    ]
    return {
      ...defaultPolicy,
      gradeBy: 'score',
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
    committed: fc.bigInt({ min: 1_000_000n, max: 40_000_000_000n }),
    taken: fc.bigInt({ min: 0n, max: 1_000_000n }),
  })
  .map(({ spend, share, committed, taken }): AccountFacts => ({
    ...emptyFacts('a'),
    lines: 1,
    spend,
    costedSpend: spend,
    spendMagnitude: spend,
    costedMagnitude: spend,
    cost: (spend * BigInt(share)) / 100n,
    committed,
    taken: (committed * taken) / 1_000_000n,
    takenOnTime: (committed * taken) / 1_000_000n,
    commitments: 1,
  }))

/** The facts with the money of some changes moved, and one of them by so much less. */
function after(of: AccountFacts, changes: readonly LiftChange[], less?: LiftChange): AccountFacts {
  return changes.reduce((moved, change): AccountFacts => {
    const short = change === less ? 10_000n : 0n
    const money = (change.money ?? 0n) - short
    if (change.metric === 'spend') return { ...moved, spend: metricMicros(change.to) - short }
    if (change.metric === 'gross-margin-rate') return { ...moved, cost: moved.cost - money }
    return { ...moved, takenOnTime: moved.takenOnTime + money }
  }, of)
}

/** Whether the account would have the better grade with the changes made. */
function lifts(policy: Policy, of: AccountFacts, changes: readonly LiftChange[], less?: LiftChange): boolean {
  const { score } = weigh(
    compiledFactors(policy).map((factor) => {
      const value = factor.metric.compute(after(of, changes, less), { minCoverage: 0.95 })
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
  it('law: every change lifts the grade when it is scored again, and a cent less does not', () => {
    fc.assert(
      fc.property(fc.oneof(stepped, straight), bought, (policy, of) => {
        const lift = liftOf(of, policy)
        for (const changes of [
          ...(lift?.singles ?? []).map((single) => [single]),
          ...(lift?.pair ? [lift.pair] : []),
        ]) {
          expect(lifts(policy, of, changes)).toBe(true)
          for (const change of changes) expect(lifts(policy, of, changes, change)).toBe(false)
        }
      }),
    )
  })

  it('law: two that share the way take no less money than the pair, or than one alone', () => {
    fc.assert(
      fc.property(
        straight,
        bought,
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 2 }),
        (policy, of, at, by) => {
          const lift = liftOf(of, policy)
          const [first, second] = [policy.factors[at], policy.factors[by]]
          fc.pre(lift !== null && first !== undefined && second !== undefined)
          fc.pre(!restOnSameFacts(metricOf(first.metric), metricOf(second.metric)))
          const halves = shareTheWay(policy, of, [first, second])
          fc.pre(halves !== null && !halves.some((change) => lifts(policy, of, [change])))
          const named = [lift.pair ?? [], lift.singles.slice(0, 1)].filter(({ length }) => length > 0)
          expect(named.some((changes) => moneyOf(changes) <= moneyOf(halves))).toBe(true)
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
            .filter((pair) => lifts(policy, of, pair))
            .filter((pair) => pair.some(({ metric }) => metric === 'taken-rate'))
            .filter((pair) => single === undefined || moneyOf(pair) < moneyOf([single])),
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
        expect(liftOf(of, twice)).toEqual(liftOf(of, policy))
      }),
    )
  })
})
