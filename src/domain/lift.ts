import type { AccountFacts } from './facts.ts'
import { distanceToNext, gradeBounds, gradeOf } from './grade.ts'
import { metricMicros, type MetricId, type MetricUnit, type MetricValue } from './metric-definition.ts'
import { divideHalfEven, microsPerUnit, numberToMicros, roundMicros, type Micros } from './money.ts'
import type { Policy } from './policy.ts'
import { compiledFactors, weigh, type CompiledFactor } from './scorecard.ts'

/** One figure moved as far as the policy asks, everything else as it is. */
export interface LiftChange {
  readonly metric: MetricId
  readonly from: MetricValue
  readonly to: MetricValue
  /** 0..100 on the curve of the factor, as it is and as it would be; null under a policy that grades by spend. */
  readonly points: { readonly from: number; readonly to: number } | null
  /** The size of the move in money at this account, to the cent; null where the metric has none of its own. */
  readonly money: Micros | null
}

/** What would lift an account to the next better grade. */
export interface Lift {
  /** The next better grade. */
  readonly label: string
  /** Each is enough alone and no further than needed: the least money first, those without money last. */
  readonly singles: readonly LiftChange[]
  /** The two that together take the least money and of which neither is enough so far alone; null where no two are. */
  readonly pair: Pair | null
}

type Pair = readonly [LiftChange, LiftChange]

/**
 * The smallest changes that lift these facts to the next better grade of the policy, worked out from its own curves, weights and
 * bounds. A factor moves to the nearest whole value (`stepByUnit`) that is enough, no further than its curve gives points and
 * than its figure can be. Factors that are unknown stay so. Null without a grade, at the best one, and where net spend at or
 * below zero made the grade.
 */
export function liftOf(facts: AccountFacts | null, policy: Policy): Lift | null {
  const grade = gradeOf(facts, policy)
  if (!facts || !grade || grade.flagged) return null
  const next = distanceToNext(grade.basis, policy)
  if (!next) return null
  const { label, missing } = next
  if (policy.gradeBy === 'spend') return { label, singles: [spendMore(facts.spend, missing)], pair: null }
  const levers = leversOf(facts, policy)
  const bound = gradeBounds(policy).find((one) => one.label === label)?.atLeast ?? 0n
  const reaches = reachOf(levers, bound)
  const singles = levers.flatMap((lever) => {
    const value = nearest(lever, (points) => reaches(new Map([[lever, points]])))
    return value === null ? [] : [changeOf(lever, value)]
  })
  return {
    label,
    singles: singles.toSorted((one, other) => compareMoney([one], [other])),
    pair: cheaper(bestPair(levers, reaches, turnsAhead), bestPair(levers, reaches, halfWay(levers, missing))),
  }
}

function spendMore(spend: Micros, missing: Micros): LiftChange {
  return {
    metric: 'spend',
    from: { kind: 'money', micros: spend },
    to: { kind: 'money', micros: spend + missing },
    points: null,
    money: missing,
  }
}

/** A known factor that can be moved. Amounts in millionths, of the metric, of a point and of money. */
interface Lever {
  readonly factor: CompiledFactor
  readonly kind: MetricValue['kind']
  readonly value: Micros
  readonly points: Micros
  /** 1 where a larger value is better, else -1. */
  readonly way: bigint
  /** What values are moved to whole ones of, and how many of these the curve and the figure let it go at most. */
  readonly step: Micros
  readonly steps: bigint
  /** What one whole unit is in money; null where it has none. */
  readonly moneyPerUnit: Micros | null
}

/** What a value is moved in, in millionths: whole cents, hundredths of a percent, tenths of a day, whole minutes and counts. */
const stepByUnit: Readonly<Record<MetricUnit, Micros>> = {
  money: 10_000n,
  rate: 100n,
  days: 100_000n,
  count: 1_000_000n,
  minutes: 1_000_000n,
}

function leversOf(facts: AccountFacts, policy: Policy): readonly Lever[] {
  return compiledFactors(policy).flatMap((factor) => {
    const { metric } = factor
    const known = metric.compute(facts, { minCoverage: policy.minCoverage })
    if (known === null) return []
    const value = metricMicros(known)
    const way = metric.better === 'higher' ? 1n : -1n
    const step = stepByUnit[metric.unit]
    const moneyPerUnit = metric.unit === 'money' ? microsPerUnit : (metric.moneyPerUnit?.(facts) ?? null)
    const lever = { factor, kind: known.kind, value, points: factor.points(value), way, step, moneyPerUnit }
    return [{ ...lever, steps: stepsAhead(lever) }]
  })
}

/** How many steps lie between a value and the end of its curve, within what the figure can be. */
function stepsAhead(lever: Pick<Lever, 'factor' | 'value' | 'way' | 'step'>): bigint {
  const { factor, value, way, step } = lever
  const { turns, metric } = factor
  // A band starts at its bound: what a smaller value is better for starts right under it.
  const ahead = turns.map((turn) => (way === 1n ? turn - value : value - turn + 1n))
  const furthest = ahead.reduce((most, distance) => (distance > most ? distance : most), 0n)
  const limit = way === 1n ? metric.most : metric.least
  const room = limit === undefined ? furthest : way * (numberToMicros(limit) - value)
  // The first step goes to the next whole one, so that it may be a short one.
  const short = way * (valueAfter(lever, 0n) - value)
  return furthest <= room ? divideUp(furthest - short, step) : (room - short) / step
}

/** The value a number of steps ahead; none is the last whole one that is no better than the value. */
function valueAfter({ value, way, step }: Pick<Lever, 'value' | 'way' | 'step'>, steps: bigint): Micros {
  return way === 1n ? (divideDown(value, step) + steps) * step : (divideUp(value, step) - steps) * step
}

/** Whether a score of the levers is at the bound when some of them have other points. */
type Reaches = (moved: ReadonlyMap<Lever, Micros>) => boolean

function reachOf(levers: readonly Lever[], bound: Micros): Reaches {
  return (moved) => {
    const { score } = weigh(levers.map((lever) => ({ factor: lever.factor, points: moved.get(lever) ?? lever.points })))
    return score !== null && score >= bound
  }
}

/** The value nearest to that of the lever, on the better side, whose points are enough; null where none up to its end is. */
function nearest(lever: Lever, isEnough: (points: Micros) => boolean): Micros | null {
  let [short, enough] = [0n, lever.steps]
  const isEnoughAfter = (steps: bigint): boolean => isEnough(lever.factor.points(valueAfter(lever, steps)))
  if (enough <= 0n || !isEnoughAfter(enough)) return null
  // Points never fall on the way to the end, so that halving the way finds the first that is enough.
  while (enough - short > 1n) {
    const middle = (short + enough) / 2n
    if (isEnoughAfter(middle)) enough = middle
    else short = middle
  }
  return valueAfter(lever, enough)
}

/**
 * Of the pairs with one of the two at a value that `valuesOf` gives the one that takes the least money, neither going further than
 * needed. Along the values of two factors that are just enough together the money is a line between the turns of their curves, so that
 * the least of it lies at a turn of one, or where one all but does it alone.
 */
function bestPair(
  levers: readonly Lever[],
  reaches: Reaches,
  valuesOf: (lever: Lever) => readonly Micros[],
): Pair | null {
  let best: Pair | null = null
  for (const first of levers) {
    for (const value of valuesOf(first)) {
      const points = first.factor.points(value)
      if (reaches(new Map([[first, points]]))) continue
      for (const second of levers) {
        if (second === first) continue
        const other = nearest(second, (more) =>
          reaches(
            new Map([
              [first, points],
              [second, more],
            ]),
          ),
        )
        if (other === null) continue
        const rest = second.factor.points(other)
        if (reaches(new Map([[second, rest]]))) continue
        // What whole steps of the second go beyond what is needed, the first need not go.
        const least = nearest(first, (more) =>
          reaches(
            new Map([
              [first, more],
              [second, rest],
            ]),
          ),
        )
        const pair: Pair = [changeOf(first, least ?? value), changeOf(second, other)]
        if (best === null || compareMoney(pair, best) < 0)
          best = levers.indexOf(first) < levers.indexOf(second) ? pair : [pair[1], pair[0]]
      }
    }
  }
  return best
}

/** The values ahead of a lever at which its curve turns: the nearest ones that are worth what the curve gives there. */
function turnsAhead(lever: Lever): readonly Micros[] {
  const { factor, steps } = lever
  const worth = [...factor.turns.flatMap((turn) => [turn, turn - 1n]), valueAfter(lever, steps)]
    .map((value) => factor.points(value))
    .filter((points) => points > lever.points)
  return [...new Set(worth)].flatMap((least) => nearest(lever, (points) => points >= least) ?? [])
}

/**
 * The value of a lever that brings half of the millionths of a point that are missing: two share the way where that takes less than
 * going to a turn, or where no turn lies on the way. A pair in which one all but does it alone would say no more than the single.
 */
function halfWay(levers: readonly Lever[], missing: Micros): (lever: Lever) => readonly Micros[] {
  const weights = levers.reduce((sum, { factor }) => sum + factor.weightMicros, 0n)
  return (lever) => {
    const half = lever.points + divideUp(missing * weights, 2n * lever.factor.weightMicros)
    const value = nearest(lever, (points) => points >= half)
    return value === null ? [] : [value]
  }
}

function changeOf({ factor, kind, value, points, moneyPerUnit }: Lever, to: Micros): LiftChange {
  const size = to > value ? to - value : value - to
  return {
    metric: factor.metric.id,
    from: valueOf(kind, value),
    to: valueOf(kind, to),
    points: { from: Number(points) / 1e6, to: Number(factor.points(to)) / 1e6 },
    money: moneyPerUnit === null ? null : roundMicros(divideHalfEven(size * moneyPerUnit, microsPerUnit), 2),
  }
}

function valueOf(kind: MetricValue['kind'], micros: Micros): MetricValue {
  return kind === 'money' ? { kind, micros } : { kind, value: Number(micros) / 1e6 }
}

/** The pair at the turns, unless one that shares the way takes less of what the same number of its changes tell the money of. */
function cheaper(turns: Pair | null, halves: Pair | null): Pair | null {
  if (turns === null || halves === null) return turns ?? halves
  return unpriced(halves) === unpriced(turns) && compareMoney(halves, turns) < 0 ? halves : turns
}

function unpriced(changes: readonly LiftChange[]): number {
  return changes.filter(({ money }) => money === null).length
}

/** Less money first; what has no money comes after all that has. */
function compareMoney(one: readonly LiftChange[], other: readonly LiftChange[]): number {
  const sum = (changes: readonly LiftChange[]): Micros =>
    changes.reduce((total, { money }) => total + (money ?? 0n), 0n)
  const [money, otherMoney] = [sum(one), sum(other)]
  return unpriced(one) - unpriced(other) || (money < otherMoney ? -1 : money > otherMoney ? 1 : 0)
}

function divideDown(amount: Micros, step: Micros): bigint {
  const whole = amount / step
  return amount < 0n && whole * step !== amount ? whole - 1n : whole
}

function divideUp(amount: Micros, step: Micros): bigint {
  return -divideDown(-amount, step)
}
