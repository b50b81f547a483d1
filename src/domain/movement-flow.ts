import { addMonths, endOfMonth } from './day.ts'
import type { Day } from './day.ts'
import type { Window } from './period.ts'

/** How far the ends of a flow of movement lie apart. */
export const flowSteps = ['quarter', 'year'] as const
export type FlowStep = (typeof flowSteps)[number]

/** Months of a step, and ends of a flow: a year by quarters, three years by years. */
const monthsOf = { quarter: 3, year: 12 } as const
const endsOf = { quarter: 5, year: 4 } as const

/**
 * The steps by which windows of a policy can be compared: a year that runs to date is half as long in summer as in winter, so
 * that only the same day of other years is its match.
 */
export function flowStepsOf(window: Window): readonly FlowStep[] {
  return window === 'calendar-year' || window === 'fiscal-year' ? ['year'] : flowSteps
}

/** The days at which a flow that ends on `to` looks at the grades, the oldest first. The end of a month stays one. */
export function flowEnds(to: Day, step: FlowStep): readonly Day[] {
  const isMonthEnd = to === endOfMonth(to)
  return Array.from({ length: endsOf[step] }, (_, index) => {
    const day = addMonths(to, -monthsOf[step] * (endsOf[step] - 1 - index))
    return isMonthEnd ? endOfMonth(day) : day
  })
}
