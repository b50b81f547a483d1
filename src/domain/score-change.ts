import type { MetricId, MetricValue } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { divideHalfEven, numberToMicros, type Micros } from './money.ts'
import type { Scorecard, ScorePart } from './scorecard.ts'

/** A factor on a day: its value and its points, 0..100 on its curve. */
export interface FactorOnDay {
  readonly value: MetricValue
  readonly points: number
}

/**
 * One reason why a score is another one later, with what it adds, in points.
 * - `policy`: the later day is graded by another policy; what that makes of the facts of the earlier day
 * - `known`, `unknown`: a figure is known now and was not, or the other way round; the others weigh less, or more
 * - `moved`: a figure that is known on both days
 */
export type ScoreChangePart =
  | { readonly kind: 'policy'; readonly change: number }
  | { readonly kind: 'known'; readonly metric: MetricId; readonly after: FactorOnDay; readonly change: number }
  | { readonly kind: 'unknown'; readonly metric: MetricId; readonly before: FactorOnDay; readonly change: number }
  | {
      readonly kind: 'moved'
      readonly metric: MetricId
      readonly before: FactorOnDay
      readonly after: FactorOnDay
      readonly change: number
    }

/** How a score came to be another one. */
export interface ScoreChange {
  /** 0..100 with 6 decimals; null where no factor is known. */
  readonly before: number | null
  readonly after: number | null
  /** Null where either is. */
  readonly change: number | null
  /** They add up to the change, to the last decimal; none where there is no change to tell. */
  readonly parts: readonly ScoreChangePart[]
}

/**
 * Takes the change of a score apart in the order in which each step is worked out: the policy, then one after the other the
 * figures that became known, then what those known on both days moved by, at the weights of all that is known on either, then the
 * figures that are no longer known. `rescored` is the earlier day by the policy of the later one: `before` itself where that is the same.
 */
export function compareScores({
  before,
  rescored,
  after,
}: {
  readonly before: Scorecard
  readonly rescored: Scorecard
  readonly after: Scorecard
}): ScoreChange {
  const ends = { before: before.score, after: after.score }
  if (before.score === null || rescored.score === null || after.score === null) {
    return { ...ends, change: null, parts: [] }
  }
  const steps = stepsBetween(rescored.parts, after.parts)
  const policyPart = { kind: 'policy', change: difference(before.score, rescored.score) } as const
  return {
    ...ends,
    change: difference(before.score, after.score),
    parts: [...(policyPart.change === 0 ? [] : [policyPart]), ...steps],
  }
}

/** A factor with its weight and its points on either day, in millionths. */
interface Pair {
  readonly metric: MetricId
  readonly weight: bigint
  readonly before: FactorOnDay | null
  readonly after: FactorOnDay | null
}

function stepsBetween(before: readonly ScorePart[], after: readonly ScorePart[]): readonly ScoreChangePart[] {
  const pairs = after.map((part, index): Pair => {
    return {
      metric: metricOf(part.metric).id,
      weight: numberToMicros(part.weight),
      before: onDay(before[index]),
      after: onDay(part),
    }
  })
  const score = new RunningScore()
  for (const { weight, before: known } of pairs) if (known) score.put(weight, known)
  const parts: ScoreChangePart[] = []
  for (const { metric, weight, before: was, after: is } of pairs) {
    if (is && !was) parts.push({ kind: 'known', metric, after: is, change: score.put(weight, is) })
  }
  parts.push(...movedParts(pairs, score))
  for (const { metric, weight, before: was, after: is } of pairs) {
    if (was && !is) parts.push({ kind: 'unknown', metric, before: was, change: score.take(weight, was) })
  }
  return parts
}

function onDay(part: ScorePart | undefined): FactorOnDay | null {
  return part && part.value !== null && part.points !== null ? { value: part.value, points: part.points } : null
}

/** The weighted mean of points that come and go, each time rounded as a score is. */
class RunningScore {
  #weighted = 0n
  #weights = 0n

  get weights(): bigint {
    return this.#weights
  }

  /** What a factor that comes in makes the score rise by. */
  put(weight: bigint, { points }: FactorOnDay): number {
    return this.#change(weight, weight * numberToMicros(points))
  }

  /** What the score rises by without a factor. */
  take(weight: bigint, { points }: FactorOnDay): number {
    return this.#change(-weight, -weight * numberToMicros(points))
  }

  /** What weighted points of factors that are in make the score rise by. */
  move(weighted: bigint): Micros {
    const before = this.#micros()
    this.#weighted += weighted
    return this.#micros() - before
  }

  #change(weight: bigint, weighted: bigint): number {
    const before = this.#micros()
    this.#weights += weight
    this.#weighted += weighted
    return Number(this.#micros() - before) / 1e6
  }

  #micros(): Micros {
    return this.#weights === 0n ? 0n : divideHalfEven(this.#weighted, this.#weights)
  }
}

/** What each factor that is known on both days moved the score by; the millionths left over go to the one that moved it most. */
function movedParts(pairs: readonly Pair[], score: RunningScore): readonly ScoreChangePart[] {
  const moved = pairs.flatMap(({ metric, weight, before, after }) => {
    if (!before || !after) return []
    const weighted = weight * (numberToMicros(after.points) - numberToMicros(before.points))
    return [{ kind: 'moved' as const, metric, before, after, weighted }]
  })
  const all = score.move(moved.reduce((sum, { weighted }) => sum + weighted, 0n))
  const shares = moved.map(({ weighted }) => divideHalfEven(weighted, score.weights))
  const left = all - shares.reduce((sum, share) => sum + share, 0n)
  const sizes = moved.map(({ weighted }) => (weighted < 0n ? -weighted : weighted))
  const largest = sizes.indexOf(sizes.reduce((most, size) => (size > most ? size : most), 0n))
  return moved.map(({ weighted: _weighted, ...part }, index) => ({
    ...part,
    change: Number((shares[index] ?? 0n) + (index === largest ? left : 0n)) / 1e6,
  }))
}

function difference(before: number, after: number): number {
  return Number(numberToMicros(after) - numberToMicros(before)) / 1e6
}
