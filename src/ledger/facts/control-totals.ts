import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'

/** What the ledger holds of one source, legal entity, month and currency, in that currency. */
export interface ControlTotal {
  readonly source: string
  /** Null where the source names none. */
  readonly legalEntity: string | null
  /** `YYYY-MM`. */
  readonly month: string
  readonly currency: string
  /** Invoice lines of any kind. */
  readonly lines: number
  /** Net of these lines, credits included. */
  readonly net: Micros
  /** Tax on the invoice headers; null when no header states any. */
  readonly tax: Micros | null
  /** Net of the credit lines alone, so below zero as a rule. */
  readonly credits: Micros
  /** Net of the lines in the base currency of the book. */
  readonly baseNet: Micros
}

/** The control totals of the whole ledger as it is now, in the order of their names. */
export async function controlTotals(session: Session): Promise<ControlTotal[]> {
  const month = (alias: string): string => `substr(CAST(${alias}.date AS VARCHAR), 1, 7)`
  const rows = await session.all(
    `SELECT source, legal_entity, month, currency, sum(lines) AS lines, sum(net) AS net, sum(tax) AS tax, sum(credits) AS credits,
       sum(base_net) AS base_net
     FROM (
       SELECT l.source, l.legal_entity, ${month('l')} AS month, l.currency, count(*) AS lines, sum(l.net) AS net,
         CAST(NULL AS DECIMAL(38,6)) AS tax, sum(CASE WHEN l.credit THEN l.net END) AS credits,
         sum(l.base_net) AS base_net
       FROM line l WHERE l.batch_to = ${openEnd}
       GROUP BY l.source, l.legal_entity, ${month('l')}, l.currency
       UNION ALL
       SELECT i.source, i.legal_entity, ${month('i')}, i.currency, 0, NULL, sum(i.tax), NULL, NULL
       FROM invoice i WHERE i.batch_to = ${openEnd}
       GROUP BY i.source, i.legal_entity, ${month('i')}, i.currency) totals
     GROUP BY source, legal_entity, month, currency
     ORDER BY source COLLATE "C" NULLS FIRST, legal_entity COLLATE "C" NULLS FIRST, month COLLATE "C", currency COLLATE "C"`,
  )
  return rows.map((row) => ({
    source: textOf(row, 'source'),
    legalEntity: textOrNull(row, 'legal_entity'),
    month: textOf(row, 'month'),
    currency: textOf(row, 'currency'),
    lines: countOf(row, 'lines'),
    net: microsOf(row, 'net'),
    tax: microsOrNull(row, 'tax'),
    credits: microsOf(row, 'credits'),
    baseNet: microsOf(row, 'base_net'),
  }))
}
