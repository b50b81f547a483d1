import { addDays, daysBetween, farFuture, type Day } from './day.ts'
import { divideHalfEven, formatMicros, type Micros } from './money.ts'

/** A quoted exchange rate: units of `currency` for one unit of the base currency, on `day`. */
export interface QuotedRate {
  readonly currency: string
  readonly day: Day
  readonly rate: Micros
}

/** The rate that converts amounts of one day. */
export interface DayRate {
  readonly currency: string
  readonly day: Day
  /** The quoted rate, as an exact decimal. */
  readonly rate: string
  /** 1 / rate to 15 decimals, half to even: SQL multiplies by it, so that division stays in one place. */
  readonly inverse: string
}

/** How many days after its own a rate may still be used. */
export const goodForDays = 7

/** The rate of every day that has one: the last rate on or before the day, at most 7 days old (measures.md, Currency). */
export function* dayRates(quoted: readonly QuotedRate[]): Generator<DayRate> {
  for (const [currency, ofCurrency] of Map.groupBy(quoted, (rate) => rate.currency)) {
    const byDay = ofCurrency.toSorted((left, right) => (left.day < right.day ? -1 : Number(left.day > right.day)))
    for (const [index, quote] of byDay.entries()) {
      const next = byDay[index + 1]?.day
      const [rate, inverse] = [formatMicros(quote.rate), inverseOf(quote.rate)]
      // The calendar of both engines ends; a quote of its last days serves fewer of them.
      const lastAge = Math.min(goodForDays, daysBetween(quote.day, farFuture))
      for (let age = 0; age <= lastAge; age++) {
        const day = addDays(quote.day, age)
        if (next !== undefined && day >= next) break
        yield { currency, day, rate, inverse }
      }
    }
  }
}

/** 1 / rate to 15 decimals as a decimal string. Throws on a rate that is not above zero. */
export function inverseOf(rate: Micros): string {
  if (rate <= 0n) throw new RangeError(`Cannot convert at rate "${formatMicros(rate)}": a rate is above zero`)
  const digits = divideHalfEven(10n ** 21n, rate)
    .toString()
    .padStart(16, '0')
  return `${digits.slice(0, -15)}.${digits.slice(-15)}`
}
