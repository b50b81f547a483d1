import type { Day } from '../day.ts'
import { divideHalfEven, microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'

/** A part of a payment that settles a document, in the currency of the document; negative where money went back. */
interface Settlement {
  readonly date: Day
  readonly amount: Micros
}

/** That the other side does not agree with an invoice, from a day on. */
interface Dispute {
  readonly opened: Day
  /** The day it was settled, which it is open on no longer; null while it is not. */
  readonly closed: Day | null
  /** What is not agreed with, in the currency of the document; null for all of it. */
  readonly amount: Micros | null
  readonly reason: string | null
}

/** An invoice or a credit note (below zero) with what has settled it, gross of tax, in its own currency. */
export interface Receivable {
  readonly source: string
  readonly number: string
  readonly date: Day
  /** Null where the source names none: such a document is open but never late. */
  readonly dueDate: Day | null
  readonly currency: string
  readonly gross: Micros
  /** Null where the source gives none. */
  readonly net: Micros | null
  /** What its goods have cost us, in base currency; null where that of a line is unknown, or nobody asked. */
  readonly costOfGoods: Micros | null
  /** Units of its currency for one of the base currency on its date; one for the base currency itself. */
  readonly rate: Micros
  /** The earliest first. */
  readonly settlements: readonly Settlement[]
  readonly disputes: readonly Dispute[]
}

/** Why a document has no figures. */
export const unknownReasons = ['no-amount', 'no-rate', 'no-payments'] as const
export type UnknownReason = (typeof unknownReasons)[number]

/** A document as the ledger has it. */
export interface Document {
  readonly source: string
  readonly number: string
  readonly date: Day
  readonly dueDate: Day | null
  readonly currency: string
  readonly net: Micros | null
  readonly tax: Micros | null
  readonly gross: Micros | null
  readonly payments: readonly {
    readonly date: Day
    readonly currency: string
    readonly amount: Micros
    readonly baseAmount: Micros
  }[]
  readonly costOfGoods: Micros | null
  readonly disputes: readonly Dispute[]
  /** Whether its source has ever brought a payment. Without one nobody knows what is paid. */
  readonly hasPayments: boolean
}

/**
 * A document with its amount and its rate, or why that is not to be had. Without a gross amount it is net and tax together; a
 * payment in another currency settles what its base amount is at the rate of the document, so that no exchange gain stays open.
 */
export function receivableOf(
  document: Document,
  rateOn: (currency: string, day: Day) => Micros | null,
): Receivable | UnknownReason {
  const { source, number, date, dueDate, currency, net, tax, payments } = document
  const gross = document.gross ?? (net !== null && tax !== null ? net + tax : null)
  if (gross === null) return 'no-amount'
  if (!document.hasPayments) return 'no-payments'
  const rate = rateOn(currency, date)
  if (rate === null) return 'no-rate'
  const settlements = payments
    .map((payment) => ({
      date: payment.date,
      amount: payment.currency === currency ? payment.amount : divideHalfEven(payment.baseAmount * rate, microsPerUnit),
    }))
    .toSorted((one, other) => (one.date < other.date ? -1 : Number(one.date > other.date)))
  return {
    source,
    number,
    date,
    dueDate,
    currency,
    gross,
    net: net ?? (document.gross !== null && tax !== null ? document.gross - tax : null),
    costOfGoods: document.costOfGoods,
    rate,
    settlements,
    disputes: document.disputes,
  }
}

/** An amount in the currency of a document in the base currency. */
export function toBase(amount: Micros, { rate }: Pick<Receivable, 'rate'>): Micros {
  return rate === microsPerUnit ? amount : divideHalfEven(amount * microsPerUnit, rate)
}
