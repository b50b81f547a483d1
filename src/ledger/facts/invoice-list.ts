import type { Day } from '../../domain/day.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf, textOf, textOrNull } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, placesOf, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'

/** An invoice or credit note by the lines of an account on it. */
export interface ListedInvoice {
  readonly source: string
  readonly number: string
  readonly date: Day
  /** Every line of it is a credit. */
  readonly isCredit: boolean
  readonly orderNumber: string | null
  readonly salesperson: string | null
  readonly lines: number
  readonly currency: string
  /** Of the lines, in the currency of the invoice. */
  readonly net: Micros
  readonly baseNet: Micros
}

export interface InvoiceFilter {
  readonly from: Day
  readonly to: Day
  readonly watermark: number
  /** Only invoices with a line of one of these families of products, `source/key`; all when there are none. */
  readonly families: readonly string[]
}

/** The invoice a page ended with. */
export type InvoicePlace = Pick<ListedInvoice, 'date' | 'source' | 'number'>

/** Invoices of the accounts in scope, the newest first, at most `limit` after the place. */
export async function listInvoiceRows(
  session: Session,
  scope: AccountScope,
  filter: InvoiceFilter,
  { after, limit }: { readonly after: InvoicePlace | null; readonly limit: number },
): Promise<ListedInvoice[]> {
  if (isEmptyScope(scope)) return []
  const inAccounts = inScope('l', scope, 8)
  const families = 8 + scope.keys.length + scope.ids.length
  const [isWanted, product] =
    filter.families.length === 0
      ? ['1', '']
      : [
          `CASE WHEN p.family IN (${placesOf(filter.families, families)}) THEN 1 ELSE 0 END`,
          'LEFT JOIN product_ref p ON p.source = l.source AND p.key = l.product',
        ]
  const rows = await session.all(
    `SELECT source, number, CAST(date AS VARCHAR) AS date, credits, lines, order_number, salesperson, currency, net, base_net
     FROM (
       SELECT l.source, l.invoice AS number, max(l.date) AS date, count(*) AS lines, sum(l.net) AS net, sum(l.base_net) AS base_net,
         sum(CASE WHEN l.credit THEN 1 ELSE 0 END) AS credits, sum(${isWanted}) AS wanted,
         min(l.order_number) AS order_number, min(l.salesperson) AS salesperson, min(l.currency) AS currency
       FROM line l ${inAccounts.join} ${product}
       WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND l.date <= CAST($4 AS DATE)
         AND ${liveAt('l', 3)} AND ${inAccounts.where}
       GROUP BY l.source, l.invoice) found
     WHERE wanted > 0 AND (date < CAST($4 AS DATE) OR (date = CAST($4 AS DATE)
       AND (source COLLATE "C" > $5 OR (source = $5 AND number COLLATE "C" > $6))))
     ORDER BY date DESC NULLS LAST, source COLLATE "C", number COLLATE "C"
     LIMIT CAST($7 AS BIGINT)`,
    [
      filter.from,
      filter.to,
      String(filter.watermark),
      after?.date ?? '9999-12-31',
      after?.source ?? '',
      after?.number ?? '',
      String(limit),
      ...scopeParameters(scope),
      ...filter.families,
    ],
  )
  return rows.map((row) => ({
    source: textOf(row, 'source'),
    number: textOf(row, 'number'),
    date: textOf(row, 'date'),
    isCredit: countOf(row, 'credits') === countOf(row, 'lines'),
    orderNumber: textOrNull(row, 'order_number'),
    salesperson: textOrNull(row, 'salesperson'),
    lines: countOf(row, 'lines'),
    currency: textOf(row, 'currency'),
    net: microsOf(row, 'net'),
    baseNet: microsOf(row, 'base_net'),
  }))
}
