import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'

/** When an account ordered, up to a day. Orders are days: what was invoiced on one day is one order. */
export interface AccountOrders {
  readonly accountId: string
  /** Days with an order, at least one. */
  readonly orders: number
  readonly first: Day
  readonly last: Day
  /** Sum of the natural logarithms of the days between one order and the next; 0 with one order. */
  readonly logGaps: number
  /** Spend up to the day, what was credited at any time taken off; zero or less where all of it was. */
  readonly spend: Micros
}

/**
 * When every account ordered up to and including `to`. A day is an order when something was sold on it, and its lines together,
 * credits of that day too, are more than nothing: goods that were free are no order, nor is what was taken back on its day. A
 * credit of another day leaves the order and takes its money off the spend.
 */
export async function orderHistory(
  session: Session,
  { to, watermark }: { readonly to: Day; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<AccountOrders[]> {
  const histories: AccountOrders[] = []
  // Sums of floats depend on their order; logarithms are summed as decimals, so that every run and engine has the same.
  const pieces = session.pieces(
    `SELECT account_id, sum(is_order) AS orders, sum(spend) AS spend,
       CAST(min(CASE WHEN is_order = 1 THEN date END) AS VARCHAR) AS first_day,
       CAST(max(CASE WHEN is_order = 1 THEN date END) AS VARCHAR) AS last_day,
       CAST(coalesce(sum(CASE WHEN is_order = 1 AND gap IS NOT NULL
         THEN CAST(ln(CAST(gap AS DOUBLE PRECISION)) AS DECIMAL(18,12)) END), 0) AS VARCHAR) AS log_gaps
     FROM (
       SELECT account_id, date, spend, is_order,
         date - lag(date) OVER (PARTITION BY account_id, is_order ORDER BY date) AS gap
       FROM (
         SELECT r.account_id, l.date, sum(l.spend) AS spend,
           CASE WHEN sum(l.sold) > 0 AND sum(l.spend) > 0 THEN 1 ELSE 0 END AS is_order
         FROM (SELECT l.source, l.account, l.date, sum(l.base_net) AS spend,
                 sum(CASE WHEN NOT l.credit AND l.base_net > 0 THEN 1 ELSE 0 END) AS sold
               FROM line l
               WHERE l.date <= CAST($1 AS DATE) AND l.kind IN (${kindList(kinds)}) AND ${liveAt('l', 2)}
               GROUP BY l.source, l.account, l.date) l
         JOIN account_ref r ON r.source = l.source AND r.key = l.account
           AND l.date >= r.valid_from AND l.date < r.valid_to
         GROUP BY r.account_id, l.date) days) gaps
     GROUP BY account_id
     HAVING sum(is_order) > 0
     ORDER BY account_id COLLATE "C"`,
    [to, String(watermark)],
  )
  for await (const rows of pieces) {
    for (const row of rows) {
      histories.push({
        accountId: textOf(row, 'account_id'),
        orders: countOf(row, 'orders'),
        first: textOf(row, 'first_day'),
        last: textOf(row, 'last_day'),
        logGaps: Number(textOf(row, 'log_gaps')),
        spend: microsOf(row, 'spend'),
      })
    }
  }
  return histories
}
