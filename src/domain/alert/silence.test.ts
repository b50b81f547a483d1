import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookDays, simulateBook, uniforms } from '../../../test/alerts/simulate-orders.ts'
import { calendarClock } from './book-clock.ts'
import { silenceOf } from './silence.ts'

/** Days with gaps like these, from day 0 on. */
function daysOf(...gaps: readonly number[]): number[] {
  const days = [0]
  for (const gap of gaps) days.push((days.at(-1) ?? 0) + gap)
  return days
}

/** Gaps of which nobody can say whether they are random. */
const irregular = [3, 21, 9, 1, 30, 12, 6, 14, 24, 10]

describe('A silence', () => {
  it('at random has p = (t / T)^n, golden: 10 gaps in 130 days, then 65 days', () => {
    const days = daysOf(...irregular)
    const { p, gapDays, usualDays, orders, lastOrder } = silenceOf(days, 130 + 65, calendarClock)
    expect(p).toBeCloseTo((130 / 195) ** 10, 12)
    expect({ gapDays, usualDays, orders, lastOrder }).toEqual({
      gapDays: 65,
      usualDays: 13,
      orders: 11,
      lastOrder: 130,
    })
  })

  it('of a steady rhythm is less likely than at random: every 14 days, then 35', () => {
    const steady = silenceOf(daysOf(...Array<number>(20).fill(14)), 280 + 35, calendarClock)
    expect(steady.p).toBeLessThan((280 / 315) ** 20 / 100)
  })

  it('is none of an account that ordered once, or four times, however long ago', () => {
    expect(silenceOf([0], 300, calendarClock).p).toBe(1)
    expect(silenceOf(daysOf(5, 5, 5), 300, calendarClock).p).toBe(1)
    expect(silenceOf(daysOf(5, 5, 5, 5), 300, calendarClock).p).toBeLessThan(0.001)
  })

  it('is none before one and a half usual gaps, nor of an account that left more than a year ago', () => {
    const days = daysOf(...Array<number>(20).fill(14))
    expect(silenceOf(days, 280 + 20, calendarClock).p).toBe(1)
    expect(silenceOf(days, 280 + 366, calendarClock).p).toBe(1)
  })

  it('goes by the slower rhythm of late: weekly for two years, monthly since', () => {
    const slowed = daysOf(...Array<number>(60).fill(7), ...Array<number>(26).fill(30))
    const { p, usualDays } = silenceOf(slowed, (slowed.at(-1) ?? 0) + 50, calendarClock)
    expect(usualDays).toBe(30)
    expect(p).toBeGreaterThan(0.01)
  })

  it('of a clock that stood still is none', () => {
    const days = daysOf(...irregular)
    const still = (from: number, to: number) => Math.min(to, 131) - Math.min(from, 131)
    expect(silenceOf(days, 195, still).p).toBeGreaterThan(0.9)
  })

  it('is its season where it was as silent in every earlier year, and an alarm where it was not', () => {
    // Orders every ten days but for a hundred days from day 200 of each year.
    const isOpen = (day: number) => day % 365 < 200 || day % 365 >= 300
    const days = Array.from({ length: 93 }, (_, index) => index * 10).filter(
      (day) => isOpen(day) && day <= 2 * 365 + 200,
    )
    const asOf = (days.at(-1) ?? 0) + 80
    expect(silenceOf(days, asOf, calendarClock)).toMatchObject({ isItsSeason: true, p: 1 })
    const never = Array.from({ length: 93 }, (_, index) => index * 10).filter((day) => day <= 2 * 365 + 200)
    expect(silenceOf(never, asOf, calendarClock)).toMatchObject({ isItsSeason: false })
    expect(silenceOf(never, asOf, calendarClock).p).toBeLessThan(1e-6)
  })

  it('that lasts longer is never less of an alarm, by whatever clock', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 60 })
    const pace = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(
        gaps,
        pace,
        fc.integer({ min: 0, max: 365 }),
        fc.integer({ min: 0, max: 365 }),
        (between, paces, a, b) => {
          const days = daysOf(...between)
          const last = days.at(-1) ?? 0
          const clock = (from: number, to: number) => {
            let time = 0
            for (let day = from; day < to; day++) time += paces[day % paces.length] ?? 1
            return time
          }
          const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((gap) => silenceOf(days, last + gap, clock).p)
          expect(later).toBeLessThanOrEqual((sooner ?? 1) + 1e-12)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([1, 3])('has no more small probabilities than chance has on steady accounts of %s stages', (stages) => {
    const book = simulateBook(uniforms(11), { stages, season: 0 }, { accounts: 6000, silentShare: 0 })
    const found = book.map(({ days }) => silenceOf(days, bookDays - 1, calendarClock).p)
    for (const level of [0.001, 0.01, 0.05, 0.1]) {
      const share = found.filter((p) => p <= level).length / found.length
      // Three standard deviations of what chance gives.
      expect(share).toBeLessThan(level + 3 * Math.sqrt(level / found.length))
    }
  })
})
