import { dayToNumber } from '../day.ts'
import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'
import { balancesOf, disputedOf, nightsWithin, openOn } from './balance.ts'
import { financingOf } from './financing.ts'
import type { RateSpan } from './financing.ts'
import { toBase } from './receivable.ts'
import type { Receivable } from './receivable.ts'

/** Where an open amount stands: what is not late, then by days after the due date; `credits` is what we owe back. */
export const ages = ['not-due', 'no-due-date', 'to-30', 'to-60', 'to-90', 'over-90', 'credits'] as const
export type Age = (typeof ages)[number]

/** The documents behind a figure. */
export const shownParts = ['open', 'overdue', 'part-paid', 'disputed', 'paid', 'financing', 'sales', 'unknown'] as const
export type ShownPart = (typeof shownParts)[number]

/** One document at the end of a window and over it, in base currency. */
export interface Measured {
  readonly gross: Micros
  /** Below zero for what we owe back. */
  readonly open: Micros
  /** Null where nothing is open. */
  readonly age: Age | null
  /** The open part that is past its due date. */
  readonly overdue: Micros
  /** The open part that is disputed. */
  readonly disputed: Micros
  /** Days from the invoice, and after its due date, to the day it was settled on; up to the end of the window while it is not. */
  readonly days: number
  readonly lateDays: number
  /** What was paid in the window on an invoice, and that times the days since the invoice; a credit note is no payment. */
  readonly paid: Micros
  readonly paidDays: bigint
  readonly isPartPaid: boolean
  /** What was open on the nights of the window, added up: over its days the average balance. */
  readonly openNights: bigint
  /** Of the window. Null where it cannot be told; zero both where there was nothing to wait for. */
  readonly financing: { readonly total: Micros; readonly late: Micros } | null
}

/** Looks at a document at the end of a window, and at what happened to it in there. */
export function measure(receivable: Receivable, window: Span, spans: readonly RateSpan[]): Measured {
  const { date, dueDate, gross } = receivable
  const open = openOn(receivable, window.to)
  const end = dayToNumber(open === 0n ? settledOn(receivable, window.to) : window.to)
  const lateDays = dueDate === null ? 0 : Math.max(0, end - dayToNumber(dueDate))
  const age = ageOf(open, dueDate, lateDays)
  const inBase = toBase(open, receivable)
  const isInvoice = gross > 0n
  const paid = isInvoice ? receivable.settlements.filter((one) => one.date >= window.from && one.date <= window.to) : []
  return {
    gross: toBase(gross, receivable),
    open: inBase,
    age,
    overdue: open > 0n && lateDays > 0 ? inBase : 0n,
    days: end - dayToNumber(date),
    disputed: toBase(disputedOf(receivable, open, window.to), receivable),
    lateDays,
    paid: paid.reduce((sum, one) => sum + toBase(one.amount, receivable), 0n),
    paidDays: paid.reduce((sum, one) => sum + toBase(one.amount, receivable) * daysToPay(date, one.date), 0n),
    isPartPaid: isInvoice && open > 0n && open !== gross,
    openNights: toBase(openNights(receivable, window), receivable),
    financing: financingOf(receivable, spans),
  }
}

function openNights(receivable: Receivable, { from, to }: Span): bigint {
  const [first, last] = [dayToNumber(from), dayToNumber(to)]
  return balancesOf(receivable, to).reduce(
    (sum, balance) => sum + balance.amount * BigInt(nightsWithin(balance, first, last)),
    0n,
  )
}

/** The day on which the last of a document was settled; its own where the money came first. */
function settledOn({ date, settlements }: Receivable, asOf: Day): Day {
  const last = settlements.findLast((settlement) => settlement.date <= asOf)?.date
  return last !== undefined && last > date ? last : date
}

/** Money that came before the invoice was waited for no day. */
function daysToPay(date: Day, paid: Day): bigint {
  return BigInt(Math.max(0, dayToNumber(paid) - dayToNumber(date)))
}

function ageOf(open: Micros, dueDate: Day | null, lateDays: number): Age | null {
  if (open === 0n) return null
  if (open < 0n) return 'credits'
  if (dueDate === null) return 'no-due-date'
  if (lateDays === 0) return 'not-due'
  if (lateDays <= 30) return 'to-30'
  if (lateDays <= 60) return 'to-60'
  return lateDays <= 90 ? 'to-90' : 'over-90'
}
