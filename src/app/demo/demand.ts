import type { Calendar } from './calendar.ts'

/** How much of a thing goes out, remembered for a year: what stock and forecasts go by. */
export interface Demand {
  add(day: number, quantity: number): void
  /** Quantity a day over the twelve months before the day, or since the book began where that is shorter. */
  daily(day: number): number
}

/** Days of one of the cells that the demand is remembered in. */
const cell = 30
const remembered = 12

export function makeDemand(calendar: Calendar): Demand {
  const sums = new Float64Array(remembered)
  let newest = 0
  const turnTo = (day: number): void => {
    const wanted = Math.floor((day - calendar.first) / cell)
    for (; newest < wanted; newest++) sums[(newest + 1) % remembered] = 0
  }
  return {
    add(day, quantity) {
      turnTo(day)
      const place = newest % remembered
      sums[place] = (sums[place] ?? 0) + quantity
    },
    daily(day) {
      turnTo(day)
      const started = Math.max(0, newest - remembered + 1) * cell + calendar.first
      return sums.reduce((sum, value) => sum + value, 0) / Math.max(cell, day - started + 1)
    },
  }
}
