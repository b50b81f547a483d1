import type { CarryingRate } from '../cost-rate/book-rate.ts'
import { microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import { divideDown } from './attos.ts'
import type { Attos } from './attos.ts'

/** What carrying stock costs is made of (measures.md, 6). */
export const carryingParts = ['capital', 'storage', 'insurance', 'obsolescence', 'damage'] as const
export type CarryingPart = (typeof carryingParts)[number]

/** Value x days by the spans of days on which one carrying rate holds, in their order. */
export type ValueDays = readonly bigint[]

/** A year of an annual rate has as many days, leap years too, as for the cost of waiting. */
export const daysOfYear = 365n

/** Value x days x annual rate, by part, summed over the spans; `carryingCost` makes money of it. */
export interface CarryingSum {
  readonly byPart: Readonly<Record<CarryingPart, bigint>>
  readonly total: bigint
  /** Whether something was held on a day without a rate, which adds nothing. */
  readonly isUnrated: boolean
}

/** Sums what was held at the rates of its days; null is a span nobody has set a rate for. */
export function carryingOf(held: ValueDays, rates: readonly (CarryingRate | null)[]): CarryingSum {
  const byPart = { capital: 0n, storage: 0n, insurance: 0n, obsolescence: 0n, damage: 0n }
  let isUnrated = false
  for (const [span, valueDays] of held.entries()) {
    if (valueDays === 0n) continue
    const rate = rates[span]
    if (!rate) isUnrated = true
    else for (const part of carryingParts) byPart[part] += valueDays * rate[part]
  }
  return { byPart, total: sumOf(byPart), isUnrated }
}

/** Two sums together. */
export function addCarrying(one: CarryingSum, other: CarryingSum): CarryingSum {
  const byPart = {
    capital: one.byPart.capital + other.byPart.capital,
    storage: one.byPart.storage + other.byPart.storage,
    insurance: one.byPart.insurance + other.byPart.insurance,
    obsolescence: one.byPart.obsolescence + other.byPart.obsolescence,
    damage: one.byPart.damage + other.byPart.damage,
  }
  return { byPart, total: one.total + other.total, isUnrated: one.isUnrated || other.isUnrated }
}

/** Cost of carrying = average stock x carrying rate x days / 365 (measures.md, 6), of a sum or a part of one. */
export function carryingCost(sum: bigint): Attos {
  return divideDown(sum * microsPerUnit, daysOfYear)
}

/** What is known of the cost of carrying some stock; null where all of it lay on days without a rate: then nothing is. */
export function knownCost(
  { stock, cost }: { readonly stock: Micros; readonly cost: Micros },
  { unrated }: { readonly unrated: number },
): Micros | null {
  return unrated > 0 && cost === 0n && stock > 0n ? null : cost
}

function sumOf(byPart: Readonly<Record<CarryingPart, bigint>>): bigint {
  return carryingParts.reduce((sum, part) => sum + byPart[part], 0n)
}
