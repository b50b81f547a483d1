import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { monthStarts } from '../../domain/period.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'

/** How the spend of an account came about in time, in base currency. */
export interface RecentSpend {
  /** Spend of the twelve months that end with the period, the oldest first. */
  readonly months: readonly Micros[]
  /** Spend of the seven days that end with the period. */
  readonly weekSpend: Micros
  /** Invoices with a line in these days, credit notes too. */
  readonly weekInvoices: number
}

const columns = Array.from({ length: 12 }, (_, index) => `month_${String(index)}`)

/** Monthly and weekly spend up to `to`, for every account with a line in the twelve months. */
export async function recentSpend(
  session: Session,
  { to, watermark }: { readonly to: Day; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<Map<string, RecentSpend>> {
  const starts = monthStarts(to)
  const days = [...starts, addDays(to, 1)]
  const day = (index: number): string => `CAST($${String(index + 1)} AS DATE)`
  const [end, week, watermarkPlace] = [day(12), day(13), 15]
  const spend = `l.kind IN (${kindList(kinds)})`
  const months = columns.map(
    (name, index) =>
      `sum(CASE WHEN ${spend} AND l.date >= ${day(index)} AND l.date < ${day(index + 1)} THEN l.base_net END) AS ${name}`,
  )
  const pieces = session.pieces(
    `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, l.source, ${months.join(', ')},
       sum(CASE WHEN ${spend} AND l.date >= ${week} THEN l.base_net END) AS week_spend,
       count(DISTINCT CASE WHEN l.date >= ${week} THEN l.invoice END) AS week_invoices
     FROM line l
     LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to
     WHERE l.date >= ${day(0)} AND l.date < ${end} AND ${liveAt('l', watermarkPlace)}
     GROUP BY 1, l.source`,
    [...days, addDays(to, -6), String(watermark)],
  )
  const recentById = new Map<string, RecentSpend>()
  for await (const rows of pieces) {
    for (const row of rows) {
      const id = textOf(row, 'account_id')
      const before = recentById.get(id)
      recentById.set(id, before ? add(before, toRecent(row)) : toRecent(row))
    }
  }
  return recentById
}

function toRecent(row: Row): RecentSpend {
  return {
    months: columns.map((name) => microsOf(row, name)),
    weekSpend: microsOf(row, 'week_spend'),
    weekInvoices: countOf(row, 'week_invoices'),
  }
}

/** Invoice numbers of two sources are different numbers. */
function add(one: RecentSpend, other: RecentSpend): RecentSpend {
  return {
    months: one.months.map((month, index) => month + (other.months[index] ?? 0n)),
    weekSpend: one.weekSpend + other.weekSpend,
    weekInvoices: one.weekInvoices + other.weekInvoices,
  }
}
