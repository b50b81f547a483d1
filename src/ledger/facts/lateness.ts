import type { Micros } from '../../domain/money.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

export interface Lateness {
  readonly paidAmount: Micros
  readonly lateAmountDays: Micros
}

/**
 * What was paid in the window on invoices with a due date, and the sum of amount x days after it; an early payment counts
 * as on time. In base currency, at the rate of the day of the payment; per account, of all of them or of those in scope.
 */
export async function latenessFacts(
  session: Session,
  window: FactsWindow,
  scope: AccountScope | null = null,
): Promise<Map<string, Lateness>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const where = scope ? `AND ${inScope('i', scope, 4).where}` : ''
  const answer = await session.read(
    `SELECT ${accountNumber} AS account, sum(p.base_amount) AS paid,
       sum(CAST(p.base_amount AS DECIMAL(38,6)) * CASE WHEN p.date > i.due_date THEN p.date - i.due_date ELSE 0 END) AS late
     FROM payment p
     JOIN invoice i ON i.source = p.source AND i.number = p.invoice AND i.due_date IS NOT NULL AND ${liveAt('i', 3)}
     LEFT JOIN account_ref r ON r.source = i.source AND r.key = i.account
       AND i.date >= r.valid_from AND i.date < r.valid_to
     WHERE p.date >= CAST($1 AS DATE) AND p.date <= CAST($2 AS DATE) AND ${liveAt('p', 3)}
       ${where}
     GROUP BY 1`,
    [window.from, window.to, String(window.watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  const ids = await accountIds(session, answer)
  const [paid, late] = [answer.micros('paid'), answer.micros('late')]
  return new Map(ids.map((id, at) => [id, { paidAmount: paid[at] ?? 0n, lateAmountDays: late[at] ?? 0n }]))
}
