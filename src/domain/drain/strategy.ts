import { addDays, daysBetween } from '../day.ts'
import type { Day } from '../day.ts'
import { microsPerUnit, numberToMicros } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'

/** What is done about an account that costs more than it brings. */
export const strategies = ['re-price', 'service-level', 'inside-sales', 'grow', 'review-for-exit'] as const
export type Strategy = (typeof strategies)[number]

/** What the check looks at, before and after. Rates are fractions; the others are for 30 days. */
export const checkedFigures = [
  'net-profit-rate',
  'margin-rate',
  'minutes-a-month',
  'net-profit-a-month',
  'order-rate',
] as const
export type CheckedFigure = (typeof checkedFigures)[number]

/** Each figure of a window in millionths, of a rate as of money and minutes; null where it cannot be told. */
export type CheckFigures = Readonly<Record<CheckedFigure, Micros | null>>

/** The figure that a strategy is to move, and from which change on it did: points of a rate, or a part of what there was before. */
export interface Aim {
  readonly figure: CheckedFigure
  readonly by: 'points' | 'part'
  /** Above zero it is to rise, below zero to fall. */
  readonly change: number
}

export const aims: Readonly<Record<Strategy, Aim>> = {
  're-price': { figure: 'margin-rate', by: 'points', change: 0.01 },
  'service-level': { figure: 'minutes-a-month', by: 'part', change: -0.15 },
  'inside-sales': { figure: 'minutes-a-month', by: 'part', change: -0.15 },
  grow: { figure: 'net-profit-a-month', by: 'part', change: 0.1 },
  'review-for-exit': { figure: 'net-profit-rate', by: 'points', change: 0.02 },
}

/** Days of the new strategy before anything is said, and after which it had its time; longer than a year is not looked back. */
export const checkDays = { least: 90, enough: 180, most: 365 } as const

/** Points of net profit rate that may be lost without undoing what the aim has gained. */
const mostLost = 0.01

/**
 * `worked`: the aim is reached, and the net profit rate did not fall by more than a point meanwhile. `did-not`: it had its time and is not.
 * `not-yet`: it is not, and has more time. `too-early`: it runs for too few days. `unknown`: its figure cannot be told before or after.
 */
export const checkOutcomes = ['worked', 'not-yet', 'did-not', 'too-early', 'unknown'] as const
export type CheckOutcome = (typeof checkOutcomes)[number]

/** The days that are compared: those since the strategy began, a year at most, and a year before it or what the book has of it. */
export interface CheckWindows {
  readonly before: Span
  readonly after: Span
}

/**
 * The windows of a strategy that began on a day, as the book stands at the end of `upTo` with `first` its first day. Null where it has not
 * begun, or fewer than 90 days lie before it.
 */
export function checkWindows(
  begins: Day,
  { first, upTo }: { readonly first: Day; readonly upTo: Day },
): CheckWindows | null {
  if (begins <= first || begins > upTo) return null
  const yearBefore = addDays(begins, -checkDays.most)
  const before = { from: yearBefore < first ? first : yearBefore, to: addDays(begins, -1) }
  if (daysOf(before) < checkDays.least) return null
  const yearAfter = addDays(begins, checkDays.most - 1)
  return { before, after: { from: begins, to: yearAfter < upTo ? yearAfter : upTo } }
}

/** Days of a stretch, both ends included; not above 0 where it ends before it begins. */
export function daysOf({ from, to }: Span): number {
  return daysBetween(from, to) + 1
}

/** Whether a strategy worked, after so many days of it. */
export function checkStrategy(
  strategy: Strategy,
  days: number,
  before: CheckFigures,
  after: CheckFigures,
): CheckOutcome {
  if (days < checkDays.least) return 'too-early'
  const aim = aims[strategy]
  const [was, is] = [before[aim.figure], after[aim.figure]]
  if (was === null || is === null) return 'unknown'
  if (isReached(aim, was, is) && !hasLost(before, after)) return 'worked'
  return days < checkDays.enough ? 'not-yet' : 'did-not'
}

function isReached({ by, change }: Aim, was: Micros, is: Micros): boolean {
  const bound = numberToMicros(change)
  const [moved, needed] = by === 'points' ? [is - was, bound] : [(is - was) * microsPerUnit, bound * was]
  // A part of a loss or of nothing is no bound: there any move in the direction counts.
  if (by === 'part' && was <= 0n) return change > 0 ? moved > 0n : moved < 0n
  return change > 0 ? moved >= needed : moved <= needed
}

function hasLost(before: CheckFigures, after: CheckFigures): boolean {
  const [was, is] = [before['net-profit-rate'], after['net-profit-rate']]
  return was !== null && is !== null && is < was - numberToMicros(mostLost)
}
