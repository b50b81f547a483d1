import { historyDays, leastGaps, leastOrders, longestSilence } from '../../domain/alert/silence.ts'
import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'

/** When an account ordered in the history; days are counted from the first day of it. */
interface AccountRhythm {
  readonly accountId: string
  /** Days with an order, at least one. */
  readonly orders: number
  readonly first: number
  readonly last: number
  /** Of an account that is silent for long enough to be looked at closer; null of the others. */
  readonly silence: {
    /** All days with an order, ascending. */
    readonly days: Int32Array
    /** What it bought in the year up to its last order, credits of that year taken off. */
    readonly yearSpend: Micros
  } | null
}

/** How the accounts of a book ordered in the three years up to a day. */
export interface OrderRhythms {
  /** The first day of the history. */
  readonly from: Day
  readonly accounts: readonly AccountRhythm[]
  /** Order days of all accounts on each day of the history. */
  readonly orders: Int32Array
}

/**
 * When every account ordered in the three years up to and including `to`, in one statement. A day is an order by the same rule as
 * for the rhythm of the book (order-history.ts): something was sold on it, and its lines together are more than nothing.
 */
export async function orderRhythms(
  session: Session,
  { to, watermark }: { readonly to: Day; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<OrderRhythms> {
  const from = addDays(to, 1 - historyDays)
  const accounts: AccountRhythm[] = []
  const orders = new Int32Array(historyDays)
  const pieces = session.pieces(rhythmSql(kinds), [from, to, String(watermark)])
  for await (const rows of pieces) {
    for (const row of rows) {
      if (textOrNull(row, 'account_id') === null) orders[countOf(row, 'first_day')] = countOf(row, 'orders')
      else accounts.push(toRhythm(row))
    }
  }
  return { from, accounts, orders }
}

function toRhythm(row: Row): AccountRhythm {
  const days = textOrNull(row, 'days')
  return {
    accountId: textOf(row, 'account_id'),
    orders: countOf(row, 'orders'),
    first: countOf(row, 'first_day'),
    last: countOf(row, 'last_day'),
    silence:
      days === null
        ? null
        : { days: Int32Array.from(days.split(' '), Number).sort(), yearSpend: microsOf(row, 'year_spend') },
  }
}

/** Rows of accounts, and beside them rows without one: how many ordered on a day. */
function rhythmSql(kinds: readonly LineKind[]): string {
  const gap = `CAST($2 AS DATE) - s.last_day`
  return `WITH account_day AS MATERIALIZED (
      SELECT r.account_id, l.date, sum(l.spend) AS spend,
        CASE WHEN sum(l.sold) > 0 AND sum(l.spend) > 0 THEN 1 ELSE 0 END AS is_order
      FROM (SELECT l.source, l.account, l.date, sum(l.base_net) AS spend,
              sum(CASE WHEN NOT l.credit AND l.base_net > 0 THEN 1 ELSE 0 END) AS sold
            FROM line l
            WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE)
              AND l.kind IN (${kindList(kinds)}) AND ${liveAt('l', 3)}
            GROUP BY l.source, l.account, l.date) l
      JOIN account_ref r ON r.source = l.source AND r.key = l.account
        AND l.date >= r.valid_from AND l.date < r.valid_to
      GROUP BY r.account_id, l.date),
    summary AS (
      SELECT account_id, count(*) AS orders, min(date) AS first_day, max(date) AS last_day
      FROM account_day WHERE is_order = 1 GROUP BY account_id),
    silent AS (
      SELECT d.account_id,
        string_agg(CASE WHEN d.is_order = 1 THEN CAST(d.date - CAST($1 AS DATE) AS VARCHAR) END, ' ') AS days,
        sum(CASE WHEN d.date > s.last_day - 365 AND d.date <= s.last_day THEN d.spend END) AS year_spend
      FROM summary s JOIN account_day d ON d.account_id = s.account_id
      WHERE s.orders >= ${String(leastOrders)} AND ${gap} <= ${String(longestSilence)}
        AND (${gap}) * (s.orders - 1) * ${String(leastGaps.of)} >= (s.last_day - s.first_day) * ${String(leastGaps.times)}
      GROUP BY d.account_id)
    SELECT s.account_id, s.orders, s.first_day - CAST($1 AS DATE) AS first_day,
      s.last_day - CAST($1 AS DATE) AS last_day, x.days, x.year_spend
    FROM summary s LEFT JOIN silent x ON x.account_id = s.account_id
    UNION ALL
    SELECT NULL, count(*), date - CAST($1 AS DATE), NULL, NULL, NULL
    FROM account_day WHERE is_order = 1 GROUP BY date`
}
