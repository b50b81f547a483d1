import type { Measured } from './run-measured.ts'

/** One round: every program once, in turn, so that a busy machine slows all of them. */
export interface Round {
  readonly byHand: Measured
  readonly first: Measured
  readonly grade: Measured
  readonly again: Measured
  /** Seconds of the fixed loop before the round: how busy the machine was. */
  readonly calibration: number
}

/** One requirement: met when the value is at most the limit. */
export interface Verdict {
  readonly what: string
  /** The figures behind the value. */
  readonly figures: string
  readonly value: number
  readonly limit: number
}

/** The middle one; of an even number the mean of the middle two. */
export function median(list: readonly number[]): number {
  const sorted = list.toSorted((left, right) => left - right)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new RangeError('Cannot take the median of nothing')
  return (low + high) / 2
}

/** Prints what every program took in every round: seconds and most memory. */
export function printRounds(name: string, rounds: readonly Round[]): void {
  const cell = ({ seconds, peakBytes }: Measured): string =>
    `${seconds.toFixed(2)} s ${(peakBytes / 1e9).toFixed(2)} GB`.padStart(18)
  console.log(`\n${name}`)
  console.log(
    `${'run'.padEnd(4)}${['(b) by hand', '(a) import', '(a) grade', '(a) import again'].map((title) => title.padStart(18)).join('')}${'calibration'.padStart(14)}`,
  )
  for (const [index, round] of rounds.entries()) {
    const cells = [round.byHand, round.first, round.grade, round.again].map(cell).join('')
    console.log(`${String(index + 1).padEnd(4)}${cells}${`${round.calibration.toFixed(2)} s`.padStart(14)}`)
  }
}

/** Prints every requirement with its limit, and returns whether all of them are met. */
export function printVerdicts(verdicts: readonly Verdict[]): boolean {
  console.log(`\n${'medians'.padEnd(58)}${'figures'.padStart(22)}${'value'.padStart(8)}${'limit'.padStart(8)}`)
  for (const { what, figures, value, limit } of verdicts) {
    const outcome = value <= limit ? 'PASS' : 'FAIL'
    console.log(
      `${what.padEnd(58)}${figures.padStart(22)}${value.toFixed(2).padStart(8)}${limit.toFixed(2).padStart(8)}  ${outcome}`,
    )
  }
  return verdicts.every(({ value, limit }) => value <= limit)
}
