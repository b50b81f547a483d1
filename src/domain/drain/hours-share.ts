import { divideHalfEven, ratio } from '../money.ts'
import type { Micros } from '../money.ts'

/** What an account took of the hours of the house in a window, and what it earned in it. */
export interface HoursAndProfit {
  /** Whole minutes, logged where hours were logged and estimated else; never below 0. */
  readonly minutes: number
  /** Null where it cannot be told. */
  readonly netProfit: Micros | null
}

/** All accounts together whose net profit is known: what shares are of. */
export interface HoursBook {
  readonly accounts: number
  readonly minutes: number
  readonly netProfit: Micros
}

/** The share of hours of an account against its share of net profit (measures.md, 11). */
export interface HoursShare {
  /** Of the minutes of the book, as a fraction; null where nobody's hours are known, and of an account that is not compared. */
  readonly hours: number | null
  /** Of the net profit of the book; null where that is not above zero: there is money to be shown then, and no per cent. */
  readonly profit: number | null
  /** The one less the other; null where either is. Above zero the account is a drain by its hours. */
  readonly excess: number | null
  /**
   * What it earned less than its hours earn with the others on average, in money: (its minutes / all minutes) x all net profit, which
   * counts as none where it is a loss, less its own. Rounded once to six decimals. Null where its own cannot be told.
   */
  readonly shortfall: Micros | null
}

/** The sums that shares are of. An account whose net profit cannot be told leaves both of them, with its minutes. */
export function hoursBook(accounts: Iterable<HoursAndProfit>): HoursBook {
  let [count, minutes, total] = [0, 0, 0n]
  for (const { minutes: own, netProfit } of accounts) {
    if (netProfit === null) continue
    count += 1
    minutes += own
    total += netProfit
  }
  return { accounts: count, minutes, netProfit: total }
}

/** How an account stands in the book. */
export function hoursShare({ minutes, netProfit }: HoursAndProfit, book: HoursBook): HoursShare {
  if (netProfit === null || book.minutes === 0) return { hours: null, profit: null, excess: null, shortfall: null }
  const hours = ratio(BigInt(minutes), BigInt(book.minutes))
  const profit = book.netProfit > 0n ? ratio(netProfit, book.netProfit) : null
  return {
    hours,
    profit,
    // From the fractions that are shown, so that they sum to what is shown.
    excess: hours === null || profit === null ? null : Math.round((hours - profit) * 1e6) / 1e6,
    shortfall: fairProfit(minutes, book) - netProfit,
  }
}

/** What the minutes of an account would have earned at the average of the book; nothing where the book makes a loss. */
function fairProfit(minutes: number, book: HoursBook): Micros {
  return book.netProfit <= 0n ? 0n : divideHalfEven(book.netProfit * BigInt(minutes), BigInt(book.minutes))
}

/** Fewer minutes than these are no care that could be given elsewhere. */
export const leastMinutes = 60

/** How often the net profit of an account, on average, one falls short of that is a drain. */
export const averageTimes = 2n

/** From which shortfall on an account is a drain: twice what an account earns on average, and `level` at least, which is little money. */
export function leastShortfall({ accounts, netProfit }: HoursBook, level: Micros): Micros {
  if (accounts === 0) return level
  const often = divideHalfEven(averageTimes * netProfit, BigInt(accounts))
  return often > level ? often : level
}

/**
 * Whether an account takes hours that it does not pay for: it earns less than a half of what its hours earn with the others on average,
 * and falls short of that by `least`.
 */
export function drainsHours({ minutes, netProfit }: HoursAndProfit, book: HoursBook, least: Micros): boolean {
  if (netProfit === null || book.minutes === 0 || minutes < leastMinutes) return false
  const fair = fairProfit(minutes, book)
  return 2n * netProfit < fair && fair - netProfit >= least
}
