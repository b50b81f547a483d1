import { noAccountId } from '../../domain/no-account.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/**
 * Outbound freight that was paid for in the window and not invoiced on, by account, in base currency (measures.md, 8). What the
 * freight lines of an invoice charge is taken off the bills that name it, of bills up to the end of the window less what was left
 * of those before it, so that two windows that touch add up. Bills that name no invoice are set against the freight lines of
 * their account in the window on invoices that no bill names. Neither goes below zero: what is charged in excess is revenue.
 */
export async function freightFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  scope: AccountScope | null = null,
): Promise<Map<string, Micros>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const within = scope ? inScope('b', scope, 4) : { where: 'TRUE' }
  const lineScope = scope ? inScope('l', scope, 4) : { where: 'TRUE' }
  const rows = await session.all(
    `WITH bill AS (
       SELECT f.source, f.invoice, f.account, f.date, f.base_amount FROM freight f
       WHERE f.date <= CAST($2 AS DATE) AND ${liveAt('f', 3)}),
     named AS (SELECT source, invoice FROM bill WHERE invoice IS NOT NULL GROUP BY source, invoice),
     charged AS (
       SELECT l.source, l.invoice, min(l.account) AS account,
         sum(CASE WHEN l.kind = 'freight' THEN l.base_net ELSE 0 END) AS amount
       FROM line l JOIN named n ON n.source = l.source AND n.invoice = l.invoice
       WHERE l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
       GROUP BY l.source, l.invoice),
     header AS (
       SELECT i.source, i.number, min(i.account) AS account FROM invoice i
       JOIN named n ON n.source = i.source AND n.invoice = i.number
       WHERE ${liveAt('i', 3)} GROUP BY i.source, i.number),
     billed AS (
       SELECT b.source, coalesce(b.account, c.account, h.account) AS account, b.date, b.base_amount, b.invoice,
         CASE WHEN c.amount > 0 THEN c.amount ELSE 0 END AS charged
       FROM bill b
       LEFT JOIN charged c ON c.source = b.source AND c.invoice = b.invoice
       LEFT JOIN header h ON h.source = b.source AND h.number = b.invoice),
     owned AS (
       SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, b.*
       FROM billed b
       LEFT JOIN account_ref r ON r.source = b.source AND r.key = b.account AND b.date >= r.valid_from AND b.date < r.valid_to
       WHERE ${within.where}),
     by_invoice AS (
       SELECT account_id, sum(base_amount) AS paid,
         sum(CASE WHEN date < CAST($1 AS DATE) THEN base_amount ELSE 0 END) AS before, max(charged) AS charged
       FROM owned WHERE invoice IS NOT NULL GROUP BY account_id, source, invoice),
     loose AS (
       SELECT account_id, sum(paid) AS paid, sum(charged) AS charged FROM (
         SELECT account_id, base_amount AS paid, CAST(0 AS DECIMAL(18,6)) AS charged
         FROM owned WHERE invoice IS NULL AND date >= CAST($1 AS DATE)
         UNION ALL
         SELECT coalesce(r.account_id, '${noAccountId}'), 0, l.base_net
         FROM line l
         LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account AND l.date >= r.valid_from AND l.date < r.valid_to
         WHERE l.kind = 'freight' AND l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
           AND ${lineScope.where}
           AND EXISTS (SELECT 1 FROM bill o WHERE o.invoice IS NULL AND o.date >= CAST($1 AS DATE))
           AND NOT EXISTS (SELECT 1 FROM named n WHERE n.source = l.source AND n.invoice = l.invoice)) sides
       GROUP BY account_id)
     SELECT account_id, sum(amount) AS amount FROM (
       SELECT account_id, CASE WHEN paid > charged THEN paid - charged ELSE 0 END
         - CASE WHEN before > charged THEN before - charged ELSE 0 END AS amount
       FROM by_invoice
       UNION ALL
       SELECT account_id, CASE WHEN charged <= 0 THEN paid WHEN paid > charged THEN paid - charged ELSE 0 END FROM loose) left_over
     GROUP BY account_id HAVING sum(amount) <> 0`,
    [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  return new Map(rows.map((row) => [textOf(row, 'account_id'), microsOf(row, 'amount')]))
}
