import type { Micros } from '../money.ts'
import { lnGamma } from '../lifetime/gamma.ts'
import type { AlertMoney } from './alert.ts'

/** Fewer days with an order of a part in three years are no past to fall from. */
export const leastPartOrders = 12
/** A part has fallen where its orders a day are at most half of what they were. */
export const fallenTo = { times: 1, of: 2 } as const
/** How unlikely the fall must be of the part alone, were its orders to come at random in time. */
const alone = 0.05
/** Days of the window that a fall is looked for in, and how its counts lie in those of `PartCounts`. */
export const fallWindows = [
  { days: 91, after: 1, yearBefore: [3, 4] },
  { days: 182, after: 2, yearBefore: [3, 5] },
  { days: 364, after: 3, yearBefore: [3, 6] },
] as const
/** The first days, counted back from the last day of the book, of the pieces that orders are counted in; the last ends it. */
export const pieceStarts = [0, 91, 182, 364, 455, 546, 728, 1092] as const
/** Days of the history that parts are looked at in: three years of 52 weeks. */
export const historyOfParts = 1092
/** With fewer orders of others the book says nothing of the season of a family. */
const leastOfOthers = 50

/** Order days by piece, the latest piece first: 91 days, to half a year, to a year, then the same a year before, and the rest. */
export type PartCounts = readonly number[]

/** What a fall is judged by. */
export interface PartHistory {
  /** Days with an order of the part, and with any order of the account. */
  readonly part: PartCounts
  readonly account: PartCounts
  /** The same of all other accounts of the book, for a family of products; null for a site, which is nobody else's. */
  readonly others: { readonly part: PartCounts; readonly account: PartCounts } | null
}

/** A fall of a part beside its account. */
export interface Decline {
  /** Days of the window, and the orders in it. */
  readonly days: number
  readonly after: number
  /** Orders of as many days before, on average. */
  readonly before: number
  /** Never less than the probability of so few orders where each order of the account has the part in it as often as before. */
  readonly p: number
}

/**
 * The fall of a part inside its account, the least likely of three windows (91, 182 and 364 days), p times three for having looked
 * three times; null where it has not fallen by half. Exact and conditional: of the order days of the account, which are given, those with
 * the part are drawn at random, with the odds by which the same family went down over the rest of the book (Fisher's noncentral
 * hypergeometric distribution), so that neither the season of a family nor that of the account, nor its rhythm, makes an alarm.
 * Nothing has fallen that was as low in the same days a year before, or whose own orders fell by what chance does in one of 20.
 */
export function declineOf({ part, account, others }: PartHistory): Decline | null {
  let found: Decline | null = null
  for (const { days: width, after: pieces, yearBefore } of fallWindows) {
    const [after, before] = splitAt(part, pieces)
    const rest = historyOfParts - width
    if (after * rest * fallenTo.of > before * width * fallenTo.times) continue
    if (after >= sumOf(part, yearBefore[0], yearBefore[1])) continue
    if (binomialAtMost(after, after + before, width / historyOfParts) > alone) continue
    const [accountAfter, accountBefore] = splitAt(account, pieces)
    const odds = others === null ? 1 : Math.min(1, oddsOf(others, pieces))
    const single = drawnAtMost({ after, before, accountAfter, accountBefore, odds })
    const p = Math.min(1, single * fallWindows.length)
    if (found === null || p < found.p) {
      found = { days: width, after, before: Math.round((before * width * 10) / rest) / 10, p }
    }
  }
  return found
}

/**
 * What a part brought in the 364 days before a window, what it brings in a year at the rate of the window, and the difference.
 * Spend by piece as in `PartCounts`; the windows are a quarter, a half and the whole of 364 days, so that all of it is exact.
 */
export function fallInMoney(spend: readonly Micros[], width: Decline['days']): AlertMoney {
  const pieces = fallWindows.find(({ days }) => days === width)?.after ?? fallWindows.length
  // The three pieces before each window are 364 days together.
  const sum = (from: number, to: number): Micros => spend.slice(from, to).reduce((total, one) => total + one, 0n)
  const before = sum(pieces, pieces + 3)
  const after = sum(0, pieces) * BigInt(historyOfParts / 3 / width)
  return { before, after, stake: before - after }
}

/** The pieces before and after a window of this many pieces. */
function splitAt(counts: PartCounts, pieces: number): readonly [number, number] {
  return [sumOf(counts, 0, pieces), sumOf(counts, pieces, counts.length)]
}

function sumOf(counts: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let piece = from; piece < to; piece++) sum += counts[piece] ?? 0
  return sum
}

/** By what the odds of an order having the part in it have changed at others; 1 where they say too little. */
function oddsOf({ part, account }: NonNullable<PartHistory['others']>, pieces: number): number {
  const [after, before] = splitAt(part, pieces)
  const [ordersAfter, ordersBefore] = splitAt(account, pieces)
  if (after + before < leastOfOthers) return 1
  return ((after + 0.5) * (ordersBefore - before + 0.5)) / ((ordersAfter - after + 0.5) * (before + 0.5))
}

interface Drawn {
  readonly after: number
  readonly before: number
  readonly accountAfter: number
  readonly accountBefore: number
  readonly odds: number
}

/** The probability that of the orders with the part at most `after` fall into the window. */
function drawnAtMost({ after, before, accountAfter, accountBefore, odds }: Drawn): number {
  const drawn = after + before
  const least = Math.max(0, drawn - accountBefore)
  const most = Math.min(drawn, accountAfter)
  const weightOf = (count: number): number =>
    lnChoose(accountAfter, count) + lnChoose(accountBefore, drawn - count) + count * Math.log(odds)
  let greatest = -Infinity
  for (let count = least; count <= most; count++) greatest = Math.max(greatest, weightOf(count))
  let [below, sum] = [0, 0]
  for (let count = least; count <= most; count++) {
    const weight = Math.exp(weightOf(count) - greatest)
    sum += weight
    if (count <= after) below += weight
  }
  return Math.min(1, below / sum)
}

/** The probability that at most `count` of `trials` come, each with `chance`. */
function binomialAtMost(count: number, trials: number, chance: number): number {
  let sum = 0
  for (let came = 0; came <= count; came++) {
    sum += Math.exp(lnChoose(trials, came) + came * Math.log(chance) + (trials - came) * Math.log1p(-chance))
  }
  return Math.min(1, sum)
}

function lnChoose(all: number, some: number): number {
  return lnGamma(all + 1) - lnGamma(some + 1) - lnGamma(all - some + 1)
}
