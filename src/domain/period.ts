import { addDays, addMonths, endOfMonth, isDay, type Day } from './day.ts'

/** A stretch of days, both ends inclusive. */
export interface Span {
  readonly from: Day
  readonly to: Day
}

/** A named stretch of days; `to` is the as-of date at which it is looked at. */
export interface Period extends Span {
  readonly label: string
}

/** How far back from the as-of date a policy looks. */
export const windows = ['twelve-months', 'calendar-year', 'fiscal-year', 'quarter', 'month'] as const
export type Window = (typeof windows)[number]

export interface FiscalYear {
  /** The month, 1 to 12, in which the fiscal year starts; 1 makes it the calendar year. */
  readonly fiscalYearStart?: number
}

/**
 * Reads `2026`, `2026-Q1`, `2026-03`, `FY2026` (the fiscal year that ends in 2026) or `ttm@2026-03-31` (the twelve months
 * that end on that day). Quarters are calendar quarters. Throws on anything else, and quotes it.
 */
export function parsePeriod(text: string, { fiscalYearStart = 1 }: FiscalYear = {}): Period {
  const span = readSpan(text, fiscalYearStart)
  if (!span)
    throw new RangeError(`Cannot read period "${text}": write 2026, 2026-Q1, 2026-03, FY2026 or ttm@2026-03-31`)
  return { label: text, ...span }
}

/**
 * The window of a policy that ends at the as-of date of the period. `twelve-months` is always whole; the others run from the
 * first day of the year, fiscal year, calendar quarter or month that holds the as-of date, up to it.
 */
export function windowAt(period: { readonly to: Day }, window: Window, fiscalYearStart: number): Span {
  const to = period.to
  switch (window) {
    case 'twelve-months':
      return { from: twelveMonthsBefore(to), to }
    case 'calendar-year':
      return { from: `${to.slice(0, 4)}-01-01`, to }
    case 'fiscal-year':
      return { from: fiscalYearFrom(to, fiscalYearStart), to }
    case 'quarter':
      return { from: addMonths(`${to.slice(0, 7)}-01`, -((monthOf(to) - 1) % 3)), to }
    case 'month':
      return { from: `${to.slice(0, 7)}-01`, to }
  }
}

/**
 * The same period a year earlier: `2025` for `2026`, and for `ttm@` the day that lies a year back. The end of a month stays
 * one, so that the twelve months before touch those that are looked at.
 */
export function yearEarlier(period: Period, fiscalYear: FiscalYear = {}): Period {
  const dated = /^(FY)?(\d{4})(.*)$/.exec(period.label)
  const day = yearBefore(period.to)
  const label = dated ? `${dated[1] ?? ''}${String(Number(dated[2]) - 1).padStart(4, '0')}${dated[3]}` : `ttm@${day}`
  return parsePeriod(label, fiscalYear)
}

function yearBefore(day: Day): Day {
  const before = addMonths(day, -12)
  return day === endOfMonth(day) ? endOfMonth(before) : before
}

/**
 * Whether the period is over by `lastDay`, the last day the ledger holds. With the window of a policy also whether that
 * window is whole at the as-of date: a running year, quarter or month is never compared with a full one.
 */
export function isComplete(
  period: { readonly to: Day },
  lastDay: Day,
  window: Window = 'twelve-months',
  fiscalYearStart = 1,
): boolean {
  return period.to <= lastDay && period.to === windowEnd(period.to, window, fiscalYearStart)
}

/** Whether days of a period are still to come: its end is not past, and lies behind the last day the ledger holds. */
export function isRunning(
  { to }: { readonly to: Day },
  { today, lastDay }: { readonly today: Day; readonly lastDay: Day },
): boolean {
  return to >= today && to > lastDay
}

function windowEnd(day: Day, window: Window, fiscalYearStart: number): Day {
  switch (window) {
    case 'twelve-months':
      return day
    case 'calendar-year':
      return `${day.slice(0, 4)}-12-31`
    case 'fiscal-year':
      return endOfMonth(addMonths(fiscalYearFrom(day, fiscalYearStart), 11))
    case 'quarter':
      return endOfMonth(addMonths(`${day.slice(0, 7)}-01`, 2 - ((monthOf(day) - 1) % 3)))
    case 'month':
      return endOfMonth(day)
  }
}

function readSpan(text: string, fiscalYearStart: number): Span | null {
  const year = /^(\d{4})$/.exec(text)?.[1]
  if (year && isDay(`${year}-01-01`)) return { from: `${year}-01-01`, to: `${year}-12-31` }

  const quarter = /^(\d{4})-Q([1-4])$/.exec(text)
  if (quarter) return months(`${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`, 3)

  if (/^\d{4}-\d{2}$/.test(text)) return months(`${text}-01`, 1)

  const fiscalYear = /^FY(\d{4})$/.exec(text)?.[1]
  if (fiscalYear) {
    if (fiscalYearStart === 1) return months(`${fiscalYear}-01-01`, 12)
    const before = String(Number(fiscalYear) - 1).padStart(4, '0')
    return months(`${before}-${String(fiscalYearStart).padStart(2, '0')}-01`, 12)
  }

  const asOf = /^ttm@(.+)$/.exec(text)?.[1]
  return asOf && isDay(asOf) ? { from: twelveMonthsBefore(asOf), to: asOf } : null
}

function months(from: Day, count: number): Span | null {
  return isDay(from) ? { from, to: endOfMonth(addMonths(from, count - 1)) } : null
}

/** The first days of the twelve months that end on `to`, the oldest first; together they are `twelve-months` at `to`. */
export function monthStarts(to: Day): readonly Day[] {
  const isWhole = to === endOfMonth(to)
  return Array.from({ length: 12 }, (_, index) =>
    isWhole ? addMonths(`${to.slice(0, 7)}-01`, index - 11) : addDays(addMonths(to, index - 12), 1),
  )
}

/**
 * The first of the twelve months that end on `to`. A window that ends with a month starts with one, so that windows a year
 * apart touch and never overlap, 29 February included.
 */
function twelveMonthsBefore(to: Day): Day {
  return to === endOfMonth(to) ? addMonths(`${to.slice(0, 7)}-01`, -11) : addDays(addMonths(to, -12), 1)
}

function fiscalYearFrom(day: Day, fiscalYearStart: number): Day {
  return addMonths(`${day.slice(0, 7)}-01`, -((monthOf(day) - fiscalYearStart + 12) % 12))
}

function monthOf(day: Day): number {
  return Number(day.slice(5, 7))
}
