import { ratio } from '../money.ts'
import type { Micros } from '../money.ts'

/** Everything of promises that adds up: accounts added together are the book. Money at the cost of the promised day. */
export interface CommitmentSums {
  readonly committed: Micros
  readonly taken: Micros
  readonly takenOnTime: Micros
  /** Value taken x days after the promised day. */
  readonly takenLateDays: bigint
  /** Promises with a known cost, and those without one, which are in no amount. */
  readonly commitments: number
  readonly commitmentsUncosted: number
}

/** How an account keeps its word. Null where nothing with a known cost was due, or nothing was taken. */
export interface CommitmentFigures {
  /** What was taken by the promised day over what was promised for the window. */
  readonly takenRate: number | null
  /** Days after the promised day, by value, of what was taken; what came in time counts as 0 days. */
  readonly daysLate: number | null
}

export const noCommitments: CommitmentSums = Object.freeze({
  committed: 0n,
  taken: 0n,
  takenOnTime: 0n,
  takenLateDays: 0n,
  commitments: 0,
  commitmentsUncosted: 0,
})

/** The promises of two accounts, or of two kinds, together. */
export function addCommitments(one: CommitmentSums, other: CommitmentSums): CommitmentSums {
  return {
    committed: one.committed + other.committed,
    taken: one.taken + other.taken,
    takenOnTime: one.takenOnTime + other.takenOnTime,
    takenLateDays: one.takenLateDays + other.takenLateDays,
    commitments: one.commitments + other.commitments,
    commitmentsUncosted: one.commitmentsUncosted + other.commitmentsUncosted,
  }
}

/** Takes what it said: taken quantity / committed quantity by the promised date, and mean days late (measures.md, 6). */
export function commitmentFigures({ committed, taken, takenOnTime, takenLateDays }: CommitmentSums): CommitmentFigures {
  return {
    takenRate: committed > 0n ? ratio(takenOnTime, committed) : null,
    daysLate: taken > 0n ? ratio(takenLateDays, taken) : null,
  }
}
