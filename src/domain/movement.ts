import type { Day } from './day.ts'
import { hasActivity, type AccountFacts } from './facts.ts'
import { microsPerUnit, numberToMicros, type Micros } from './money.ts'

/** How many accounts went from one grade to another; null is no grade. */
export interface MovementCell {
  readonly from: string | null
  readonly to: string | null
  readonly count: number
}

/**
 * What happened to one account between two windows.
 * - `new`: invoiced in the later window, and its first invoice ever is in it
 * - `returned`: invoiced in the later window and before it, but not in the earlier window
 * - `lost`: invoiced in the earlier window only
 * - `ungraded`: not to be compared, for it has no grade in a window that should have one
 * - `up`, `down`, `kept`: its grade is better, worse or the same; the bounds of the grades are the stated change
 */
export const movementClasses = ['new', 'returned', 'up', 'kept', 'down', 'lost', 'ungraded'] as const
export type MovementClass = (typeof movementClasses)[number]

/** What makes a move up or down: the bounds of the grades, or the money that an account spends more or less. */
export const movementBounds = ['grade', 'money'] as const

/** Where an account stands in the rows and columns of a matrix: at a grade, or why at none. */
export const movementStarts = ['graded', 'new', 'returned', 'none'] as const
export const movementEnds = ['graded', 'lost', 'none'] as const
export type MovementStart = (typeof movementStarts)[number]
export type MovementEndState = (typeof movementEnds)[number]

/** One account at the end of a window. */
export interface AccountState {
  /** The grade it shows, of its family when the policy grades families; null for none. */
  readonly grade: string | null
  /** The facts of the account itself; null when the ledger has no row for it. */
  readonly facts: AccountFacts | null
  /** The rep who owns it at the end of the window; null for nobody. */
  readonly ownerId: string | null
}

export interface AccountStates {
  readonly id: string
  readonly before: AccountState
  readonly after: AccountState
}

/** One account's move between two windows, in its own money. */
export interface Movement {
  readonly id: string
  readonly class: MovementClass
  readonly from: string | null
  readonly to: string | null
  /** Null when nothing was invoiced in the window. */
  readonly spendBefore: Micros | null
  readonly spendAfter: Micros | null
  /** Spend after less spend before, nothing invoiced being no money: the changes add up to the change of the book. */
  readonly change: Micros
  /** The last invoice before the end of the later window, of a lost account only. */
  readonly lastInvoice: Day | null
  /** Spend of the earlier window, of a lost account only. */
  readonly lostValue: Micros | null
  /** The change belongs to the owner after; the one before is shown beside it. */
  readonly ownerBefore: string | null
  readonly ownerAfter: string | null
}

/**
 * Every cell of grade before x grade after, zeros included, best label first and no grade last on both sides. An account that
 * only one of the maps has counts as ungraded in the other. Throws on a grade that is not among the labels.
 */
export function movementMatrix(
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
  labels: readonly string[],
): readonly MovementCell[] {
  const places: readonly (string | null)[] = [...labels, null]
  const placeOf = new Map(places.map((label, place) => [label, place]))
  const counts = places.flatMap(() => places.map(() => 0))
  const count = (from: string | null, to: string | null): void => {
    const [row, column] = [placeOf.get(from), placeOf.get(to)]
    if (row === undefined || column === undefined) {
      throw new RangeError(`Cannot place grade "${row === undefined ? from : to}" in a matrix of ${labels.join(', ')}`)
    }
    const cell = row * places.length + column
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  for (const [id, from] of before) count(from, after.get(id) ?? null)
  for (const [id, to] of after) if (!before.has(id)) count(null, to)
  return places.flatMap((from, row) =>
    places.map((to, column) => ({ from, to, count: counts[row * places.length + column] ?? 0 })),
  )
}

/**
 * The move of every account, in the order given. `labels` are the grades, best first; `afterFrom` is the first day of the
 * later window.
 */
export function movementList({
  accounts,
  afterFrom,
  labels,
}: {
  readonly accounts: Iterable<AccountStates>
  readonly afterFrom: Day
  readonly labels: readonly string[]
}): readonly Movement[] {
  const rankByLabel = new Map(labels.map((label, rank) => [label, rank]))
  return Array.from(accounts, ({ id, before, after }) => {
    const [spendBefore, spendAfter] = [spendOf(before), spendOf(after)]
    const firstInvoice = after.facts?.firstInvoice ?? null
    const moveClass = movementClassOf(
      { grade: before.grade, isActive: spendBefore !== null },
      {
        grade: after.grade,
        isActive: spendAfter !== null,
        isReturn: firstInvoice !== null && firstInvoice < afterFrom,
      },
      rankByLabel,
    )
    const isLost = moveClass === 'lost'
    return {
      id,
      class: moveClass,
      from: before.grade,
      to: after.grade,
      spendBefore,
      spendAfter,
      change: (spendAfter ?? 0n) - (spendBefore ?? 0n),
      lastInvoice: isLost ? (after.facts?.lastInvoice ?? before.facts?.lastInvoice ?? null) : null,
      lostValue: isLost ? spendBefore : null,
      ownerBefore: before.ownerId,
      ownerAfter: after.ownerId,
    }
  })
}

/** What the class of a movement goes by at one end of it. */
interface MovementEnd {
  readonly grade: string | null
  /** Whether anything was invoiced in the window. */
  readonly isActive: boolean
}

/** The class of a movement. `isReturn` says that its first invoice ever is before the later window. */
export function movementClassOf(
  before: MovementEnd,
  after: MovementEnd & { readonly isReturn: boolean },
  rankByLabel: ReadonlyMap<string, number>,
): MovementClass {
  if (!before.isActive && after.isActive && after.grade !== null) return after.isReturn ? 'returned' : 'new'
  if (before.isActive && !after.isActive && before.grade !== null) return 'lost'
  if (before.grade === null || after.grade === null) return 'ungraded'
  const rise = rankOf(before.grade, rankByLabel) - rankOf(after.grade, rankByLabel)
  return rise > 0 ? 'up' : rise < 0 ? 'down' : 'kept'
}

/** Beyond which change of spend an account is up or down: both, a share of what it spent before and an amount, must be passed. */
export interface MoneyBound {
  /** A fraction, .1 for a tenth, of 6 decimals at most. */
  readonly share: number
  readonly amount: Micros
}

/**
 * The class of a movement by money instead of grades. Of an account with money at both ends the change is compared, unrounded,
 * with the bound; where it spent nothing or gave back more before, with the amount alone. With money at neither it is `ungraded`.
 */
export function moneyClassOf(
  {
    before,
    after,
    isReturn,
  }: { readonly before: Micros | null; readonly after: Micros | null; readonly isReturn: boolean },
  { share, amount }: MoneyBound,
): MovementClass {
  if (before === null || after === null) {
    if (before !== null) return 'lost'
    if (after === null) return 'ungraded'
    return isReturn ? 'returned' : 'new'
  }
  const change = after - before
  const size = change < 0n ? -change : change
  const isBeyond = size > amount && (before <= 0n || size * microsPerUnit > before * numberToMicros(share))
  return !isBeyond ? 'kept' : change > 0n ? 'up' : 'down'
}

/** The row of an account in a matrix: its grade, or without one what it came from. */
export function movementStartOf(grade: string | null, moveClass: MovementClass): MovementStart {
  if (grade !== null) return 'graded'
  return moveClass === 'new' || moveClass === 'returned' ? moveClass : 'none'
}

/** The column of an account in a matrix: its grade, or without one whether it was lost. */
export function movementEndOf(grade: string | null, moveClass: MovementClass): MovementEndState {
  if (grade !== null) return 'graded'
  return moveClass === 'lost' ? 'lost' : 'none'
}

function rankOf(grade: string, rankByLabel: ReadonlyMap<string, number>): number {
  const rank = rankByLabel.get(grade)
  if (rank === undefined)
    throw new RangeError(`Cannot rank grade "${grade}" among ${[...rankByLabel.keys()].join(', ')}`)
  return rank
}

function spendOf(state: AccountState): Micros | null {
  return state.facts && hasActivity(state.facts) ? state.facts.spend : null
}
