import { addDays, dayToNumber, daysBetween } from '../day.ts'
import type { Day } from '../day.ts'
import { divideHalfAway, divideHalfEven, microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'
import { balancesOf, nightsWithin } from './balance.ts'
import type { Receivable } from './receivable.ts'

/** What is financed of an invoice: what is to be paid, that without its tax, or what its goods have cost us. */
export const financingBases = ['gross', 'net', 'cost'] as const
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

/** Decimals that the cost of a night is kept with: a milliard for a year is off by less than two millionths. */
export const nightDecimals = 17
const nightUnit = 10n ** BigInt(nightDecimals)

/** What one unit of money costs a night: annual rate / 365, half to even, in units of `nightDecimals` places. */
function nightCost({ rate }: Pick<FinancingRate, 'rate'>): bigint {
  return divideHalfEven(rate * nightUnit, daysOfYear * microsPerUnit)
}

/**
 * What waiting for a document has cost on the days of the spans: balance x nights x cost of a night, each night at the rate of its
 * day, converted and rounded once, half away from zero as the ledger rounds. Null where there was something to wait for on a day
 * without a rate, or where the amount it is reckoned on is not known. What is open of that amount is the share open of the gross.
 */
export function financingOf(receivable: Receivable, spans: readonly RateSpan[]): Financing | null {
  const end = spans.at(-1)?.to
  if (end === undefined) return null
  const due = receivable.dueDate === null ? null : dayToNumber(receivable.dueDate)
  const sums = { total: noSums(), late: noSums() }
  for (const balance of balancesOf(receivable, end)) {
    for (const { from, to, rate } of spans) {
      const [first, last] = [dayToNumber(from), dayToNumber(to)]
      const nights = nightsWithin(balance, first, last)
      if (nights === 0) continue
      if (rate === null) return null
      const night = balance.amount * nightCost(rate)
      sums.total[rate.base] += night * BigInt(nights)
      if (due === null || balance.amount < 0n) continue
      sums.late[rate.base] += night * BigInt(nightsWithin(balance, Math.max(first, due + 1), last))
    }
  }
  const { gross, net, costOfGoods, rate } = receivable
  const [ofNet, ofCost] = [sums.total.net !== 0n, sums.total.cost !== 0n]
  if ((ofNet && net === null) || (ofCost && costOfGoods === null) || ((ofNet || ofCost) && gross === 0n)) return null
  // Nothing is a share of no gross: then there are only costs of the gross itself.
  const whole = gross === 0n ? 1n : gross
  const toCost = (sum: Sums): Micros =>
    divideHalfAway(
      (sum.gross * whole + sum.net * (net ?? 0n)) * microsPerUnit + sum.cost * (costOfGoods ?? 0n) * rate,
      nightUnit * rate * whole,
    )
  return { total: toCost(sums.total), late: toCost(sums.late) }
}

/**
 * What it costs, from the evening of a day on up to the end of the spans, to wait for one unit of the amount of a base: from the
 * evening of `from`, that of `to` at the latest, `night` for each night up to `to` and `rest` for those after it.
 */
interface WaitingStep {
  readonly from: Day
  readonly to: Day
  /** In units of `nightDecimals` places, like `rest`. */
  readonly night: bigint
  readonly rest: bigint
}

/** The steps of a base, the last first; under another base, and where there is no rate, a night costs nothing. */
export function waitingSteps(spans: readonly RateSpan[], base: FinancingBase): readonly WaitingStep[] {
  let rest = 0n
  return spans.toReversed().map(({ from, to, rate }) => {
    const step = { from: addDays(from, -1), to, night: rate?.base === base ? nightCost(rate) : 0n, rest }
    rest += step.night * BigInt(daysBetween(step.from, to))
    return step
  })
}

type Sums = Record<FinancingBase, bigint>

function noSums(): Sums {
  return { gross: 0n, net: 0n, cost: 0n }
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
