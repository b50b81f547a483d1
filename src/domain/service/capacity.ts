import { daysBetween } from '../day.ts'
import type { ActivitySpan, CapacitySpan } from '../cost-rate/cost-rates.ts'
import { divideHalfEven } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Day } from '../day.ts'

/** What was used at one rate: minutes that were charged, in millionths, and what they cost. */
export interface UsedTime {
  readonly activity: string
  /** The first day of the stretch of days of its rate; null where it has none. */
  readonly rateFrom: Day | null
  readonly minutes: Micros
  readonly cost: Micros
}

/** What there is of a pool over a stretch of days, and what became of it. Nothing unused is pushed onto accounts. */
export interface PoolUse {
  readonly pool: string
  readonly name: string
  readonly minutes: Micros
  readonly cost: Micros
  readonly usedMinutes: Micros
  readonly usedCost: Micros
  /** Below zero where more was used than there is. */
  readonly unusedMinutes: Micros
  readonly unusedCost: Micros
}

const daysOfYear = 365n

/**
 * Time-driven costing (measures.md, 8): each pool has 1/365 of its cost and minutes on every day; what was used at the rate of its
 * pool comes off, the rest is unused. The cost of a pool is rounded once for each stretch of days.
 */
export function poolUses(
  capacity: readonly CapacitySpan[],
  rated: readonly ActivitySpan[],
  used: readonly UsedTime[],
): readonly PoolUse[] {
  const poolOf = new Map(rated.map(({ activity, from, pool }) => [`${activity}/${from}`, pool]))
  const usedByPool = Map.groupBy(used, ({ activity, rateFrom }) => poolOf.get(`${activity}/${rateFrom ?? ''}`) ?? null)
  return [...Map.groupBy(capacity, ({ pool }) => pool)].map(([pool, spans]) => {
    const minutes = sumOf(spans, (span) => ofDays(span.minutes, span))
    const cost = sumOf(spans, (span) => ofDays(span.cost, span))
    const of = usedByPool.get(pool) ?? []
    const [usedMinutes, usedCost] = [sumOf(of, (one) => one.minutes), sumOf(of, (one) => one.cost)]
    return {
      pool,
      name: spans.at(-1)?.name ?? pool,
      minutes,
      cost,
      usedMinutes,
      usedCost,
      unusedMinutes: minutes - usedMinutes,
      unusedCost: cost - usedCost,
    }
  })
}

function ofDays(aYear: Micros, { from, to }: CapacitySpan): Micros {
  return divideHalfEven(aYear * BigInt(daysBetween(from, to) + 1), daysOfYear)
}

function sumOf<T>(list: readonly T[], amountOf: (one: T) => Micros): Micros {
  return list.reduce((sum, one) => sum + amountOf(one), 0n)
}
