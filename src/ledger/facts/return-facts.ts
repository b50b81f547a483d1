import { noAccountId } from '../../domain/no-account.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { parameterTable } from './parameter-table.ts'

/** What taking one return back costs on a stretch of days; null where nobody has said. */
export interface ReturnRate extends Span {
  readonly perReturn: Micros | null
}

/** What was sent back, and what handling it cost. */
export interface Returns {
  readonly returns: number
  readonly cost: Micros
  /** Returns on days without a rate; they are in no cost. */
  readonly unrated: number
}

/**
 * The returns of each account in the window: credit notes that bring goods back, each once, on the first of its days. A credit
 * without a quantity moves money, and no goods.
 */
export async function returnFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  rates: readonly ReturnRate[],
  scope: AccountScope | null = null,
): Promise<Map<string, Returns>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const rated = parameterTable(
    columns,
    rates.map(({ from: first, to: last, perReturn }) => [
      first,
      last,
      perReturn === null ? null : formatMicros(perReturn),
    ]),
    4,
  )
  const { join, where } = scope
    ? inScope('l', scope, 4 + rated.parameters.length)
    : {
        join: `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account AND l.date >= r.valid_from AND l.date < r.valid_to`,
        where: 'TRUE',
      }
  const rows = await session.all(
    `WITH rated AS (${rated.sql}),
     document AS (
       SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, l.source, l.invoice, min(l.date) AS date
       FROM line l ${join}
       WHERE l.credit AND l.kind = 'goods' AND l.quantity <> 0
         AND l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)} AND ${where}
       GROUP BY 1, l.source, l.invoice)
     SELECT d.account_id, count(*) AS returns, sum(t.per_return) AS cost,
       sum(CASE WHEN t.per_return IS NULL THEN 1 ELSE 0 END) AS unrated
     FROM document d LEFT JOIN rated t ON d.date >= t.first_day AND d.date <= t.last_day
     GROUP BY d.account_id`,
    [from, to, String(watermark), ...rated.parameters, ...(scope ? scopeParameters(scope) : [])],
  )
  return new Map(
    rows.map((row) => [
      textOf(row, 'account_id'),
      { returns: countOf(row, 'returns'), cost: microsOf(row, 'cost'), unrated: countOf(row, 'unrated') },
    ]),
  )
}

const columns = [
  { name: 'first_day', sqlType: 'DATE' },
  { name: 'last_day', sqlType: 'DATE' },
  { name: 'per_return', sqlType: 'DECIMAL(18,6)' },
]
