import { compileCurve, turnsOf } from './curve.ts'
import type { AccountFacts } from './facts.ts'
import { metricMicros, type Metric, type MetricValue } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { divideHalfEven, numberToMicros, type Micros } from './money.ts'
import type { Policy } from './policy.ts'

/** One factor of a score: what it is, what it is worth and what it adds. Unknown is null throughout. */
export interface ScorePart {
  readonly metric: string
  readonly value: MetricValue | null
  /** 0..100 on the curve of the factor. */
  readonly points: number | null
  /** As the policy states it. */
  readonly weight: number
  /** weight x points / sum of the known weights; the contributions of the known factors add up to the score. */
  readonly contribution: number | null
}

/** The score of one account with its parts, so that it can explain itself. */
export interface Scorecard {
  /** 0..100 with 6 decimals. Null when no factor is known. */
  readonly score: number | null
  /** One per factor, in the order of the policy. */
  readonly parts: readonly ScorePart[]
  readonly known: number
  readonly total: number
}

/** A factor of a policy with its decimal strings read. */
export interface CompiledFactor {
  readonly metric: Metric
  readonly weight: number
  readonly weightMicros: bigint
  readonly points: (value: Micros) => Micros
  /** The values at which the points turn or jump, in millionths of the metric. */
  readonly turns: readonly Micros[]
}

/**
 * The weighted mean of the points of the known factors: sum(weight x points) / sum(weight), computed exactly and rounded once,
 * half to even, to 6 decimals. An unknown factor leaves both sums. Contributions are rounded down to 6 decimals and the units
 * left over go to the largest remainders, the earlier factor first, so that they add up to the score. Source: measures, 1.
 */
export function scoreFactors(facts: AccountFacts | null, policy: Policy): Scorecard {
  const options = { minCoverage: policy.minCoverage }
  const scored = compiledFactors(policy).map((factor) => {
    const value = facts ? factor.metric.compute(facts, options) : null
    return { factor, value, points: value ? factor.points(metricMicros(value)) : null }
  })
  const { score, weights, known } = weigh(scored)
  const contributions =
    score === null
      ? []
      : splitScore(
          score,
          scored.map(({ factor, points }) => factor.weightMicros * (points ?? 0n)),
          weights,
        )
  return {
    score: score === null ? null : Number(score) / 1e6,
    parts: scored.map(({ factor, value, points }, index) => ({
      metric: factor.metric.id,
      value,
      points: points === null ? null : Number(points) / 1e6,
      weight: factor.weight,
      contribution: points === null ? null : Number(contributions[index] ?? 0n) / 1e6,
    })),
    known,
    total: scored.length,
  }
}

/** Factors of an account with the millionths of a point each is worth; null is unknown. */
type Weighable = Iterable<{ readonly factor: CompiledFactor; readonly points: Micros | null }>

/** The weighted mean of the points that are known, in millionths of a point; null when none is. */
export function weigh(scored: Weighable): {
  readonly score: Micros | null
  readonly weights: bigint
  readonly known: number
} {
  let [weights, weighted, known] = [0n, 0n, 0]
  for (const { factor, points } of scored) {
    if (points === null) continue
    known += 1
    weights += factor.weightMicros
    weighted += factor.weightMicros * points
  }
  return { score: known === 0 ? null : divideHalfEven(weighted, weights), weights, known }
}

/** The millionths of a score by part, largest remainder first; a part of zero gets nothing. */
function splitScore(score: Micros, weightedPoints: readonly bigint[], weights: bigint): readonly Micros[] {
  const shares = weightedPoints.map((weighted) => weighted / weights)
  let left = score - shares.reduce((sum, share) => sum + share, 0n)
  if (left === 0n) return shares
  const byRemainder = weightedPoints
    .map((weighted, index) => ({ index, remainder: weighted % weights }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder) {
    if (left === 0n) break
    shares[index] = (shares[index] ?? 0n) + 1n
    left -= 1n
  }
  return shares
}

// Parsing the decimal strings of a policy once, not once per account, is what keeps a book of 50 000 accounts fast.
const compiledByPolicy = new WeakMap<Policy, readonly CompiledFactor[]>()

/** The factors of a policy, ready to score many accounts. */
export function compiledFactors(policy: Policy): readonly CompiledFactor[] {
  const compiled =
    compiledByPolicy.get(policy) ??
    policy.factors.map(({ metric, weight, curve }) => ({
      metric: metricOf(metric),
      weight,
      weightMicros: numberToMicros(weight),
      points: compileCurve(curve),
      turns: turnsOf(curve),
    }))
  compiledByPolicy.set(policy, compiled)
  return compiled
}
