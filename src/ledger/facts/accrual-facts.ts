import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { borneKinds } from '../../domain/profit/given-back.ts'
import { microsOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/**
 * Rebates accrued and not yet credited, by account, in base currency: what is still owed at the end of the window less what was
 * owed before it. What was accrued earlier and credited in the window comes off, for its credit note is among the lines of the
 * window; so no rebate counts twice, and windows that touch add up. An accrual is credited on the day it names, else on that of the
 * credit note it names: one of lines that a net profit bears, for what was settled by others would be borne by nothing.
 */
export async function accrualFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope | null = null,
): Promise<Map<string, Micros>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const { join, where } = scope
    ? inScope('a', scope, 4)
    : {
        join: `LEFT JOIN account_ref r ON r.source = a.source AND r.key = a.account AND a.date >= r.valid_from AND a.date < r.valid_to`,
        where: 'TRUE',
      }
  const answer = await session.read(
    `WITH accrued AS (
       SELECT ${accountNumber} AS account, a.source, a.date, a.base_amount, a.credited_on, a.credited_by
       FROM accrual a ${join}
       WHERE a.date <= CAST($2 AS DATE) AND ${liveAt('a', 3)} AND ${where}),
     ${owed(kinds)}
     SELECT account, sum(amount) AS amount FROM owed GROUP BY account HAVING sum(amount) <> 0`,
    [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  const [ids, amounts] = [await accountIds(session, answer), answer.micros('amount')]
  return new Map(ids.map((id, at) => [id, amounts[at] ?? 0n]))
}

/** The same of the whole book, where nobody asks whose the accruals are: what accounts must sum to. */
export async function accrualTotal(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<Micros> {
  const [row] = await session.all(
    `WITH accrued AS (
       SELECT a.account, a.source, a.date, a.base_amount, a.credited_on, a.credited_by
       FROM accrual a WHERE a.date <= CAST($2 AS DATE) AND ${liveAt('a', 3)}),
     ${owed(kinds)}
     SELECT sum(amount) AS amount FROM owed`,
    [from, to, String(watermark)],
  )
  return row ? microsOf(row, 'amount') : 0n
}

/** What each row of `accrued` adds to what is owed at the end of the window less what was owed before it. */
function owed(kinds: readonly LineKind[]): string {
  return `note AS (
       SELECT l.source, l.invoice, min(l.date) AS date FROM line l
       WHERE l.invoice IN (SELECT credited_by FROM accrued WHERE credited_on IS NULL) AND l.kind IN (${kindList(borneKinds(kinds))})
         AND ${liveAt('l', 3)}
       GROUP BY l.source, l.invoice),
     settled AS (
       SELECT a.account, a.date, a.base_amount, coalesce(a.credited_on, n.date) AS credited
       FROM accrued a LEFT JOIN note n ON n.source = a.source AND n.invoice = a.credited_by),
     owed AS (
       SELECT account, CASE WHEN credited IS NULL OR credited > CAST($2 AS DATE) THEN base_amount ELSE 0 END
         - CASE WHEN date < CAST($1 AS DATE) AND (credited IS NULL OR credited >= CAST($1 AS DATE)) THEN base_amount ELSE 0 END
           AS amount
       FROM settled)`
}
