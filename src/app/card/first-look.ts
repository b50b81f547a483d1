import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'

const daysOfYear = 365

/**
 * The first day of a part of `from` to `to` that likely holds a page of what an account has `perYear` of; null when only all of
 * it does. Of an account with much a look at some weeks is several times as quick as one at all years.
 */
export function firstLook({
  from,
  to,
  limit,
  perYear,
}: {
  readonly from: Day
  readonly to: Day
  readonly limit: number
  readonly perYear: number
}): Day | null {
  if (perYear <= limit) return null
  const day = addDays(to, -Math.ceil((2 * limit * daysOfYear) / perYear))
  return day > from ? day : null
}

/** Asks `list` for the newest from the day of a first look on, and for all when that holds less than a page. */
export async function newestFirst<T>(
  look: Day | null,
  limit: number,
  list: (from: Day | null) => Promise<T[]>,
): Promise<T[]> {
  const newest = look === null ? [] : await list(look)
  return look !== null && newest.length >= limit ? newest : list(null)
}
