import { describe, expect, it } from 'vitest'
import { dayToNumber, numberToDay } from '../../domain/day.ts'
import { makeCalendar, shippingDay, weekdayOf } from './calendar.ts'
import { randomStream } from './prng.ts'

const calendar = makeCalendar('2026-10-31', 4)

describe('makeCalendar', () => {
  it.each([
    ['2026-10-31', 4, '2022-11-01', '2025-11-01'],
    ['2024-02-29', 1, '2023-03-01', '2023-03-01'],
    ['2026-10-15', 2, '2024-10-16', '2025-10-16'],
  ])('a book until %s over %i years starts on %s, its last twelve months on %s', (until, years, first, lastYear) => {
    const made = makeCalendar(until, years)
    expect([numberToDay(made.first), numberToDay(made.lastYear)]).toEqual([first, lastYear])
  })

  it.each([
    ['2024-03-29', false],
    ['2024-04-01', false],
    ['2025-04-21', false],
    ['2025-05-29', false],
    ['2026-05-25', false],
    ['2025-12-25', false],
    ['2026-01-03', false],
    ['2026-01-05', true],
    ['2026-10-30', true],
  ])('%s is a working day: %s', (day, expected) => {
    expect(calendar.isWorking(dayToNumber(day))).toBe(expected)
  })

  it('knows weekdays and months, beyond the book too', () => {
    expect(weekdayOf(dayToNumber('2026-10-31'))).toBe(6)
    expect(calendar.monthOf(dayToNumber('1999-12-31'))).toBe(11)
    expect(numberToDay(calendar.workingOnOrAfter(dayToNumber('2026-04-03')))).toBe('2026-04-07')
  })
})

describe('shippingDay', () => {
  it('is never a weekend, hardly ever a holiday and seldom between Christmas and New Year', () => {
    const random = randomStream(1, 'shipping')
    let [holidays, quiet] = [0, 0]
    for (let day = calendar.first; day <= calendar.last; day++) {
      const shipped = shippingDay(calendar, day, random)
      expect(shipped).toBeGreaterThanOrEqual(day)
      expect(weekdayOf(shipped)).toBeLessThan(6)
      if (!calendar.isWorking(shipped)) holidays++
      if (numberToDay(shipped).slice(5) >= '12-24') quiet++
    }
    expect(holidays).toBeLessThan(8)
    expect(quiet).toBeLessThan(32)
  })
})
