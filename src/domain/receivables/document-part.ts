import type { MadeOf } from '../metric-definition.ts'
import type { Measured } from './measure.ts'

/** How much of a figure that is made of documents one of them makes: money, or what was paid on it by the days. */
export function documentPart(
  { paid, paidDays, lateDays, financing }: Pick<Measured, 'paid' | 'paidDays' | 'lateDays' | 'financing'>,
  by: MadeOf,
): bigint {
  switch (by) {
    case 'financing':
      return financing?.total ?? 0n
    case 'lateness':
      return paid * BigInt(lateDays)
    case 'waiting':
      return paidDays
  }
}
