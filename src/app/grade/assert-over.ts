import { addDays } from '../../domain/day.ts'
import { isComplete } from '../../domain/period.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { GradedPeriod } from './read-period.ts'

/**
 * Throws while the period, or the window its policy looks at, is still running: a running period is neither closed nor
 * compared with a full one. A period is over when its last day is past.
 */
export function assertOver(ctx: Ctx, { period, policy }: GradedPeriod): void {
  const lastDay = addDays(ctx.now().slice(0, 10), -1)
  if (isComplete(period, lastDay, policy.window, policy.fiscalYearStart)) return
  throw new BookError(
    'conflict',
    `Cannot close or compare period "${period.label}": its ${policy.window} window is not over on ${lastDay}; use a whole one, or ttm@${lastDay}`,
  )
}
