import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { RateSpan } from '../../domain/receivables/financing.ts'
import { ages } from '../../domain/receivables/measure.ts'
import type { Receivables } from '../receivable-facts/measure-account.ts'

type Shown = Output<'getReceivables'>

/** What may be shown of the money of some accounts together. */
export interface MoneySight {
  readonly spend: boolean
  readonly margin: boolean
}

/** The figures as they may be shown: days and counts to everybody, money to who has the right. */
export function showFigures({ figures, sums }: Receivables, sight: MoneySight): Shown['figures'] {
  const { open, overdue, byAge, dso, countback, daysToPay, ageOfOpen, soFar, financing } = figures
  const money = <Name extends string>(name: Name, amount: Micros) =>
    (sight.spend ? { [name]: formatMicros(amount) } : {}) as { readonly [N in Name]?: string }
  return {
    ...money('open', open),
    ...money('overdue', overdue),
    byAge: ages.map((age) => ({ age, ...money('amount', byAge[age]) })),
    ...money('sales', sums.sales),
    dso,
    countback,
    daysToPay,
    ageOfOpen,
    soFar,
    overdueInvoices: sums.overdueInvoices,
    partPaid: { invoices: sums.partPaidInvoices, ...money('open', sums.partPaidOpen) },
    disputed: {
      invoices: sums.disputedInvoices,
      ...money('open', sums.disputed),
      ...money('overdue', sums.overdueDisputed),
    },
    documents: sums.documents,
    unknown: sums.unknown,
    uncosted: sums.uncosted,
    ...(sight.margin && { financing: costText(financing) }),
  }
}

/** The rates of the days of a window. */
export function showRates(spans: readonly RateSpan[]): NonNullable<Shown['rates']> {
  return spans.map(({ from, to, rate }) => ({
    from,
    to,
    rate: rate === null ? null : formatMicros(rate.rate),
    base: rate?.base ?? null,
  }))
}

/** A cost in money. */
export function costText(financing: { readonly total: Micros; readonly late: Micros } | null) {
  return financing && { total: formatMicros(financing.total), late: formatMicros(financing.late) }
}
