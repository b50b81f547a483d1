import { betaUpTo } from './beta.ts'
import { calendarClock } from './book-clock.ts'
import type { Clock } from './book-clock.ts'
import { regularityOf } from './regularity.ts'

/** Fewer order days than this are no rhythm: nobody who ordered once, or a few times, is ever silent. */
export const leastOrders = 5
/** An account that has been silent for longer is lost, which the movement shows; an alert is about what can still be saved. */
export const longestSilence = 365
/** A silence shorter than one and a half usual gaps, as two whole numbers, is the usual up and down. */
export const leastGaps = { times: 3, of: 2 } as const
/** How far back a rhythm is looked for: three years. */
export const historyDays = 1096
/** The rhythm of late is that of so many gaps; an account that has slowed down goes by them. */
const gapsOfLate = 24
/** Days by which a season may come earlier or later, and the part of the silence it must have had. */
const season = { days: 365, shift: 28, part: 0.75 } as const

/** How silent an account is beside its own rhythm. */
export interface Silence {
  /** Days on which it ordered in the history. */
  readonly orders: number
  readonly lastOrder: number
  /** Whole days since the last order, up to and including the last day of the book. */
  readonly gapDays: number
  /** Mean days between its orders of late. */
  readonly usualDays: number
  /**
   * The probability that an account of such a rhythm that still buys is silent for so long or longer, or more: never less. 1 where
   * it was as silent at this time in every earlier year that is known.
   */
  readonly p: number
  /** Whether it was as silent around these days in every earlier year that is known, one at the least. */
  readonly isItsSeason: boolean
}

/** Whether so many orders, the last so long ago, are looked at at all: it is a test of the book only then. */
export function isTested({ orders, gapDays }: { readonly orders: number; readonly gapDays: number }): boolean {
  return orders >= leastOrders && gapDays <= longestSilence
}

/** Whether a silence is long enough to be looked at closer, from counts alone; one that is not has p = 1. */
function isLong(orders: { readonly orders: number; readonly span: number; readonly gapDays: number }): boolean {
  return orders.gapDays * (orders.orders - 1) * leastGaps.of >= orders.span * leastGaps.times
}

/**
 * The silence of an account at the end of `asOf`, from the days it ordered on (whole numbers, ascending, distinct). By Erlang's
 * model of k stages and no knowledge of others: with n gaps of t days together and s days since, p = P(Beta(k n, k) <= t / (t + s)),
 * which for k = 1 is (t / (t + s))^n. Time goes by the calendar and by the clock of the book, the rhythm is that of all its gaps
 * and that of the last 24: the weakest of the four counts, so that no season, trend or earlier habit makes an alarm. Days are
 * discrete; of n + 1 whole days the exact probability at random is a little lower still.
 */
export function silenceOf(days: ArrayLike<number>, asOf: number, clock: Clock): Silence {
  const orders = days.length
  const lastOrder = days[orders - 1] ?? asOf
  const start = Math.max(0, orders - 1 - gapsOfLate)
  const gapDays = asOf - lastOrder
  const usualDays = orders < 2 ? 0 : (lastOrder - (days[start] ?? lastOrder)) / (orders - 1 - start)
  const isItsSeason = wasAsSilent(days, asOf)
  const span = lastOrder - (days[0] ?? lastOrder)
  const isOpen = isTested({ orders, gapDays }) && isLong({ orders, span, gapDays }) && !isItsSeason
  let p = isOpen ? 0 : 1
  for (const time of isOpen ? [calendarClock, clock] : []) {
    for (const from of start === 0 ? [0] : [0, start]) p = Math.max(p, probabilityOf(days, { asOf, from, time }))
  }
  return { orders, lastOrder, gapDays, usualDays, p, isItsSeason }
}

/** The probability by one clock, of the gaps from the order at `from` on. */
function probabilityOf(
  days: ArrayLike<number>,
  { asOf, from, time }: { readonly asOf: number; readonly from: number; readonly time: Clock },
): number {
  let [sum, logSum] = [0, 0]
  for (let index = from + 1; index < days.length; index++) {
    const gap = time(days[index - 1] ?? 0, days[index] ?? 0)
    sum += gap
    logSum += Math.log(gap)
  }
  const gaps = days.length - 1 - from
  const k = regularityOf({ gaps, sum, logSum })
  const silent = time(days[days.length - 1] ?? asOf, asOf)
  return betaUpTo(sum / (sum + silent), k * gaps, k)
}

/** Whether a gap of three quarters of this silence began around the same day in every earlier year of the history. */
function wasAsSilent(days: ArrayLike<number>, asOf: number): boolean {
  const first = days[0] ?? asOf
  const last = days[days.length - 1] ?? asOf
  const wanted = (asOf - last) * season.part
  let years = 0
  for (let began = last - season.days; began >= first; began -= season.days) {
    years++
    let isFound = false
    for (let index = 1; index < days.length && !isFound; index++) {
      const start = days[index - 1] ?? 0
      isFound = Math.abs(start - began) <= season.shift && (days[index] ?? 0) - start >= wanted
    }
    if (!isFound) return false
  }
  return years > 0
}
