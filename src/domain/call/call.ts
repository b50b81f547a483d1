import type { Day } from '../day.ts'

/** The states a call can be in. `dropped` is decided against, and counts nowhere. */
export const callStates = ['planned', 'done', 'dropped'] as const
export type CallState = (typeof callStates)[number]

/** How far a call got its goal. `not-reached`: nobody was there to speak to, so that nothing is known of the goal. */
export const callResults = ['yes', 'partly', 'no', 'not-reached'] as const
export type CallResult = (typeof callResults)[number]

/**
 * What a call with an account could be for, the most urgent first: it falls unless it buys again, nobody was reached last time,
 * something is to be done about it, little separates it from a better grade.
 */
export const callHintKinds = ['near-down', 'again', 'action', 'near-up'] as const

/** What counts of a call. */
export interface CountedCall {
  readonly state: CallState
  /** Null while it is planned, and where it was dropped. */
  readonly reached: CallResult | null
}

/** Calls of some stretch of days. `planned` = `done` + those still to be made; a conversation is a call that reached somebody. */
export interface CallCounts {
  /** Calls that were not dropped. */
  readonly planned: number
  readonly done: number
  readonly results: Readonly<Record<CallResult, number>>
}

/** Counts calls; every one has a goal, so that there are none without to count apart. */
export function countCalls(calls: Iterable<CountedCall>): CallCounts {
  const results = { yes: 0, partly: 0, no: 0, 'not-reached': 0 }
  let [planned, done] = [0, 0]
  for (const { state, reached } of calls) {
    if (state === 'dropped') continue
    planned += 1
    if (state === 'done') done += 1
    if (reached !== null) results[reached] += 1
  }
  return { planned, done, results }
}

/** Sentences why a call cannot be taken as it is; null when it can. The goal comes first: without one it is only ringing up. */
export function flawOfCall({ goal }: { readonly goal: string }): string | null {
  return goal.trim() === '' ? 'it has no goal; say what is to be different after it' : null
}

/** Why an outcome cannot be logged; null when it can. Tomorrow's call has not been made, and a next step lies ahead of it. */
export function flawOfOutcome(
  { day, next }: { readonly day: Day; readonly next: { readonly day: Day } | null },
  today: Day,
): string | null {
  if (day > today) return `it cannot have been made on ${day}, for today is ${today}`
  if (next !== null && next.day < day) return `its next step cannot be on ${next.day}, before the call itself`
  return null
}
