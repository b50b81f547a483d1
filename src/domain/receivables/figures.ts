import { addDays, daysBetween } from '../day.ts'
import type { Day } from '../day.ts'
import { monthStarts } from '../period.ts'
import type { Span } from '../period.ts'
import { divideHalfEven, microsPerUnit, ratio } from '../money.ts'
import type { Micros } from '../money.ts'
import { ages } from './measure.ts'
import type { Age } from './measure.ts'
import type { ReceivableSums } from './sums.ts'

/** What is to be known of the receivables of an account or a book. Days have at most six decimals. */
export interface ReceivableFigures {
  /** Credits taken off. */
  readonly open: Micros
  readonly overdue: Micros
  readonly byAge: Readonly<Record<Age, Micros>>
  readonly dso: Dso
  /** Days of sales that the open amount makes, the newest months first. Null where it is more than twelve months of them. */
  readonly countback: number | null
  /** Days from invoice to payment, by amount, of what was paid in the window; null when nothing was. */
  readonly daysToPay: number | null
  /** Days since the invoice, by amount, of all that is open; null where no invoice is. */
  readonly ageOfOpen: number | null
  /** The same of what is late, which has no day of payment yet, and its days after the due date. */
  readonly soFar: { readonly days: number; readonly late: number } | null
  /** Null where there was something to wait for and the cost of nothing can be told. */
  readonly financing: { readonly total: Micros; readonly late: Micros } | null
}

/** Days sales outstanding and what they would be were nobody late; each null where there are no sales to measure by. */
export interface Dso {
  readonly days: number | null
  readonly bestPossible: number | null
  /** The difference of the two, as they are shown. */
  readonly delinquent: number | null
  /** The days the sales are of: those of the window, or fewer for who has traded for fewer. */
  readonly ofDays: number
}

/** Works the figures out; `first` is the day of the first document of all, null where there is none. */
export function receivableFigures(sums: ReceivableSums, window: Span, first: Day | null): ReceivableFigures {
  const { byAge } = sums
  const open = ages.reduce((sum, age) => sum + byAge[age], 0n)
  const overdue = byAge['to-30'] + byAge['to-60'] + byAge['to-90'] + byAge['over-90']
  const invoices = open - byAge.credits
  const from = first !== null && first > window.from ? first : window.from
  return {
    open,
    overdue,
    byAge,
    dso: daysOutstanding({ open, overdue, sales: sums.sales, days: daysBetween(from, window.to) + 1 }),
    countback: countbackDays(open, monthsOf(sums, window)),
    daysToPay: sums.paid > 0n ? ratio(sums.paidDays, sums.paid) : null,
    ageOfOpen: invoices > 0n ? ratio(sums.openDays, invoices) : null,
    soFar: overdue > 0n ? { days: quotient(sums.overdueDays, overdue), late: quotient(sums.lateDays, overdue) } : null,
    financing: sums.uncosted > 0 && sums.costed === 0 ? null : { total: sums.financingTotal, late: sums.financingLate },
  }
}

/** DSO, best possible DSO and average days delinquent (measures.md, 5). Null without sales, or when we owe more than is open. */
export function daysOutstanding({
  open,
  overdue,
  sales,
  days,
}: {
  readonly open: Micros
  readonly overdue: Micros
  readonly sales: Micros
  readonly days: number
}): Dso {
  if (sales <= 0n || open < 0n) return { days: null, bestPossible: null, delinquent: null, ofDays: days }
  const all = divideHalfEven(open * BigInt(days) * microsPerUnit, sales)
  const best = divideHalfEven((open - overdue) * BigInt(days) * microsPerUnit, sales)
  return { days: number(all), bestPossible: number(best), delinquent: number(all - best), ofDays: days }
}

/**
 * Countback DSO: the sales of months, given the newest first, are taken off the open amount until it is used up, the last month in
 * proportion. A month in which more was credited than sold takes nothing off. Null when the months do not suffice.
 */
export function countbackDays(
  open: Micros,
  months: readonly { readonly sales: Micros; readonly days: number }[],
): number | null {
  let left = open
  let days = 0
  for (const month of months) {
    if (left <= 0n) return days
    const sales = month.sales > 0n ? month.sales : 0n
    if (left < sales) return days + quotient(left * BigInt(month.days), sales)
    left -= sales
    days += month.days
  }
  return left <= 0n ? days : null
}

function monthsOf({ monthSales }: ReceivableSums, { to }: Span) {
  const starts = monthStarts(to)
  return starts
    .map((start, index) => ({
      sales: monthSales[index] ?? 0n,
      days: daysBetween(start, starts[index + 1] ?? addDays(to, 1)),
    }))
    .toReversed()
}

function quotient(part: bigint, whole: bigint): number {
  return number(divideHalfEven(part * microsPerUnit, whole))
}

function number(micros: Micros): number {
  return Number(micros) / 1e6
}
