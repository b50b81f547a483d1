import { dayToNumber } from '../day.ts'
import type { Day } from '../day.ts'
import { divideHalfAway, microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'

/** What an account said it would take of a product, and what it took of that. Quantities in millionths of their unit. */
export interface Commitment {
  /** The day by which it was to be taken. */
  readonly due: Day
  readonly quantity: Micros
  /** Cost of one unit of the product on that day, in base currency; null where it is unknown. */
  readonly unitCost: Micros | null
  /** What was taken on a day, below zero for what came back. In any order. */
  readonly deliveries: readonly { readonly date: Day; readonly quantity: Micros }[]
}

/** One commitment as it stands at the end of a window; what is taken beyond it counts for nothing. */
export interface MeasuredCommitment {
  readonly taken: Micros
  /** Taken by the promised day. */
  readonly takenOnTime: Micros
  readonly untaken: Micros
  /** Days after the promised day up to the last delivery that filled it, or up to the end of the window while it is not filled. */
  readonly lateDays: number
  /** The last day something was taken of it; null where nothing was. */
  readonly takenOn: Day | null
  /** The same at cost, in base currency; null where the cost is unknown. */
  readonly value: CommitmentValue | null
}

interface CommitmentValue {
  readonly committed: Micros
  readonly taken: Micros
  readonly takenOnTime: Micros
  readonly untaken: Micros
  /** Value taken x days after the promised day (never below 0). */
  readonly takenLateDays: bigint
  /** Value not taken x nights after the promised day within the window: over its days it is the average stock held for it. */
  readonly untakenDays: bigint
}

/** A part of a promise by the day it was taken on; below zero where it came back. */
interface Piece {
  readonly day: number
  readonly date: Day
  readonly quantity: Micros
}

/**
 * Measures a commitment that was due by the end of a window: taken quantity / committed quantity by the promised date, and days late
 * (measures.md, 6). The night to a day belongs to that day, so that what is taken on the promised day lies for no night.
 */
export function measureCommitment(commitment: Commitment, { from, to }: Span): MeasuredCommitment {
  const { quantity, unitCost } = commitment
  const [due, first, end] = [dayToNumber(commitment.due), dayToNumber(from), dayToNumber(to)]
  const pieces = piecesOf(commitment, to)
  const start = Math.max(due, first - 1)
  const sums = { taken: 0n, takenOnTime: 0n, lateDays: 0n, untakenDays: quantity * BigInt(Math.max(0, end - start)) }
  for (const piece of pieces) {
    sums.taken += piece.quantity
    if (piece.day <= due) sums.takenOnTime += piece.quantity
    sums.lateDays += piece.quantity * BigInt(Math.max(0, piece.day - due))
    sums.untakenDays -= piece.quantity * BigInt(Math.max(0, end - Math.max(start, piece.day)))
  }
  const last = pieces.at(-1)
  const isFilled = sums.taken >= quantity
  return {
    taken: sums.taken,
    takenOnTime: sums.takenOnTime,
    untaken: quantity - sums.taken,
    lateDays: Math.max(0, (isFilled ? (last?.day ?? due) : end) - due),
    takenOn: last?.date ?? null,
    value: unitCost === null ? null : valueOf(sums, quantity, unitCost),
  }
}

function valueOf(
  sums: {
    readonly taken: Micros
    readonly takenOnTime: Micros
    readonly lateDays: bigint
    readonly untakenDays: bigint
  },
  quantity: Micros,
  unitCost: Micros,
): CommitmentValue {
  const [committed, taken] = [atCost(quantity, unitCost), atCost(sums.taken, unitCost)]
  return {
    committed,
    taken,
    takenOnTime: atCost(sums.takenOnTime, unitCost),
    untaken: committed - taken,
    takenLateDays: atCost(sums.lateDays, unitCost),
    untakenDays: atCost(sums.untakenDays, unitCost),
  }
}

/** A quantity, or a quantity times days, at the cost of one unit, rounded as the ledger rounds it. */
function atCost(quantity: Micros, unitCost: Micros): Micros {
  return divideHalfAway(quantity * unitCost, microsPerUnit)
}

/** What each day up to the end filled of the promise: of what was taken in all, no more than was promised and no less than nothing. */
function piecesOf({ quantity, deliveries }: Commitment, to: Day): readonly Piece[] {
  const pieces: Piece[] = []
  let sum = 0n
  for (const delivery of deliveries
    .filter(({ date }) => date <= to)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    const before = filled(sum, quantity)
    sum += delivery.quantity
    const piece = filled(sum, quantity) - before
    if (piece !== 0n) pieces.push({ day: dayToNumber(delivery.date), date: delivery.date, quantity: piece })
  }
  return pieces
}

function filled(sum: Micros, quantity: Micros): Micros {
  if (sum <= 0n) return 0n
  return sum < quantity ? sum : quantity
}
