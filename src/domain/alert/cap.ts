/** How many alerts a rep is told of in a week where nobody has said, and the least that a cap goes down to. */
export const usualCap = 5
export const leastCap = 2
/** Days of answers that a cap goes by, and the fewest answers that move it. */
export const capDays = 91
export const leastAnswers = 5

/** Answers to alerts of one rep that told whether they were of use. */
export interface Answers {
  readonly useful: number
  readonly useless: number
}

/**
 * Alerts of a week for a rep: the cap of the book times twice the share of answers of late that found the alert of use, one of
 * each added, rounded to the nearest, at least 2 and at most twice the cap of the book. So where every second alert was of use it
 * stays. With fewer than five answers it is the cap of the book.
 */
export function capOf({ useful, useless }: Answers, cap: number): number {
  const answers = useful + useless
  if (answers < leastAnswers) return cap
  const tuned = Math.floor((4 * cap * (useful + 1) + answers + 2) / (2 * (answers + 2)))
  return Math.max(Math.min(leastCap, cap), Math.min(2 * cap, tuned))
}
