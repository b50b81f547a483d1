import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, endOfMonth, numberToDay } from './day.ts'
import { isComplete, monthStarts, parsePeriod, windowAt, windows, yearEarlier } from './period.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map(numberToDay)

describe('parsePeriod', () => {
  it.each([
    ['2026', 1, '2026-01-01', '2026-12-31'],
    ['2026-Q1', 1, '2026-01-01', '2026-03-31'],
    ['2026-Q4', 7, '2026-10-01', '2026-12-31'],
    ['2026-02', 1, '2026-02-01', '2026-02-28'],
    ['2024-02', 1, '2024-02-01', '2024-02-29'],
    ['FY2026', 1, '2026-01-01', '2026-12-31'],
    ['FY2026', 7, '2025-07-01', '2026-06-30'],
    ['FY2026', 12, '2025-12-01', '2026-11-30'],
    ['FY2024', 3, '2023-03-01', '2024-02-29'],
    ['ttm@2026-03-31', 1, '2025-04-01', '2026-03-31'],
    ['ttm@2013-12-31', 1, '2013-01-01', '2013-12-31'],
    ['ttm@2026-03-15', 1, '2025-03-16', '2026-03-15'],
    ['ttm@2025-02-28', 1, '2024-03-01', '2025-02-28'],
    ['ttm@2024-02-29', 1, '2023-03-01', '2024-02-29'],
    ['ttm@2024-02-28', 1, '2023-03-01', '2024-02-28'],
  ])('%s with fiscal years from month %s is %s to %s', (text, fiscalYearStart, from, to) => {
    expect(parsePeriod(text, { fiscalYearStart })).toEqual({ label: text, from, to })
  })

  it.each([
    '',
    '26',
    '0000',
    '2026-Q5',
    '2026-Q0',
    '2026-13',
    '2026-1',
    'FY26',
    'fy2026',
    'ttm',
    'ttm@2026-02-30',
    '2026 ',
  ])('refuses %j and quotes it', (text) => {
    expect(() => parsePeriod(text)).toThrow(`Cannot read period "${text}"`)
  })
})

describe('windowAt', () => {
  it.each([
    ['2013', 'twelve-months', 1, '2013-01-01', '2013-12-31'],
    ['2026-Q1', 'twelve-months', 1, '2025-04-01', '2026-03-31'],
    ['ttm@2026-05-20', 'calendar-year', 1, '2026-01-01', '2026-05-20'],
    ['ttm@2026-05-20', 'fiscal-year', 7, '2025-07-01', '2026-05-20'],
    ['ttm@2026-07-01', 'fiscal-year', 7, '2026-07-01', '2026-07-01'],
    ['ttm@2026-05-20', 'fiscal-year', 1, '2026-01-01', '2026-05-20'],
    ['FY2026', 'fiscal-year', 4, '2025-04-01', '2026-03-31'],
    ['2026', 'quarter', 1, '2026-10-01', '2026-12-31'],
    ['ttm@2026-05-20', 'quarter', 1, '2026-04-01', '2026-05-20'],
    ['ttm@2026-05-20', 'month', 1, '2026-05-01', '2026-05-20'],
  ] as const)('%s by %s, fiscal years from month %s, is %s to %s', (text, window, fiscalYearStart, from, to) => {
    expect(windowAt(parsePeriod(text, { fiscalYearStart }), window, fiscalYearStart)).toEqual({ from, to })
  })

  it('law: a window ends at the as-of date and is at most twelve months long', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...windows), fc.integer({ min: 1, max: 12 }), (to, window, fiscalYearStart) => {
        const span = windowAt({ to }, window, fiscalYearStart)
        expect(span.to).toBe(to)
        expect(daysBetween(span.from, span.to)).toBeGreaterThanOrEqual(0)
        expect(daysBetween(span.from, span.to)).toBeLessThan(366)
      }),
    )
  })

  it('law: twelve months and the twelve before them touch and do not overlap', () => {
    fc.assert(
      fc.property(day, (to) => {
        const later = windowAt({ to }, 'twelve-months', 1)
        const yearBefore = to === endOfMonth(to) ? endOfMonth(addMonths(to, -12)) : addMonths(to, -12)
        const earlier = windowAt({ to: yearBefore }, 'twelve-months', 1)
        expect(addDays(earlier.to, 1)).toBe(later.from)
      }),
    )
  })
})

describe('isComplete', () => {
  it.each([
    ['2026', '2026-12-31', 'twelve-months', 1, true],
    ['2026', '2026-12-30', 'twelve-months', 1, false],
    ['2026', '2027-05-01', 'calendar-year', 1, true],
    ['ttm@2026-05-20', '2026-12-31', 'twelve-months', 1, true],
    ['ttm@2026-05-20', '2026-12-31', 'calendar-year', 1, false],
    ['2026-Q2', '2026-12-31', 'calendar-year', 1, false],
    ['2026-Q2', '2026-12-31', 'quarter', 1, true],
    ['2026-05', '2026-12-31', 'quarter', 1, false],
    ['2026-05', '2026-12-31', 'month', 1, true],
    ['FY2026', '2026-12-31', 'fiscal-year', 7, true],
    ['2026', '2026-12-31', 'fiscal-year', 7, false],
  ] as const)('%s in a ledger up to %s by %s from month %s: %s', (text, lastDay, window, fiscalYearStart, complete) => {
    expect(isComplete(parsePeriod(text, { fiscalYearStart }), lastDay, window, fiscalYearStart)).toBe(complete)
  })
})

describe('yearEarlier', () => {
  it.each([
    ['2026', '2025'],
    ['2026-Q1', '2025-Q1'],
    ['2025-02', '2024-02'],
    ['FY2026', 'FY2025'],
    ['ttm@2026-05-20', 'ttm@2025-05-20'],
    ['ttm@2025-02-28', 'ttm@2024-02-29'],
    ['ttm@2024-02-29', 'ttm@2023-02-28'],
    ['ttm@2024-02-28', 'ttm@2023-02-28'],
  ])('%s is %s', (label, before) => {
    expect(yearEarlier(parsePeriod(label)).label).toBe(before)
  })

  it('touches the twelve months after it', () => {
    fc.assert(
      fc.property(day, (to) => {
        const period = parsePeriod(`ttm@${to}`)
        const before = windowAt(yearEarlier(period), 'twelve-months', 1)
        expect(addDays(before.to, 1)).toBe(windowAt(period, 'twelve-months', 1).from)
      }),
    )
  })
})

it('splits twelve months into twelve', () => {
  fc.assert(
    fc.property(day, (to) => {
      const starts = monthStarts(to)
      expect(starts).toHaveLength(12)
      expect(starts[0]).toBe(windowAt({ to }, 'twelve-months', 1).from)
      expect(starts).toEqual(starts.toSorted())
      expect(new Set(starts).size).toBe(12)
      expect((starts.at(-1) ?? '') <= to).toBe(true)
    }),
  )
})
