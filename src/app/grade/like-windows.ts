import { daysBetween } from '../../domain/day.ts'
import { BookError } from '../error.ts'
import type { GradedPeriod } from './read-period.ts'

/** The longest a month is longer than another, a leap year than a common one, and a quarter than another. */
const likeDays = 3

/** Throws where one window of a comparison is longer than the other: what is more or less between them would be length. */
export function assertLikeWindows(earlier: GradedPeriod, later: GradedPeriod): void {
  const lengths = [earlier, later].map(({ window }) => daysBetween(window.from, window.to) + 1)
  const [shorter = 0, longer = 0] = lengths.toSorted((one, other) => one - other)
  if (longer - shorter <= likeDays) return
  throw new BookError(
    'conflict',
    `Cannot compare "${earlier.period.label}" with "${later.period.label}": the ${later.policy.window} window of one has ${String(shorter)} days and of the other ${String(longer)}; take ends of the same day of the year`,
  )
}
