import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayToNumber,
  daysBetween,
  endOfMonth,
  farFuture,
  farPast,
  isDay,
  mondayOf,
  numberToDay,
} from './day.ts'

const dayNumber = fc.integer({ min: dayToNumber('0002-01-01'), max: dayToNumber('9998-12-31') })

describe('days', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2026-10-31', 20_757],
    [farPast, -719_162],
    [farFuture, 2_932_896],
  ])('%s is day %s', (day, number) => {
    expect(dayToNumber(day)).toBe(number)
    expect(numberToDay(number)).toBe(day)
  })

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
  ])('refuses %s, which does not exist', (text) => {
    expect(isDay(text)).toBe(false)
    expect(() => dayToNumber(text)).toThrow(`Cannot read day "${text}"`)
    expect(() => addMonths(text, 1)).toThrow(`Cannot read day "${text}"`)
    expect(() => endOfMonth(text)).toThrow(`Cannot read day "${text}"`)
  })

  it.each(['31/02/2026', '', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n'])(
    'refuses %j, which is no day',
    (text) => {
      expect(isDay(text)).toBe(false)
    },
  )

  it('refuses to leave the years 0001 to 9999', () => {
    expect(() => addDays(farFuture, 1)).toThrow('Cannot write a day in year "10000": years are 0001 to 9999')
    expect(() => addDays(farPast, -1)).toThrow('Cannot write a day in year "0": years are 0001 to 9999')
    expect(() => addMonths(farFuture, 1)).toThrow('Cannot write a day in year "10000"')
  })

  it('law: number and day are inverse, and order is kept as text', () => {
    fc.assert(
      fc.property(dayNumber, dayNumber, (left, right) => {
        expect(dayToNumber(numberToDay(left))).toBe(left)
        expect(isDay(numberToDay(left))).toBe(true)
        expect(numberToDay(left) < numberToDay(right)).toBe(left < right)
      }),
    )
  })

  it('law: days between add up', () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: -300, max: 300 }), (number, days) => {
        const day = numberToDay(number)
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })
})

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %s months is %s', (day, months, result) => {
    expect(addMonths(day, months)).toBe(result)
  })

  it('law: the month moves by exactly that many, and the date never grows', () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: -11, max: 11 }), (number, months) => {
        const before = numberToDay(number)
        const after = addMonths(before, months)
        const monthIndex = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
        expect(monthIndex(after) - monthIndex(before)).toBe(months)
        expect(Number(after.slice(8))).toBeLessThanOrEqual(Number(before.slice(8)))
      }),
    )
  })
})

describe('endOfMonth', () => {
  it.each([
    ['2026-02-03', '2026-02-28'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-01', '2000-02-29'],
    ['2100-02-01', '2100-02-28'],
    ['2026-12-31', '2026-12-31'],
    ['2026-04-01', '2026-04-30'],
  ])('of %s is %s', (day, end) => {
    expect(endOfMonth(day)).toBe(end)
  })
})

describe('mondayOf', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2026-01-01', '2025-12-29'],
    ['1970-01-01', '1969-12-29'],
    ['1969-12-28', '1969-12-22'],
  ])('of %s is %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday)
  })
})
