/** A calendar day as `YYYY-MM-DD`. All arithmetic on days is in this file; the proleptic Gregorian calendar throughout. */
export type Day = string

/** The sentinel for "without end" where a day must be comparable. */
export const farFuture: Day = '9999-12-31'
/** The sentinel for "from the beginning" where a day must be comparable. */
export const farPast: Day = '0001-01-01'

interface CivilDay {
  readonly year: number
  readonly month: number
  readonly date: number
}

const form = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01, after Howard Hinnant's days_from_civil. Throws on a day that does not exist. */
export function dayToNumber(day: Day): number {
  const { year, month, date } = readDay(day)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** The day that is `number` days after 1970-01-01, the inverse of `dayToNumber`. */
export function numberToDay(number: number): Day {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return formatDay(year, month, date)
}

/** `day` moved by whole days. */
export function addDays(day: Day, days: number): Day {
  return numberToDay(dayToNumber(day) + days)
}

/** `day` moved by whole months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const from = readDay(day)
  const index = from.year * 12 + from.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return formatDay(year, month, Math.min(from.date, daysInMonth(year, month)))
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: Day, end: Day): number {
  return dayToNumber(end) - dayToNumber(start)
}

/** The last day of the month that holds `day`. */
export function endOfMonth(day: Day): Day {
  const { year, month } = readDay(day)
  return formatDay(year, month, daysInMonth(year, month))
}

/** The Monday of the week that holds `day`; weeks begin on Mondays (ISO 8601). */
export function mondayOf(day: Day): Day {
  // 1970-01-01 was a Thursday.
  const number = dayToNumber(day) + 3
  return addDays(day, -(((number % 7) + 7) % 7))
}

/** Whether the text is a day that exists, in the years 0001 to 9999 that both engines can hold. */
export function isDay(text: string): boolean {
  return splitDay(text) !== null
}

function readDay(day: Day): CivilDay {
  const parts = splitDay(day)
  if (!parts) throw new RangeError(`Cannot read day "${day}"`)
  return parts
}

function splitDay(text: string): CivilDay | null {
  const match = form.exec(text)
  if (!match) return null
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const exists = year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
  return exists ? { year, month, date } : null
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Throws outside the years 0001 to 9999: a year of five digits would sort before every other day. */
function formatDay(year: number, month: number, date: number): Day {
  if (year < 1 || year > 9999) throw new RangeError(`Cannot write a day in year "${year}": years are 0001 to 9999`)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
