import { addMonths, daysBetween } from '../day.ts'
import type { Day } from '../day.ts'
import { microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import { expectedOrders } from './forecast.ts'
import type { LifetimeModel, OrderHistory } from './model.ts'

/** A stretch of time from now: where it ends, and what one order in it counts today. */
export interface WorthStep {
  readonly end: number
  readonly factor: number
}

/** Orders to come up to the end of the last step, each counting what it is worth today. */
export function discountedOrders(model: LifetimeModel, history: OrderHistory, steps: readonly WorthStep[]): number {
  let [before, sum] = [0, 0]
  for (const { end, factor } of steps) {
    const orders = expectedOrders(model, history, end)
    sum += (orders - before) * factor
    before = orders
  }
  return sum
}

/** Calendar quarters from a day on, discounted at a yearly rate by the days to the end of each. Time in days. */
export function quarterSteps(from: Day, quarters: number, yearlyRate: number): readonly WorthStep[] {
  return Array.from({ length: quarters }, (_, index) => {
    const end = daysBetween(from, addMonths(from, (index + 1) * 3))
    return { end, factor: (1 + yearlyRate) ** (-end / 365) }
  })
}

/** An estimate in units of money as money, to the cent: no digit of it beyond that means anything. */
export function estimateToMicros(estimate: number): Micros {
  if (!Number.isFinite(estimate)) throw new RangeError(`Cannot read estimate "${String(estimate)}"`)
  return BigInt(Math.round(estimate * 100)) * (microsPerUnit / 100n)
}

/** Money as a number to reckon estimates with. */
export function microsToEstimate(amount: Micros): number {
  return Number(amount) / Number(microsPerUnit)
}
