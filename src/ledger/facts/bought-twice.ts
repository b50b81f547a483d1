import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { Span } from '../../domain/period.ts'
import { microsOrNull, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'
import { hasOtherKeys } from './value-facts.ts'

/** What an account spent in two windows, and when it was first and last invoiced up to the end of the later one. */
export interface AccountTwice {
  readonly accountId: string
  /** Null where nothing was invoiced in the window, of whatever kind. */
  readonly before: Micros | null
  readonly after: Micros | null
  readonly first: Day
  readonly last: Day
}

/**
 * Every account that was ever invoiced, with its spend in both windows: all that a policy by spend needs of both ends, in one pass
 * over the lines. Windows may overlap; the later one ends last.
 */
export async function* boughtTwice(
  session: Session,
  { before, after, watermark }: { readonly before: Span; readonly after: Span; readonly watermark: number },
  kinds: readonly LineKind[],
): AsyncGenerator<readonly AccountTwice[], void, void> {
  const sums = `
    sum(CASE WHEN l.date >= CAST($2 AS DATE) AND l.date <= CAST($3 AS DATE) THEN ${spend(kinds)} END) AS before,
    sum(CASE WHEN l.date >= CAST($4 AS DATE) AND l.date <= CAST($5 AS DATE) THEN ${spend(kinds)} END) AS after,
    min(l.date) AS first_day, max(l.date) AS last_day`
  const where = `l.date <= CAST($5 AS DATE) AND ${liveAt('l', 1)}`
  // Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line.
  const byAccount = (await hasOtherKeys(session))
    ? `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, ${sums}
       FROM line l
       LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
         AND l.date >= r.valid_from AND l.date < r.valid_to
       WHERE ${where} GROUP BY 1`
    : `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, g.before, g.after, g.first_day, g.last_day
       FROM (SELECT l.source, l.account, ${sums} FROM line l WHERE ${where} GROUP BY l.source, l.account) g
       LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.account`
  const pieces = session.pieces(
    `SELECT account_id, sum(before) AS before, sum(after) AS after,
       CAST(min(first_day) AS VARCHAR) AS first_day, CAST(max(last_day) AS VARCHAR) AS last_day
     FROM (${byAccount}) bought GROUP BY account_id`,
    [String(watermark), before.from, before.to, after.from, after.to],
  )
  for await (const rows of pieces) {
    yield rows.map((row) => ({
      accountId: textOf(row, 'account_id'),
      before: microsOrNull(row, 'before'),
      after: microsOrNull(row, 'after'),
      first: textOf(row, 'first_day'),
      last: textOf(row, 'last_day'),
    }))
  }
}

/** What a line adds to spend: one of another kind adds nothing, and still says that something was invoiced. */
function spend(kinds: readonly LineKind[]): string {
  return `CASE WHEN l.kind IN (${kindList(kinds)}) THEN l.base_net ELSE 0 END`
}
