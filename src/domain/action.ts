import { addDays } from './day.ts'
import type { Day } from './day.ts'

/** The states an action can be in. `dropped` is decided against; `done` is done by its own criterion. */
export const actionStates = ['open', 'done', 'dropped'] as const
export type ActionState = (typeof actionStates)[number]

/** What an action can be about. */
export const actionSubjects = ['account', 'review', 'import', 'closing', 'book'] as const
export type ActionSubject = (typeof actionSubjects)[number]

/** How soon an open action is due, the most urgent first; `undated` has no day and never becomes urgent by itself. */
export const urgencies = ['overdue', 'today', 'week', 'later', 'undated'] as const
export type Urgency = (typeof urgencies)[number]

/** Today and the six days after it are a week: the same weekday a week from now is later. */
const daysOfWeek = 7

/** How soon something due on a day is due, seen from today. Due today is not overdue: the day is still there to do it. */
export function urgencyOf(due: Day | null, today: Day): Urgency {
  if (due === null) return 'undated'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due < endOfWeek(today) ? 'week' : 'later'
}

/** The first day that is no longer in the week that begins today. */
export function endOfWeek(today: Day): Day {
  return addDays(today, daysOfWeek)
}

/** Whether an action should have been done: only an open one can be late. */
export function isOverdue({ due, state }: { readonly due: Day | null; readonly state: ActionState }, today: Day) {
  return state === 'open' && urgencyOf(due, today) === 'overdue'
}
