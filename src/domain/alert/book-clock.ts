/** Days between two looks at how busy the book is, counted back from its last day. */
const daysOfStep = 7
/** Orders that count for the calendar beside those of a step: where few came, the book's clock goes as the calendar does. */
const calendarOrders = 2
/** After this many rounds rates and clock agree to a per cent. */
const rounds = 3

/** A book as its clock sees it: days are whole numbers, the first and the last included. */
export interface BookOrders {
  readonly from: number
  readonly to: number
  /** Orders of all accounts on each day from `from` on. */
  readonly orders: ArrayLike<number>
  /** Every account that ordered: the first day it did, and on how many days after. */
  readonly accounts: readonly { readonly first: number; readonly repeats: number }[]
}

/** Time between the ends of two days. */
export type Clock = (from: number, to: number) => number

/** Time by the calendar. */
export const calendarClock: Clock = (from, to) => to - from

/**
 * Time as the book orders: a day is as long as the orders that came on it beside those its accounts usually place. Where the whole
 * book is quiet, be it August, the days between the years or a file that has not come yet, nobody is silent. Orders of a week by
 * those that the accounts there at the time place at their own mean rates, which are then taken by this clock (three rounds).
 */
export function bookClock({ from, to, orders, accounts }: BookOrders): Clock {
  const days = to - from + 1
  let ends = Float64Array.from({ length: days + 1 }, (_, day) => day)
  const repeats = Float64Array.from({ length: days }, (_, day) => orders[day] ?? 0)
  for (const { first } of accounts) repeats[first - from] = (repeats[first - from] ?? 0) - 1
  for (let round = 0; round < rounds; round++) ends = nextRound(ends, repeats, { from, accounts })
  const end = (day: number): number => ends[day - from + 1] ?? 0
  return (start, stop) => end(stop) - end(start)
}

function nextRound(
  ends: Float64Array<ArrayBuffer>,
  repeats: Float64Array,
  { from, accounts }: Pick<BookOrders, 'from' | 'accounts'>,
): Float64Array<ArrayBuffer> {
  const days = repeats.length
  const arriving = new Float64Array(days + 1)
  const last = ends[days] ?? 0
  for (const { first, repeats: count } of accounts) {
    const day = first - from + 1
    const time = last - (ends[day] ?? 0)
    if (time > 0) arriving[day] = (arriving[day] ?? 0) + count / time
  }
  const expected = new Float64Array(days)
  let rate = 0
  for (let day = 0; day < days; day++) {
    rate += arriving[day] ?? 0
    expected[day] = rate
  }
  const next = new Float64Array(days + 1)
  const paces = new Float64Array(days)
  for (let end = days; end > 0; end -= daysOfStep) {
    const start = Math.max(0, end - daysOfStep)
    let [came, usual] = [calendarOrders, calendarOrders]
    for (let day = start; day < end; day++) {
      came += repeats[day] ?? 0
      usual += expected[day] ?? 0
    }
    paces.fill(came / usual, start, end)
  }
  for (let day = 0; day < days; day++) next[day + 1] = (next[day] ?? 0) + (paces[day] ?? 1)
  return next
}
