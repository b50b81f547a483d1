import type { Day } from '../domain/day.ts'
import { findSetting } from '../records/setting.ts'
import type { Ctx } from './context.ts'

/** Name of the setting that holds an IANA time zone. */
export const timeZoneSetting = 'time-zone'
export const defaultTimeZone = 'UTC'

/** The day it is in the time zone of the book. */
export async function todayOf({ records, now }: Pick<Ctx, 'records' | 'now'>): Promise<Day> {
  return dayIn((await findSetting(records.view, timeZoneSetting)) ?? defaultTimeZone, now())
}

// Making a format takes a hundred times as long as using it, and a book has one time zone.
const formatsByZone = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formatsByZone.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formatsByZone.set(timeZone, format)
  return format
}

/** The day an instant falls on in a time zone. */
export function dayIn(timeZone: string, instant: string): Day {
  const parts = formatIn(timeZone)
    .formatToParts(new Date(instant))
    .map(({ type, value }) => [type, value] as const)
  const part = Object.fromEntries(parts)
  return `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`
}

const minute = 60_000

/** The first instant of a day in a time zone. */
export function startOfDay(timeZone: string, day: Day): string {
  // No zone is farther than 15 hours from UTC, and days only ever go forward.
  let [before, after] = [-15 * 60, 15 * 60]
  const instantAt = (minutes: number) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * minute).toISOString()
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayIn(timeZone, instantAt(middle)) < day) before = middle
    else after = middle
  }
  return instantAt(after)
}
