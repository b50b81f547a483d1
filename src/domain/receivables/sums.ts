import type { Day } from '../day.ts'
import { monthStarts } from '../period.ts'
import type { Span } from '../period.ts'
import type { Micros } from '../money.ts'
import type { Age, Measured } from './measure.ts'
import { ages } from './measure.ts'
import type { Receivable, UnknownReason } from './receivable.ts'

/** Everything of an account that adds up: accounts added together are the book, to the last decimal. In base currency. */
export interface ReceivableSums {
  /** Documents up to the end of the window whose amount is known. */
  readonly documents: number
  readonly unknown: Readonly<Record<UnknownReason, number>>
  readonly byAge: Readonly<Record<Age, Micros>>
  readonly overdueInvoices: number
  /** What is disputed of the open invoices, and of those that are late. */
  readonly disputed: Micros
  readonly overdueDisputed: Micros
  readonly disputedInvoices: number
  /** Amount x days since the invoice: of all open invoices, and of those that are late; and amount x days late of these. */
  readonly openDays: bigint
  readonly overdueDays: bigint
  readonly lateDays: bigint
  /** Gross of the documents of the window, credit notes taken off. */
  readonly sales: Micros
  /** The same for the twelve months that end with the window, the earliest first. */
  readonly monthSales: readonly Micros[]
  readonly paid: Micros
  readonly paidDays: bigint
  readonly partPaidInvoices: number
  readonly partPaidOpen: Micros
  readonly financingTotal: Micros
  readonly financingLate: Micros
  /** What was open on each night of the window, added up, credits taken off. */
  readonly openNights: bigint
  /** Documents that were waited for: those whose cost is known and not nothing, and those whose cost cannot be told. */
  readonly costed: number
  readonly uncosted: number
  /** Documents of the window that are in no figure, whatever the reason. */
  readonly unmeasured: number
}

/** The sums of no document. */
export function emptySums(): ReceivableSums {
  return newSums()
}

type Growing = { -readonly [Name in keyof ReceivableSums]: ReceivableSums[Name] } & {
  readonly unknown: Record<UnknownReason, number>
  readonly byAge: Record<Age, Micros>
  readonly monthSales: Micros[]
}

function newSums(): Growing {
  return {
    documents: 0,
    unknown: { 'no-amount': 0, 'no-rate': 0, 'no-payments': 0 },
    byAge: { 'not-due': 0n, 'no-due-date': 0n, 'to-30': 0n, 'to-60': 0n, 'to-90': 0n, 'over-90': 0n, credits: 0n },
    overdueInvoices: 0,
    disputed: 0n,
    overdueDisputed: 0n,
    disputedInvoices: 0,
    openDays: 0n,
    overdueDays: 0n,
    lateDays: 0n,
    sales: 0n,
    monthSales: Array.from({ length: 12 }, () => 0n),
    paid: 0n,
    paidDays: 0n,
    partPaidInvoices: 0,
    partPaidOpen: 0n,
    financingTotal: 0n,
    financingLate: 0n,
    openNights: 0n,
    costed: 0,
    uncosted: 0,
    unmeasured: 0,
  }
}

/** Adds documents up. */
export class ReceivableSum {
  readonly #months: readonly Day[]
  readonly #window: Span
  readonly #sums = newSums()

  constructor(window: Span) {
    this.#window = window
    this.#months = monthStarts(window.to)
  }

  get sums(): ReceivableSums {
    return this.#sums
  }

  addUnknown({ date }: Pick<Receivable, 'date'>, reason: UnknownReason): void {
    this.#sums.unknown[reason] += 1
    if (date >= this.#window.from) this.#sums.unmeasured += 1
  }

  add({ date }: Pick<Receivable, 'date'>, measured: Measured): void {
    const sums = this.#sums
    const { gross, open, age, overdue, disputed, days, lateDays, financing } = measured
    sums.documents += 1
    if (age !== null) sums.byAge[age] += open
    if (open > 0n) sums.openDays += open * BigInt(days)
    sums.disputed += disputed
    if (disputed > 0n) sums.disputedInvoices += 1
    if (overdue > 0n) {
      sums.overdueInvoices += 1
      sums.overdueDisputed += disputed
      sums.overdueDays += overdue * BigInt(days)
      sums.lateDays += overdue * BigInt(lateDays)
    }
    if (date >= this.#window.from) sums.sales += gross
    const month = this.#months.findLastIndex((start) => date >= start)
    if (month >= 0) sums.monthSales[month] = (sums.monthSales[month] ?? 0n) + gross
    sums.paid += measured.paid
    sums.paidDays += measured.paidDays
    sums.openNights += measured.openNights
    if (measured.isPartPaid) {
      sums.partPaidInvoices += 1
      sums.partPaidOpen += open
    }
    if (financing === null) sums.uncosted += 1
    else if (financing.total !== 0n) sums.costed += 1
    sums.financingTotal += financing?.total ?? 0n
    sums.financingLate += financing?.late ?? 0n
  }

  /** Adds what was added up elsewhere, of the same window. */
  merge(other: ReceivableSums): void {
    const sums = this.#sums
    for (const name of addedCounts) sums[name] += other[name]
    for (const name of addedAmounts) sums[name] += other[name]
    for (const age of ages) sums.byAge[age] += other.byAge[age]
    for (const [reason, count] of Object.entries(other.unknown)) sums.unknown[reason as UnknownReason] += count
    for (const [month, sales] of other.monthSales.entries())
      sums.monthSales[month] = (sums.monthSales[month] ?? 0n) + sales
  }
}

const addedCounts = [
  'documents',
  'overdueInvoices',
  'disputedInvoices',
  'partPaidInvoices',
  'costed',
  'uncosted',
  'unmeasured',
] as const
const addedAmounts = [
  'disputed',
  'overdueDisputed',
  'openNights',
  'openDays',
  'overdueDays',
  'lateDays',
  'sales',
  'paid',
  'paidDays',
  'partPaidOpen',
  'financingTotal',
  'financingLate',
] as const
