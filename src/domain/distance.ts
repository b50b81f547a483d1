import type { Micros } from './money.ts'
import { numberToMicros, microsPerUnit } from './money.ts'

/** One graded account, or family, and its twelve months. */
export interface NearBound {
  /** Net spend of what is graded. */
  readonly spend: Micros
  /** What is missing to the next better grade; null for the best one. */
  readonly toNext: Micros | null
  /** The least spend of its own grade; null for the lowest, which one cannot fall below. */
  readonly ownBound: Micros | null
  /** Spend of the last twelve months, the oldest first; null when it is not known by month. */
  readonly months: readonly Micros[] | null
}

/** Missing at most this part of the better bound counts as near: what a few orders more can close. */
const nearPart = 0.2
/** Months that leave the window before the next quarterly look. */
const leavingMonths = 3

/** What is missing to the better grade, when it is near; null when it is not or there is none. */
export function nearUp({ spend, toNext }: NearBound): Micros | null {
  if (toNext === null || toNext <= 0n) return null
  const bound = spend + toNext
  return toNext * microsPerUnit <= bound * numberToMicros(nearPart) ? toNext : null
}

/**
 * Spend above the bound of its own grade, when the months that leave the window in the next quarter hold more than that:
 * unless as much is bought again, the account falls. Null when it stands safe, or cannot fall.
 */
export function nearDown({ spend, ownBound, months }: NearBound): Micros | null {
  if (ownBound === null || months === null || spend < ownBound) return null
  const above = spend - ownBound
  const leaving = months.slice(0, leavingMonths).reduce((sum, month) => sum + month, 0n)
  return leaving > above ? above : null
}
