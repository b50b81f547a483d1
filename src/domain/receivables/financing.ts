import { addDays, dayToNumber } from '../day.ts'
import type { Day } from '../day.ts'
import { divideHalfEven, microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'
import { balancesOf, nightsWithin } from './balance.ts'
import type { Receivable } from './receivable.ts'

/** What is financed of an invoice: what is to be paid, or that without its tax. */
export const financingBases = ['gross', 'net'] as const
export type FinancingBase = (typeof financingBases)[number]

/** What money costs from a day on, until the next rate begins. */
export interface FinancingRate {
  readonly validFrom: Day
  /** A year, as a fraction in millionths: 5 % is 50 000. */
  readonly rate: Micros
  readonly base: FinancingBase
}

/** A stretch of days under one rate; null before the first rate begins. */
export interface RateSpan extends Span {
  readonly rate: FinancingRate | null
}

/** What it has cost to wait for the money of a document, in base currency. */
export interface Financing {
  readonly total: Micros
  /** The part of it after the due date; what is credited or paid in excess lowers the whole, never the late part. */
  readonly late: Micros
}

/** A year of an annual rate has as many days, leap years too (measures.md, Receivable financing cost). */
const daysOfYear = 365n

/** The days of a stretch by the rate that holds on them, the earliest first, without a hole and without an overlap. */
export function rateSpans(rates: readonly FinancingRate[], { from, to }: Span): readonly RateSpan[] {
  const ordered = rates.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  return [null, ...ordered].flatMap((rate, index) => {
    const next = ordered[index]?.validFrom
    const first = rate === null || rate.validFrom < from ? from : rate.validFrom
    const last = next === undefined || next > to ? to : next > from ? addDays(next, -1) : null
    return last === null || first > last ? [] : [{ from: first, to: last, rate }]
  })
}

/**
 * What waiting for a document has cost on the days of the spans: balance x annual rate x days / 365, each day at the rate that
 * holds on it, rounded once. Null where there was something to wait for on a day without a rate, or a net base without a net.
 */
export function financingOf(receivable: Receivable, spans: readonly RateSpan[]): Financing | null {
  const end = spans.at(-1)?.to
  if (end === undefined) return null
  const due = receivable.dueDate === null ? null : dayToNumber(receivable.dueDate)
  const sums = { total: { gross: 0n, net: 0n }, late: { gross: 0n, net: 0n } }
  for (const balance of balancesOf(receivable, end)) {
    for (const { from, to, rate } of spans) {
      const [first, last] = [dayToNumber(from), dayToNumber(to)]
      const nights = nightsWithin(balance, first, last)
      if (nights === 0) continue
      if (rate === null) return null
      sums.total[rate.base] += balance.amount * BigInt(nights) * rate.rate
      if (due === null || balance.amount < 0n) continue
      sums.late[rate.base] += balance.amount * BigInt(nightsWithin(balance, Math.max(first, due + 1), last)) * rate.rate
    }
  }
  const { gross, net } = receivable
  const needsNet = sums.total.net !== 0n || sums.late.net !== 0n
  if (needsNet && (net === null || gross === 0n)) return null
  const toCost = (sum: { readonly gross: bigint; readonly net: bigint }): Micros =>
    // Without a net base the share of tax does not matter, and gross over gross is one.
    needsNet
      ? divideHalfEven(sum.gross * gross + sum.net * (net ?? 0n), daysOfYear * receivable.rate * gross)
      : divideHalfEven(sum.gross, daysOfYear * receivable.rate)
  return { total: toCost(sums.total), late: toCost(sums.late) }
}

/**
 * What it costs a year to pay late and let a discount go, as fractions with six decimals: for 2 % within 10 days, net 30, simple
 * on the invoice, and on the money that is kept. Null where paying later gains no day.
 */
export function discountForgone({
  discount,
  discountDays,
  netDays,
}: {
  /** A fraction in millionths, above zero and below one. */
  readonly discount: Micros
  readonly discountDays: number
  readonly netDays: number
}): { readonly simple: number; readonly onKept: number } | null {
  const days = BigInt(netDays - discountDays)
  if (days <= 0n || discount <= 0n || discount >= microsPerUnit) return null
  return {
    simple: Number(divideHalfEven(discount * daysOfYear, days)) / 1e6,
    onKept: Number(divideHalfEven(discount * daysOfYear * microsPerUnit, days * (microsPerUnit - discount))) / 1e6,
  }
}
