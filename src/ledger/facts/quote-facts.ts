import type { Day } from '../../domain/day.ts'
import type { QuoteGroup } from '../../domain/drain/price-signals.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** What of quotes is asked for: those given in a window, and up to which day one that is open was given too long ago. */
export interface QuoteQuestion {
  readonly window: FactsWindow
  readonly staleUpTo: Day
}

/** The quotes that were given in the window, by account, in groups of their likes. Each line of a quote is one. */
export async function quoteGroups(
  session: Session,
  { window: { from, to, watermark }, staleUpTo }: QuoteQuestion,
  scope: AccountScope | null = null,
): Promise<ReadonlyMap<string, readonly QuoteGroup[]>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const { join, where } = scope ? inScope('q', scope, 5) : allAccounts
  const rows = await session.all(
    `SELECT r.account_id, q.state, q.reason, ${conceded} AS conceded, ${stale} AS stale, count(*) AS n
     FROM quote q ${join}
     WHERE q.date >= CAST($1 AS DATE) AND q.date <= CAST($2 AS DATE) AND ${liveAt('q', 3)} AND ${where}
     GROUP BY r.account_id, q.state, q.reason, ${conceded}, ${stale}`,
    [from, to, String(watermark), staleUpTo, ...(scope ? scopeParameters(scope) : [])],
  )
  const groups = Map.groupBy(rows, (row) => textOf(row, 'account_id'))
  return new Map([...groups].map(([id, own]) => [id, own.map(toGroup)]))
}

/** A quote as it stands in the ledger. */
export interface ListedQuote {
  readonly source: string
  readonly number: string
  readonly line: string | null
  readonly date: Day
  readonly state: QuoteGroup['state']
  readonly isStale: boolean
  /** Null while it is open, and where nobody said. */
  readonly decided: Day | null
  readonly product: string | null
  readonly competitor: string | null
  readonly reason: string | null
  readonly orderNumber: string | null
  readonly currency: string
  /** In its currency; null where nobody said. */
  readonly amount: Micros | null
  readonly firstAmount: Micros | null
}

/** The latest quotes of some accounts that were given in the window, the latest first. */
export async function latestQuotes(
  session: Session,
  { window: { from, to, watermark }, staleUpTo }: QuoteQuestion,
  { scope, limit }: { readonly scope: AccountScope; readonly limit: number },
): Promise<ListedQuote[]> {
  if (isEmptyScope(scope)) return []
  const { join, where } = inScope('q', scope, 5)
  const rows = await session.all(
    `SELECT q.source, q.number, q.line, CAST(q.date AS VARCHAR) AS date, q.state, ${stale} AS stale,
       CAST(q.decided AS VARCHAR) AS decided, q.product, q.competitor, q.reason, q.order_number, q.currency, q.amount, q.first_amount
     FROM quote q ${join}
     WHERE q.date >= CAST($1 AS DATE) AND q.date <= CAST($2 AS DATE) AND ${liveAt('q', 3)} AND ${where}
     ORDER BY q.date DESC NULLS LAST, q.source COLLATE "C", q.number COLLATE "C" DESC, q.line COLLATE "C" NULLS FIRST, q.key_hi, q.key_lo
     LIMIT ${String(limit)}`,
    [from, to, String(watermark), staleUpTo, ...scopeParameters(scope)],
  )
  return rows.map(toListed)
}

const allAccounts = {
  join: `JOIN account_ref r ON r.source = q.source AND r.key = q.account AND q.date >= r.valid_from AND q.date < r.valid_to`,
  where: 'TRUE',
}

const conceded = `CASE WHEN q.first_amount > q.amount THEN 1 ELSE 0 END`
const stale = `CASE WHEN q.state = 'open' AND q.date <= CAST($4 AS DATE) THEN 1 ELSE 0 END`

function toGroup(row: Row): QuoteGroup {
  return {
    state: stateOf(row),
    reason: textOrNull(row, 'reason'),
    isConceded: countOf(row, 'conceded') === 1,
    isStale: countOf(row, 'stale') === 1,
    count: countOf(row, 'n'),
  }
}

function toListed(row: Row): ListedQuote {
  return {
    source: textOf(row, 'source'),
    number: textOf(row, 'number'),
    line: textOrNull(row, 'line'),
    date: textOf(row, 'date'),
    state: stateOf(row),
    isStale: countOf(row, 'stale') === 1,
    decided: textOrNull(row, 'decided'),
    product: textOrNull(row, 'product'),
    competitor: textOrNull(row, 'competitor'),
    reason: textOrNull(row, 'reason'),
    orderNumber: textOrNull(row, 'order_number'),
    currency: textOf(row, 'currency'),
    amount: microsOrNull(row, 'amount'),
    firstAmount: microsOrNull(row, 'first_amount'),
  }
}

function stateOf(row: Row): QuoteGroup['state'] {
  const state = textOf(row, 'state')
  if (state === 'open' || state === 'won' || state === 'lost') return state
  throw new Error(`Cannot read the state of a quote, "${state}"`)
}
