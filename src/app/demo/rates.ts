import { decimalText } from './amounts.ts'
import type { Calendar } from './calendar.ts'
import type { Files } from './files.ts'
import { randomStream } from './prng.ts'

/** The exchange rates of the book: pounds for one euro, times 100 000. */
export interface Rates {
  /** The last rate on or before the day. */
  on(day: number): number
}

/** Where the rate wanders around, and how far it may stray, in hundred-thousandths. */
const centre = 86000
const reach = 5000

/** A rate for every business day, from a week before the book: a walk that leans back to its centre. */
export function makeRates(seed: number, calendar: Calendar, files: Files): Rates {
  const random = randomStream(seed, 'rates')
  const start = calendar.first - 10
  const rates: number[] = []
  let rate = centre + random.between(-1500, 1500)
  for (let day = start; day <= calendar.last; day++) {
    if (calendar.isWorking(day) || day === start) {
      const step = Math.round(random.normal() * 220 + (centre - rate) * 0.004)
      rate = Math.min(centre + reach, Math.max(centre - reach, rate + step))
      files.append('rates', ['GBP', calendar.label(day), decimalText(rate, 5)])
    }
    rates.push(rate)
  }
  return { on: (day) => rates[day - start] ?? rate }
}
