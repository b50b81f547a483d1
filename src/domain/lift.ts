import type { AccountFacts } from './facts.ts'
import { distanceToNext, gradeBounds, gradeOf } from './grade.ts'
import { metricMicros, type MetricId, type MetricUnit, type MetricValue } from './metric-definition.ts'
import { divideHalfEven, microsPerUnit, roundMicros, type Micros } from './money.ts'
import type { Policy } from './policy.ts'
import { restOnSameFacts } from './same-facts.ts'
import { compiledFactors, weigh, type CompiledFactor } from './scorecard.ts'

const cent: Micros = 10_000n

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
  /**
   * Two of which neither is enough so far alone, and which rest on facts of their own: those that together take the least money.
   * Null where no two are, and where one alone asks for no more.
   */
  readonly pair: Pair | null
}

type Pair = readonly [LiftChange, LiftChange]

/**
 * The smallest changes that lift these facts to the next better grade of the policy, worked out from its own curves, weights and
 * bounds. A factor moves to the nearest whole value (`stepByUnit`) that is enough, a rate by the least whole cents, no further than
 * its curve gives points and than its figure can be. Factors that are unknown stay so. Null without a grade, at the best one, and
 * where net spend at or below zero made the grade.
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
    const steps = nearest(lever, (points) => reaches(new Map([[lever, points]])))
    return steps === null ? [] : [changeOf(lever, steps)]
  })
  const pair = cheaper(bestPair(levers, reaches, turnsAhead), bestPair(levers, reaches, halfWay(levers, missing)))
  return {
    label,
    singles: singles.toSorted((one, other) => compareMoney([one], [other])),
    pair: pair !== null && singles.every((single) => asksForLess(pair, single)) ? pair : null,
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
  readonly value: MetricValue
  readonly points: Micros
  /** 1 where a larger value is better, else -1. */
  readonly way: bigint
  /** What is moved: the value itself, or the money that a rate is made of. */
  readonly amount: Micros
  /** What the amount is divided by for the value; one whole unit where it is the value itself. */
  readonly per: Micros
  /** Where steps are counted from: the last whole one that is no better than the amount, of the money of a rate the amount itself. */
  readonly origin: Micros
  /** The furthest amount that the figure lets it go; null where there is no end. */
  readonly limit: Micros | null
  /** How much a step is, and how many of them the curve and the figure let it go at most. */
  readonly step: Micros
  readonly steps: bigint
  /** What one whole unit of the amount is in money; null where it has none. */
  readonly moneyPerUnit: Micros | null
}

/** What a value is moved in, in millionths: whole cents, hundredths of a percent, tenths of a day, whole minutes and counts. */
const stepByUnit: Readonly<Record<MetricUnit, Micros>> = {
  money: cent,
  rate: 100n,
  days: 100_000n,
  count: 1_000_000n,
  minutes: 1_000_000n,
}

function leversOf(facts: AccountFacts, policy: Policy): readonly Lever[] {
  return compiledFactors(policy).flatMap((factor) => {
    const { metric } = factor
    const options = { minCoverage: policy.minCoverage }
    const value = metric.compute(facts, options)
    if (value === null) return []
    const way = metric.better === 'higher' ? 1n : -1n
    const moneyPerUnit = metric.unit === 'money' ? microsPerUnit : (metric.moneyPerUnit?.(facts) ?? null)
    const behind = metric.unit === 'rate' ? (metric.moneyBehind?.compute(facts, options) ?? null) : null
    // The rate has six decimals: only the money that made it says to the cent what moves it.
    const moves =
      behind !== null && moneyPerUnit !== null
        ? { amount: behind, per: moneyPerUnit, origin: behind, step: cent, moneyPerUnit: microsPerUnit }
        : { ...wholeValues(value, way, stepByUnit[metric.unit]), moneyPerUnit }
    const limit = way === 1n ? metric.most : metric.least
    const moved = {
      ...moves,
      factor,
      value,
      points: factor.points(metricMicros(value)),
      way,
      limit: limit === undefined ? null : BigInt(limit) * moves.per,
    }
    return [{ ...moved, steps: stepsAhead(moved) }]
  })
}

function wholeValues(value: MetricValue, way: bigint, step: Micros): Pick<Lever, 'amount' | 'per' | 'origin' | 'step'> {
  const amount = metricMicros(value)
  const origin = step * (way === 1n ? divideDown(amount, step) : divideUp(amount, step))
  return { amount, per: microsPerUnit, origin, step }
}

/** How many steps lie between a value and the end of its curve, within what the figure can be. */
function stepsAhead({ factor, value, way, per, origin, limit, step }: Omit<Lever, 'steps'>): bigint {
  // A band starts at its bound: what a smaller value is better for starts right under it.
  const ends = factor.turns.map((turn) => way * turn + (way === 1n ? 0n : 1n))
  const furthest = ends
    .filter((end) => end > way * metricMicros(value))
    .toSorted(compare)
    .at(-1)
  if (furthest === undefined) return 0n
  const end = divideUp(furthest * per, microsPerUnit)
  return divideUp((limit === null || end < way * limit ? end : way * limit) - way * origin, step)
}

/** The amount after a number of steps, of which the last goes no further than the figure can be. */
function amountAfter({ origin, way, step, limit }: Lever, steps: bigint): Micros {
  const amount = origin + way * steps * step
  return limit !== null && way * (amount - limit) > 0n ? limit : amount
}

/** The value as it is known after a number of steps: of a rate the money divided anew. */
function valueAfter(lever: Lever, steps: bigint): Micros {
  return divideHalfEven(amountAfter(lever, steps) * microsPerUnit, lever.per)
}

function pointsAfter(lever: Lever, steps: bigint): Micros {
  return lever.factor.points(valueAfter(lever, steps))
}

/** Whether a score of the levers is at the bound when some of them have other points. */
type Reaches = (moved: ReadonlyMap<Lever, Micros>) => boolean

function reachOf(levers: readonly Lever[], bound: Micros): Reaches {
  return (moved) => {
    const { score } = weigh(levers.map((lever) => ({ factor: lever.factor, points: moved.get(lever) ?? lever.points })))
    return score !== null && score >= bound
  }
}

/** The fewest steps of the lever whose points are enough; null where not even all are. */
function nearest(lever: Lever, isEnough: (points: Micros) => boolean): bigint | null {
  let [short, enough] = [0n, lever.steps]
  if (enough <= 0n || !isEnough(pointsAfter(lever, enough))) return null
  // Points never fall on the way to the end, so that halving the way finds the first that is enough.
  while (enough - short > 1n) {
    const middle = (short + enough) / 2n
    if (isEnough(pointsAfter(lever, middle))) enough = middle
    else short = middle
  }
  return enough
}

/**
 * Of the pairs on facts of their own with one of the two as many steps ahead as `stepsOf` gives, the one that takes the least money,
 * neither going further than needed. Along the values of two factors that are just enough together the money is a line between the turns of their curves, so that
 * the least of it lies at a turn of one, or where one all but does it alone.
 */
function bestPair(
  levers: readonly Lever[],
  reaches: Reaches,
  stepsOf: (lever: Lever) => readonly bigint[],
): Pair | null {
  let best: Pair | null = null
  for (const first of levers) {
    for (const steps of stepsOf(first)) {
      const points = pointsAfter(first, steps)
      if (reaches(new Map([[first, points]]))) continue
      for (const second of levers) {
        if (restOnSameFacts(first.factor.metric, second.factor.metric)) continue
        const other = nearest(second, (more) =>
          reaches(
            new Map([
              [first, points],
              [second, more],
            ]),
          ),
        )
        if (other === null) continue
        const rest = pointsAfter(second, other)
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
        const pair: Pair = [changeOf(first, least ?? steps), changeOf(second, other)]
        if (best === null || compareMoney(pair, best) < 0)
          best = levers.indexOf(first) < levers.indexOf(second) ? pair : [pair[1], pair[0]]
      }
    }
  }
  return best
}

/** The steps of a lever to where its curve turns: the fewest that are worth what the curve gives there. */
function turnsAhead(lever: Lever): readonly bigint[] {
  const worth = [
    ...lever.factor.turns.flatMap((turn) => [turn, turn - 1n]).map((value) => lever.factor.points(value)),
    pointsAfter(lever, lever.steps),
  ].filter((points) => points > lever.points)
  return [...new Set(worth)].flatMap((least) => nearest(lever, (points) => points >= least) ?? [])
}

/**
 * The steps of a lever that bring half of the millionths of a point that are missing: two share the way where that takes less than
 * going to a turn, or where no turn lies on the way. A pair in which one all but does it alone would say no more than the single.
 */
function halfWay(levers: readonly Lever[], missing: Micros): (lever: Lever) => readonly bigint[] {
  const weights = levers.reduce((sum, { factor }) => sum + factor.weightMicros, 0n)
  return (lever) => {
    const half = lever.points + divideUp(missing * weights, 2n * lever.factor.weightMicros)
    const steps = nearest(lever, (points) => points >= half)
    return steps === null ? [] : [steps]
  }
}

function changeOf(lever: Lever, steps: bigint): LiftChange {
  const { factor, value, points, amount, way, moneyPerUnit } = lever
  const size = way * (amountAfter(lever, steps) - amount)
  return {
    metric: factor.metric.id,
    from: value,
    to: valueOf(value.kind, valueAfter(lever, steps)),
    points: { from: Number(points) / 1e6, to: Number(pointsAfter(lever, steps)) / 1e6 },
    money: moneyPerUnit === null ? null : moneyOf(size, moneyPerUnit),
  }
}

/** To the cent: of money itself up, for a part of a cent less would not do; of what is only worth money to the nearest. */
function moneyOf(size: Micros, moneyPerUnit: Micros): Micros {
  return moneyPerUnit === microsPerUnit
    ? cent * divideUp(size, cent)
    : roundMicros(divideHalfEven(size * moneyPerUnit, microsPerUnit), 2)
}

function valueOf(kind: MetricValue['kind'], micros: Micros): MetricValue {
  return kind === 'money' ? { kind, micros } : { kind, value: Number(micros) / 1e6 }
}

/** The pair at the turns, unless one that shares the way takes less of what the same number of its changes tell the money of. */
function cheaper(turns: Pair | null, halves: Pair | null): Pair | null {
  if (turns === null || halves === null) return turns ?? halves
  return unpriced(halves) === unpriced(turns) && compareMoney(halves, turns) < 0 ? halves : turns
}

/** Whether a pair asks for less than one change alone: in money where all three tell it, else by their shares of the curves. */
function asksForLess(pair: Pair, single: LiftChange): boolean {
  if (unpriced([...pair, single]) === 0) return compareMoney(pair, [single]) < 0
  return shareOfCurves(pair) < shareOfCurves([single])
}

function shareOfCurves(changes: readonly LiftChange[]): number {
  return changes.reduce((sum, { points }) => sum + (points === null ? 0 : points.to - points.from), 0)
}

function unpriced(changes: readonly LiftChange[]): number {
  return changes.filter(({ money }) => money === null).length
}

/** Less money first; what has no money comes after all that has. */
function compareMoney(one: readonly LiftChange[], other: readonly LiftChange[]): number {
  const sum = (changes: readonly LiftChange[]): Micros =>
    changes.reduce((total, { money }) => total + (money ?? 0n), 0n)
  const [money, otherMoney] = [sum(one), sum(other)]
  return unpriced(one) - unpriced(other) || compare(money, otherMoney)
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function divideDown(amount: Micros, step: Micros): bigint {
  const whole = amount / step
  return amount < 0n && whole * step !== amount ? whole - 1n : whole
}

function divideUp(amount: Micros, step: Micros): bigint {
  return -divideDown(-amount, step)
}
