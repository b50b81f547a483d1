import { BookError } from '../app/error.ts'
import { isDay } from '../domain/day.ts'
import type { Day } from '../domain/day.ts'
import { microsPerUnit, parseMicros } from '../domain/money.ts'
import type { Micros } from '../domain/money.ts'

/** Per cent, at most a hundred, with up to four decimals as a fraction. */
export function readPercent(text: string): Micros {
  const fraction = /^\d{1,3}(\.\d{1,4})?$/.test(text) ? parseMicros(text) / 100n : null
  if (fraction === null || fraction > microsPerUnit)
    throw new BookError('usage', `Cannot read "${text}" as per cent: write a number from 0 to 100, as 5 or 4.25`)
  return fraction
}

/** A whole number of days. */
export function readDays(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new BookError('usage', `Cannot read "${text}" as days: write a whole number`)
  return Number(text)
}

/** A day of the calendar. */
export function readDay(text: string): Day {
  if (!isDay(text)) throw new BookError('usage', `Cannot read day "${text}": write it as 2026-01-31`)
  return text
}

/** Money or minutes, not below zero, as the text that was given. */
export function readAmount(text: string): string {
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(text))
    throw new BookError('usage', `Cannot read "${text}" as an amount: write 560000 or 7.5`)
  return text
}
