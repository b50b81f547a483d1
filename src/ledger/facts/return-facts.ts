import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
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
  const answer = await readReturns(session, window, rates, { scope, group: 'account' })
  const [returns, cost, unrated] = [answer.counts('returns'), answer.micros('cost'), answer.counts('unrated')]
  const ids = await accountIds(session, answer, 'grouped')
  return new Map(
    ids.map((id, at) => [id, { returns: returns[at] ?? 0, cost: cost[at] ?? 0n, unrated: unrated[at] ?? 0 }]),
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
  const answer = await readReturns(session, window, rates, { scope: null, group: 'rate_from' })
  const [charged, cost] = [answer.counts('charged'), answer.micros('cost')]
  return answer
    .textsOrNull('grouped')
    .flatMap((rateFrom, at): RatedReturns[] =>
      rateFrom === null || charged[at] === 0 ? [] : [{ rateFrom, charged: charged[at] ?? 0, cost: cost[at] ?? 0n }],
    )
    .toSorted((one, other) => (one.rateFrom < other.rateFrom ? -1 : 1))
}

async function readReturns(
  session: Session,
  { from, to, watermark }: FactsWindow,
  rates: readonly ReturnRate[],
  { scope, group }: { readonly scope: AccountScope | null; readonly group: 'account' | 'rate_from' },
): Promise<Answer> {
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
  return session.read(
    `WITH rated AS (${rated.sql}),
     document AS (
       SELECT ${account}, l.source, l.invoice, min(l.date) AS date
       FROM line l ${lines.join}
       WHERE l.credit AND l.kind = 'goods' AND l.quantity <> 0 AND ${inWindow('l')} AND ${lines.where}
       GROUP BY 1, l.source, l.invoice),
     logged AS (
       SELECT DISTINCT ${account}, substr(CAST(h.date AS VARCHAR), 1, 7) AS month, coalesce(h.activity, '') AS activity
       FROM logged_hours h ${hours.join}
       WHERE ${inWindow('h')} AND ${hours.where}),
     charged AS (
       SELECT d.account, CAST(t.first_day AS VARCHAR) AS rate_from, t.per_return,
         CASE WHEN EXISTS (SELECT 1 FROM logged g
           WHERE g.account = d.account AND g.month = substr(CAST(d.date AS VARCHAR), 1, 7)
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

const account = `${accountNumber} AS account`

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
