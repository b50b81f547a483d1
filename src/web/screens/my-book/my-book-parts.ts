import type { Output } from '../../../contract/operations.ts'
import { daysBetween } from '../../../domain/day.ts'

export type MyBookData = Output<'getMyBook'>
export type Action = MyBookData['actions'][number]

/** When an action is due, seen from today. */
export function dueKind(
  action: Pick<Action, 'due' | 'isOverdue'>,
  today: string,
): 'overdue' | 'today' | 'due' | 'noDue' {
  if (action.due === null) return 'noDue'
  if (action.isOverdue || daysBetween(today, action.due) < 0) return 'overdue'
  return action.due === today ? 'today' : 'due'
}
