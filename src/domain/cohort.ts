import { addDays, addMonths, type Day } from './day.ts'
import { ratio, type Micros } from './money.ts'

/** Quarters of which the first spend of a cohort is made, and over which every later one is summed: a year has every season. */
const quartersOfYear = 4

/** A calendar quarter, named as the period it is. */
export interface Quarter {
  readonly label: string
  readonly from: Day
  readonly to: Day
}

/** The calendar quarter that ends on a day. */
export function quarterEndingOn(to: Day): Quarter {
  const number = Number(to.slice(5, 7)) / 3
  return { label: `${to.slice(0, 4)}-Q${String(number)}`, from: addMonths(addDays(to, 1), -3), to }
}

/** Accounts whose first order was in one quarter, or before all that are looked at, and what they did in each, the oldest first. */
export interface Cohort {
  accounts: number
  /** Those with an order in the quarter. */
  readonly active: number[]
  /** What they spent, credits taken off. */
  readonly spend: Micros[]
}

/** What one account did in the quarters that are looked at. */
export interface QuarterlyOrders {
  /** Index of the quarter of its first order; null when that was before all of them. */
  readonly first: number | null
  readonly isActive: (quarter: number) => boolean
  readonly spend: (quarter: number) => Micros
}

/** A triangle without accounts: first those who came before, then a cohort for each quarter. */
export function emptyTriangle(quarters: number): readonly Cohort[] {
  const zeros = <T>(zero: T): T[] => Array.from({ length: quarters }, () => zero)
  return Array.from({ length: quarters + 1 }, () => ({ accounts: 0, active: zeros(0), spend: zeros(0n) }))
}

/** Counts an account in its cohort: in the quarter of its first order and in each after it. */
export function addToTriangle(triangle: readonly Cohort[], { first, isActive, spend }: QuarterlyOrders): void {
  const cohort = triangle[first === null ? 0 : first + 1]
  if (!cohort) return
  cohort.accounts += 1
  for (let quarter = first ?? 0; quarter < cohort.active.length; quarter += 1) {
    if (isActive(quarter)) cohort.active[quarter] = (cohort.active[quarter] ?? 0) + 1
    cohort.spend[quarter] = (cohort.spend[quarter] ?? 0n) + spend(quarter)
  }
}

/** Accounts with an order in a quarter over all of the cohort; null for a cohort of nobody. */
export function activeShare({ accounts, active }: Cohort, quarter: number): number | null {
  return ratio(BigInt(active[quarter] ?? 0), BigInt(accounts))
}

/**
 * Spend of the four quarters up to this one over that of the first four of the cohort, so that a season is in both: 1 at the end of
 * its first year. Null before that, where the first year came to nothing or less, and for who came before the quarters.
 */
export function spendShare({ spend }: Cohort, first: number | null, quarter: number): number | null {
  if (first === null || quarter < first + quartersOfYear - 1) return null
  const yearTo = (last: number): Micros =>
    spend.slice(last - quartersOfYear + 1, last + 1).reduce((sum, amount) => sum + amount, 0n)
  const firstYear = yearTo(first + quartersOfYear - 1)
  return firstYear <= 0n ? null : ratio(yearTo(quarter), firstYear)
}
