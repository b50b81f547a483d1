import { noAccountId } from '../../domain/no-account.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

export interface Lateness {
  readonly paidAmount: Micros
  readonly lateAmountDays: Micros
}

/**
 * What was paid in the window on invoices with a due date, and the sum of amount x days after it; an early payment counts
 * as on time. In base currency, at the rate of the day of the payment; per account.
 */
export async function latenessFacts(session: Session, window: FactsWindow): Promise<Map<string, Lateness>> {
  const rows = await session.all(
    `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, sum(p.base_amount) AS paid,
       sum(CAST(p.base_amount AS DECIMAL(38,6)) * CASE WHEN p.date > i.due_date THEN p.date - i.due_date ELSE 0 END) AS late
     FROM payment p
     JOIN invoice i ON i.source = p.source AND i.number = p.invoice AND i.due_date IS NOT NULL AND ${liveAt('i', 3)}
     LEFT JOIN account_ref r ON r.source = i.source AND r.key = i.account
       AND i.date >= r.valid_from AND i.date < r.valid_to
     WHERE p.date >= CAST($1 AS DATE) AND p.date <= CAST($2 AS DATE) AND ${liveAt('p', 3)}
     GROUP BY 1`,
    [window.from, window.to, String(window.watermark)],
  )
  return new Map(
    rows.map((row) => [
      textOf(row, 'account_id'),
      { paidAmount: microsOf(row, 'paid'), lateAmountDays: microsOf(row, 'late') },
    ]),
  )
}
