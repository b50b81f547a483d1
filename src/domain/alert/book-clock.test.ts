import { describe, expect, it } from 'vitest'
import { simulateBook, uniforms } from '../../../test/alerts/simulate-orders.ts'
import { bookClock } from './book-clock.ts'
import type { BookOrders } from './book-clock.ts'

const days = 365

/** A book of so many accounts that all order every day that is not left out. */
function daily(accounts: number, isQuiet: (day: number) => boolean): BookOrders {
  const orders = Array.from({ length: days }, (_, day) => (day === 0 || !isQuiet(day) ? accounts : 0))
  const repeats = orders.filter((count) => count > 0).length - 1
  return {
    from: 0,
    to: days - 1,
    orders,
    accounts: Array<{ first: 0; repeats: number }>(accounts).fill({ first: 0, repeats }),
  }
}

describe('Time as the book orders', () => {
  it('goes as the calendar does where the book is as busy every week', () => {
    const clock = bookClock(daily(20, () => false))
    expect(clock(100, 200) / clock(200, 300)).toBeCloseTo(1, 2)
    expect(clock(50, 50)).toBe(0)
  })

  it('hardly passes in weeks in which nobody orders, and faster in the others', () => {
    const clock = bookClock(daily(20, (day) => day >= 300))
    expect(clock(310, 360)).toBeLessThan(clock(200, 250) / 30)
  })

  it('goes as the calendar does in a book of one account: its own silence is no season', () => {
    const clock = bookClock({
      from: 0,
      to: 364,
      orders: daily(1, (day) => day % 30 !== 0).orders,
      accounts: [{ first: 0, repeats: 12 }],
    })
    expect(clock(0, 180) / clock(180, 364)).toBeGreaterThan(0.7)
  })

  it('is the same in whatever order accounts come, and adds up', () => {
    const book = simulateBook(uniforms(3), { stages: 1, season: 0.6 }, { accounts: 60, silentShare: 0 })
    const orders = new Int32Array(1096)
    for (const account of book) for (const day of account.days) orders[day] = (orders[day] ?? 0) + 1
    const accounts = book.map((account) => ({ first: account.days[0] ?? 0, repeats: account.days.length - 1 }))
    const one = bookClock({ from: 0, to: 1095, orders, accounts })
    const other = bookClock({ from: 0, to: 1095, orders, accounts: accounts.toReversed() })
    expect(other(10, 900)).toBeCloseTo(one(10, 900), 9)
    expect(one(10, 400) + one(400, 900)).toBeCloseTo(one(10, 900), 9)
  })

  it('runs at half the pace where accounts order half as often, though more and more of them join', () => {
    // Each orders daily in its first half year of the book, every second day after; ten more join every ten weeks.
    const joined = Array.from({ length: 50 }, (_, index) => Math.floor(index / 10) * 70)
    const orders = Array.from(
      { length: days },
      (_, day) => joined.filter((first) => first <= day && (day < 180 || (day - first) % 2 === 0)).length,
    )
    const accounts = joined.map((first) => ({
      first,
      repeats: Array.from({ length: days - first - 1 }, (_, after) => first + after + 1).filter(
        (day) => day < 180 || (day - first) % 2 === 0,
      ).length,
    }))
    const clock = bookClock({ from: 0, to: days - 1, orders, accounts })
    expect(clock(280, 350) / clock(90, 160)).toBeGreaterThan(0.42)
    expect(clock(280, 350) / clock(90, 160)).toBeLessThan(0.58)
  })
})
