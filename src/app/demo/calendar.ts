import { addDays, addMonths, dayToNumber, numberToDay } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { Random } from './prng.ts'

/** The days of the book as numbers (days since 1970-01-01), and which of them are working days. */
export interface Calendar {
  /** First day of the book. */
  readonly first: number
  /** Last day of the book. */
  readonly last: number
  /** First day of the last twelve months of the book. */
  readonly lastYear: number
  readonly years: number
  /** The day as `YYYY-MM-DD`. */
  label(day: number): Day
  /** 0 is January. */
  monthOf(day: number): number
  /** Neither weekend nor holiday. */
  isWorking(day: number): boolean
  /** The day itself when it is a working day, otherwise the next one. */
  workingOnOrAfter(day: number): number
}

const margin = 500

/** The calendar of the `years` years that end on `until`. */
export function makeCalendar(until: Day, years: number): Calendar {
  const firstDay = addMonths(addDays(until, 1), -12 * years)
  const first = dayToNumber(firstDay)
  const last = dayToNumber(until)
  const lastYear = dayToNumber(addMonths(addDays(until, 1), -12))
  const labels: Day[] = []
  for (let day = first - margin; day <= last + margin; day++) labels.push(numberToDay(day))
  const label = (day: number): Day => labels[day - first + margin] ?? numberToDay(day)
  const holidays = new Set<number>()
  for (let year = Number(label(first - margin).slice(0, 4)); year <= Number(label(last + margin).slice(0, 4)); year++) {
    for (const day of holidaysOf(year)) holidays.add(day)
  }
  const isWorking = (day: number): boolean => !isWeekend(day) && !holidays.has(day)
  return {
    first,
    last,
    lastYear,
    years,
    label,
    monthOf: (day) => Number(label(day).slice(5, 7)) - 1,
    isWorking,
    workingOnOrAfter: (day) => {
      let working = day
      while (!isWorking(working)) working++
      return working
    },
  }
}

/** The day of a shipment that was due on `day`: never a weekend, seldom a holiday or the days around New Year. */
export function shippingDay(calendar: Calendar, day: number, random: Random): number {
  if (!isWeekend(day) && !calendar.isWorking(day) && random.chance(500)) return day
  const label = calendar.label(day)
  const quiet = label.slice(5) >= '12-24' || label.slice(5) === '01-02'
  if (quiet && random.chance(7000)) return calendar.workingOnOrAfter(day + random.between(8, 14))
  return calendar.workingOnOrAfter(day)
}

/** Whether the day is the last one of a month. */
export function isMonthEnd(calendar: Calendar, day: number): boolean {
  return calendar.label(day + 1).endsWith('-01')
}

/** Whether the day is the last one of a quarter of the year. */
export function isQuarterEnd(calendar: Calendar, day: number): boolean {
  return isMonthEnd(calendar, day) && calendar.monthOf(day) % 3 === 2
}

/** The first day of the quarter of the year that the day lies in. */
export function quarterStart(calendar: Calendar, day: number): number {
  const month = calendar.monthOf(day) - (calendar.monthOf(day) % 3) + 1
  return dayToNumber(`${calendar.label(day).slice(0, 4)}-${String(month).padStart(2, '0')}-01`)
}

/** The days on which every third month ends, counted back from the last day of the book. */
export function everyThirdMonth(calendar: Calendar): ReadonlySet<number> {
  const after = calendar.label(calendar.last + 1)
  return new Set(Array.from({ length: 4 * calendar.years }, (_, back) => dayToNumber(addMonths(after, -3 * back)) - 1))
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7) + 1
}

function isWeekend(day: number): boolean {
  return weekdayOf(day) > 5
}

function holidaysOf(year: number): number[] {
  const easter = easterSunday(year)
  const fixed = ['01-01', '05-01', '12-25', '12-26'].map((monthDay) => dayToNumber(`${year}-${monthDay}`))
  return [...fixed, easter - 2, easter + 1, easter + 39, easter + 50]
}

/** The anonymous Gregorian algorithm (Nature, 20 April 1876), as printed by Meeus, Astronomical Algorithms. */
function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  const month = Math.floor(n / 31)
  return dayToNumber(`${year}-${String(month).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`)
}
