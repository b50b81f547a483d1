import type { Day } from '../../domain/day.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'

/** The day of the first invoice or credit note of each account up to a day; of all, or of those in scope. */
export async function firstDocuments(
  session: Session,
  { to, watermark }: { readonly to: Day; readonly watermark: number },
  scope: AccountScope | null = null,
): Promise<Map<string, Day>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const rows = await session.all(
    `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, CAST(min(i.date) AS VARCHAR) AS first_day
     FROM invoice i
     LEFT JOIN account_ref r ON r.source = i.source AND r.key = i.account AND i.date >= r.valid_from AND i.date < r.valid_to
     WHERE i.date <= CAST($1 AS DATE) AND ${liveAt('i', 2)} AND ${scope ? inScope('i', scope, 3).where : 'TRUE'}
     GROUP BY 1`,
    [to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  return new Map(rows.map((row) => [textOf(row, 'account_id'), textOf(row, 'first_day')]))
}
