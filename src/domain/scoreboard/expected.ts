import type { Steps } from '../facts-table.ts'
import type { Micros } from '../money.ts'
import type { MovementClass } from '../movement.ts'

/** An account between two ends, as a league table weighs it. */
export interface WeighedAccount {
  /** Who looks after it at the later end; null for nobody. A move belongs to the owner at its end. */
  readonly rep: string | null
  /** The grade at the earlier end; null for none, which is no part of the book anybody was given. */
  readonly start: string | null
  readonly segment: string | null
  readonly move: MovementClass
  /** Spend at the earlier end; null when nothing was invoiced. */
  readonly before: Micros | null
  readonly change: Micros
}

/** What a book would have done at the rates of all such accounts. */
export interface Expectation {
  /** Accounts that had a grade at the earlier end: the book that was given. */
  readonly start: number
  /** Accounts won, kept or lost: up, new and returned less down and lost. */
  readonly net: number
  readonly expectedNet: number
  /** How far chance alone takes the net movement either way: its standard deviation were accounts dealt out at random. */
  readonly spread: number
  /** Exact, and summing to the change of all accounts. */
  readonly expectedChange: Micros
}

/** Accounts that make an average: as many as a group of peers needs (measures, 4). */
const fewestInCell = 8

/** Accounts that are looked at between two turns of others. */
const accountsPerStep = 4096

/** What a move counts: one account more, or one account less. */
export function scoreOfMove(move: MovementClass): number {
  if (move === 'up' || move === 'new' || move === 'returned') return 1
  return move === 'down' || move === 'lost' ? -1 : 0
}

/**
 * What each rep's book would have done at the average of the accounts like it, beside what it did, so that an easy book is no
 * merit and a hard one no fault.
 *
 * Accounts with a grade at the earlier end are alike by that grade and segment; where fewer than eight are, by grade alone. Of
 * `n` alike a rep with `k` of them expects `k` times their mean move, and of their change of money the share that the rep has of
 * their money before (of their number where they had none). Accounts won from outside are nobody's book: all that were won are
 * expected by the size of the start books. Whoever had no grade at either end is expected to do what it did. So expected moves
 * and money sum to what all accounts did, and what is above to zero.
 *
 * The spread is that of dealing the same accounts out at random: `k (1 - k/n) n/(n-1)` times the variance of the moves of each
 * kind (drawing without replacement), and `w p (1 - p)` for `w` accounts won with a share `p` of the start books.
 *
 * A step is a kind of accounts, so that others get a turn in a large book.
 */
export function* expectationSteps(accounts: readonly WeighedAccount[]): Steps<ReadonlyMap<string | null, Expectation>> {
  const sums = new Map<string | null, Sum>()
  const [graded, won]: [WeighedAccount[], WeighedAccount[]] = [[], []]
  for (const [at, account] of accounts.entries()) {
    const { rep, start, move, change } = account
    const sum = sumOf(sums, rep)
    sum.net += scoreOfMove(move)
    if (start !== null) {
      sum.start += 1
      graded.push(account)
    } else if (scoreOfMove(move) === 1) won.push(account)
    else {
      sum.expectedNet += scoreOfMove(move)
      sum.expectedChange += change
    }
    if (at % accountsPerStep === 0) yield
  }
  for (const alike of cellsOf(graded)) {
    addCell(sums, alike)
    yield
  }
  addWon(sums, won)
  return new Map(
    Array.from(sums, ([rep, { start, net, expectedNet, variance, expectedChange }]) => [
      rep,
      { start, net, expectedNet: sixPlaces(expectedNet), spread: sixPlaces(Math.sqrt(variance)), expectedChange },
    ]),
  )
}

interface Sum {
  start: number
  net: number
  expectedNet: number
  variance: number
  expectedChange: Micros
}

function sumOf(sums: Map<string | null, Sum>, rep: string | null): Sum {
  const known = sums.get(rep) ?? { start: 0, net: 0, expectedNet: 0, variance: 0, expectedChange: 0n }
  sums.set(rep, known)
  return known
}

/** Accounts with a start grade, in groups of those alike; what is too few in a segment is one group of its grade. */
function cellsOf(graded: readonly WeighedAccount[]): readonly (readonly WeighedAccount[])[] {
  const byGrade = Map.groupBy(graded, ({ start }) => start)
  return [...byGrade.values()].flatMap((ofGrade) => {
    const bySegment = [...Map.groupBy(ofGrade, ({ segment }) => segment).values()]
    const few = bySegment.filter((cell) => cell.length < fewestInCell).flat()
    const enough = bySegment.filter((cell) => cell.length >= fewestInCell)
    return few.length > 0 ? [...enough, few] : enough
  })
}

function addCell(sums: Map<string | null, Sum>, alike: readonly WeighedAccount[]): void {
  const count = alike.length
  const mean = alike.reduce((sum, { move }) => sum + scoreOfMove(move), 0) / count
  const variance = alike.reduce((sum, { move }) => sum + (scoreOfMove(move) - mean) ** 2, 0) / count
  const byRep = [...Map.groupBy(alike, ({ rep }) => rep)]
  const change = alike.reduce((sum, account) => sum + account.change, 0n)
  const money = byRep.map(([, own]) => own.reduce((sum, { before }) => sum + positive(before), 0n))
  const isWithoutMoney = money.every((amount) => amount === 0n)
  const parts = allot(change, isWithoutMoney ? byRep.map(([, own]) => BigInt(own.length)) : money)
  for (const [index, [rep, { length: own }]] of byRep.entries()) {
    const sum = sumOf(sums, rep)
    sum.expectedNet += own * mean
    // One account alone is drawn in one way only.
    if (count > 1) sum.variance += (own * (1 - own / count) * count * variance) / (count - 1)
    sum.expectedChange += parts[index] ?? 0n
  }
}

function addWon(sums: Map<string | null, Sum>, won: readonly WeighedAccount[]): void {
  if (won.length === 0) return
  const change = won.reduce((sum, account) => sum + account.change, 0n)
  const reps = [...sums]
  const given = reps.reduce((sum, [, { start }]) => sum + start, 0)
  if (given === 0) {
    // Nobody was given anything: there is nothing to expect of anybody but what came.
    for (const account of won) {
      const sum = sumOf(sums, account.rep)
      sum.expectedNet += 1
      sum.expectedChange += account.change
    }
    return
  }
  const parts = allot(
    change,
    reps.map(([, { start }]) => BigInt(start)),
  )
  for (const [index, [, sum]] of reps.entries()) {
    const share = sum.start / given
    sum.expectedNet += won.length * share
    sum.variance += won.length * share * (1 - share)
    sum.expectedChange += parts[index] ?? 0n
  }
}

/** An amount by weights that are not all zero, each part rounded down in size; what is left over goes to the largest weight. */
export function allot(amount: Micros, weights: readonly bigint[]): readonly Micros[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  if (whole === 0n) throw new RangeError('Cannot allot an amount by no weight')
  const parts = weights.map((weight) => (amount * weight) / whole)
  const left = amount - parts.reduce((sum, part) => sum + part, 0n)
  let largest = 0
  for (const [index, weight] of weights.entries()) if (weight > (weights[largest] ?? 0n)) largest = index
  return parts.map((part, index) => (index === largest ? part + left : part))
}

function positive(amount: Micros | null): bigint {
  return amount !== null && amount > 0n ? amount : 0n
}

function sixPlaces(number: number): number {
  return Math.round(number * 1e6) / 1e6
}
