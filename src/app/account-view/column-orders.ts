import type { Micros } from '../../domain/money.ts'
import { unknownMoney } from './view-columns.ts'

/** Positions by value, the other way round for `direction` -1; equal ones by position, those without a value last. */
export function orderBy(values: Float64Array, direction: 1 | -1): Int32Array {
  const keys = values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value * direction))
  return Int32Array.from({ length: values.length }, (_, position) => position).sort((one, other) => {
    const [left, right] = [keys[one] ?? 0, keys[other] ?? 0]
    return left < right ? -1 : left > right ? 1 : one - other
  })
}

/** Numbers to order by, those that are `missing` without a value. */
export function knownOnly(numbers: Int32Array, missing: number): Float64Array {
  return Float64Array.from(numbers, (number) => (number === missing ? Number.NaN : number))
}

/** Places of amounts among each other, so that they compare as exactly as they are; equal ones share a place. */
export function moneyRanks(amounts: readonly (Micros | null)[]): Float64Array {
  const ranks = ranksOf(amounts.length, (one, other) => {
    const [left, right] = [amounts[one] ?? 0n, amounts[other] ?? 0n]
    return left < right ? -1 : left > right ? 1 : 0
  })
  for (const [position, amount] of amounts.entries()) if (amount === null) ranks[position] = Number.NaN
  return ranks
}

/** The place of each position in an order; those that compare equal share one. */
export function ranksOf(count: number, compare: (one: number, other: number) => number): Float64Array {
  const sorted = Int32Array.from({ length: count }, (_, position) => position).sort(compare)
  const ranks = new Float64Array(count)
  let rank = 0
  for (let at = 0; at < sorted.length; at += 1) {
    const [position, before] = [sorted[at] ?? 0, sorted[at - 1]]
    if (before !== undefined && compare(before, position) !== 0) rank += 1
    ranks[position] = rank
  }
  return ranks
}

/** An amount of a column; null where it is not known. */
export function knownMoney(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
