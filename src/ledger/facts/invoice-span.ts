import { noAccountId } from '../../domain/no-account.ts'
import type { Day } from '../../domain/day.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'

export interface InvoiceSpan {
  readonly first: Day
  readonly last: Day
}

/** First and last invoice date ever, up to and including `to`, per account that was ever invoiced. */
export async function invoiceSpans(
  session: Session,
  window: { readonly to: Day; readonly watermark: number },
): Promise<Map<string, InvoiceSpan>> {
  const rows = await session.all(
    `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id,
       CAST(min(l.first_day) AS VARCHAR) AS first_day, CAST(max(l.last_day) AS VARCHAR) AS last_day
     FROM (SELECT l.source, l.account, l.date, min(l.date) AS first_day, max(l.date) AS last_day
           FROM line l WHERE l.date <= CAST($1 AS DATE) AND ${liveAt('l', 2)}
           GROUP BY l.source, l.account, l.date) l
     LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to
     GROUP BY 1`,
    [window.to, String(window.watermark)],
  )
  return new Map(
    rows.map((row) => [textOf(row, 'account_id'), { first: textOf(row, 'first_day'), last: textOf(row, 'last_day') }]),
  )
}
