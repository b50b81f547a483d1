import { noAccountId } from '../../domain/no-account.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { parameterTable } from './parameter-table.ts'

/** What taking one return back costs on a stretch of days; null where nobody has said. */
export interface ReturnRate extends Span {
  readonly perReturn: Micros | null
  /** The activity whose time it takes; null where a return has an amount. */
  readonly handling: { readonly activity: string } | null
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
 * without a quantity moves money, and no goods. Where a return takes the time of an activity, hours that were logged for that
 * activity, or for none, stand in the place of its cost, as in that of any estimate of their account and calendar month.
 */
export async function returnFacts(
  session: Session,
  window: FactsWindow,
  rates: readonly ReturnRate[],
  scope: AccountScope | null = null,
): Promise<Map<string, Returns>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const rows = await readReturns(session, window, rates, { scope, group: 'account_id' })
  return new Map(
    rows.map((row) => [
      textOf(row, 'grouped'),
      { returns: countOf(row, 'returns'), cost: microsOf(row, 'cost'), unrated: countOf(row, 'unrated') },
    ]),
  )
}

/** The returns of the book that were charged at one rate. */
export interface RatedReturns {
  /** The first day of the stretch of `ReturnRate`. */
  readonly rateFrom: Day
  readonly charged: number
  readonly cost: Micros
}

/** The same returns of all accounts together, those that were charged by the stretch of days of their rate. */
export async function returnsByRate(
  session: Session,
  window: FactsWindow,
  rates: readonly ReturnRate[],
): Promise<RatedReturns[]> {
  const rows = await readReturns(session, window, rates, { scope: null, group: 'rate_from' })
  return rows
    .flatMap((row): RatedReturns[] => {
      const charged = countOf(row, 'charged')
      return charged === 0 ? [] : [{ rateFrom: textOf(row, 'grouped'), charged, cost: microsOf(row, 'cost') }]
    })
    .toSorted((one, other) => (one.rateFrom < other.rateFrom ? -1 : 1))
}

async function readReturns(
  session: Session,
  { from, to, watermark }: FactsWindow,
  rates: readonly ReturnRate[],
  { scope, group }: { readonly scope: AccountScope | null; readonly group: 'account_id' | 'rate_from' },
): Promise<Row[]> {
  const rated = parameterTable(
    columns,
    rates.map(({ from: first, to: last, perReturn, handling }) => [
      first,
      last,
      perReturn === null ? null : formatMicros(perReturn),
      handling?.activity ?? null,
    ]),
    4,
  )
  const own = (alias: string) =>
    scope ? inScope(alias, scope, 4 + rated.parameters.length) : { join: accountOf(alias), where: 'TRUE' }
  const [lines, hours] = [own('l'), own('h')]
  return session.all(
    `WITH rated AS (${rated.sql}),
     document AS (
       SELECT ${accountId}, l.source, l.invoice, min(l.date) AS date
       FROM line l ${lines.join}
       WHERE l.credit AND l.kind = 'goods' AND l.quantity <> 0 AND ${inWindow('l')} AND ${lines.where}
       GROUP BY 1, l.source, l.invoice),
     logged AS (
       SELECT DISTINCT ${accountId}, substr(CAST(h.date AS VARCHAR), 1, 7) AS month, coalesce(h.activity, '') AS activity
       FROM logged_hours h ${hours.join}
       WHERE ${inWindow('h')} AND ${hours.where}),
     charged AS (
       SELECT d.account_id, CAST(t.first_day AS VARCHAR) AS rate_from, t.per_return,
         CASE WHEN EXISTS (SELECT 1 FROM logged g
           WHERE g.account_id = d.account_id AND g.month = substr(CAST(d.date AS VARCHAR), 1, 7)
             AND t.activity IS NOT NULL AND g.activity IN ('', t.activity)) THEN 0 ELSE 1 END AS charged
       FROM document d LEFT JOIN rated t ON d.date >= t.first_day AND d.date <= t.last_day)
     SELECT c.${group} AS grouped, count(*) AS returns,
       sum(CASE WHEN c.charged = 1 THEN c.per_return END) AS cost,
       sum(CASE WHEN c.charged = 1 AND c.per_return IS NOT NULL THEN 1 ELSE 0 END) AS charged,
       sum(CASE WHEN c.charged = 1 AND c.per_return IS NULL THEN 1 ELSE 0 END) AS unrated
     FROM charged c GROUP BY 1`,
    [from, to, String(watermark), ...rated.parameters, ...(scope ? scopeParameters(scope) : [])],
  )
}

const accountId = `coalesce(r.account_id, '${noAccountId}') AS account_id`

function accountOf(alias: string): string {
  return `LEFT JOIN account_ref r ON r.source = ${alias}.source AND r.key = ${alias}.account
    AND ${alias}.date >= r.valid_from AND ${alias}.date < r.valid_to`
}

function inWindow(alias: string): string {
  return `${alias}.date >= CAST($1 AS DATE) AND ${alias}.date <= CAST($2 AS DATE) AND ${liveAt(alias, 3)}`
}

const columns = [
  { name: 'first_day', sqlType: 'DATE' },
  { name: 'last_day', sqlType: 'DATE' },
  { name: 'per_return', sqlType: 'DECIMAL(18,6)' },
  { name: 'activity', sqlType: 'VARCHAR' },
]
