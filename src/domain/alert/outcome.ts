import { addDays } from '../day.ts'
import type { Day } from '../day.ts'

/** What somebody found out about an alert, in the order of the keys 1 to 8 that say it. */
export const alertOutcomes = ['called', 'known', 'seasonal', 'competitor', 'price', 'quality', 'lost', 'other'] as const
export type AlertOutcome = (typeof alertOutcomes)[number]

/** Whether the alert was of use: it told something. Null is neither: it says nothing of the alerts. */
const isUsefulByOutcome: Readonly<Record<AlertOutcome, boolean | null>> = {
  called: true,
  known: false,
  seasonal: false,
  competitor: true,
  price: true,
  quality: true,
  lost: true,
  other: null,
}

export function isUseful(outcome: AlertOutcome): boolean | null {
  return isUsefulByOutcome[outcome]
}

/** Days before and after a silence that was called seasonal, a year later, in which none is told of again. */
const [mutedBefore, mutedAfter] = [30, 60] as const
/** Days after which a decline that was answered may come back: its window has moved on by then. */
const answeredDays = 182

/** What an answer was given to: the silence from its last order to the day it was seen on. */
export interface AnsweredAlert {
  readonly outcome: AlertOutcome
  readonly lastOrder: Day
  readonly asOf: Day
}

/** Whether an earlier answer keeps an alert about the same account and part quiet on a day: it was called seasonal a year before. */
export function isMutedBySeason({ outcome, lastOrder, asOf }: AnsweredAlert, day: Day): boolean {
  if (outcome !== 'seasonal') return false
  return day >= addDays(lastOrder, 365 - mutedBefore) && day <= addDays(asOf, 365 + mutedAfter)
}

/** Whether a decline that was answered is not told of again on a day. */
export function isStillAnswered({ asOf }: Pick<AnsweredAlert, 'asOf'>, day: Day): boolean {
  return day <= addDays(asOf, answeredDays)
}
