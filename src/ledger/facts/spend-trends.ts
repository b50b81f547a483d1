import { addMonths } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { Span } from '../../domain/period.ts'
import { microsOf, microsOrNull, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'

/** The spend of one account in each of some quarters, the oldest first; null where nothing was invoiced. */
export interface QuarterlySpend {
  readonly accountId: string
  readonly quarters: readonly (Micros | null)[]
}

/** Spend of every account in `count` calendar quarters from `from` on, which is the first day of one; account by account. */
export async function* quarterlySpend(
  session: Session,
  { from, count, watermark }: { readonly from: Day; readonly count: number; readonly watermark: number },
  kinds: readonly LineKind[],
): AsyncGenerator<readonly QuarterlySpend[], void, void> {
  const starts = Array.from({ length: count + 1 }, (_, index) => addMonths(from, index * 3))
  const day = (index: number): string => `CAST($${String(index + 2)} AS DATE)`
  const columns = Array.from({ length: count }, (_, index) => `quarter_${String(index)}`)
  const sums = columns.map(
    (name, index) =>
      `sum(CASE WHEN l.date >= ${day(index)} AND l.date < ${day(index + 1)}
         THEN CASE WHEN l.kind IN (${kindList(kinds)}) THEN l.base_net ELSE 0 END END) AS ${name}`,
  )
  const pieces = session.pieces(
    `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, ${sums.join(', ')}
     FROM line l
     LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to
     WHERE l.date >= ${day(0)} AND l.date < ${day(count)} AND ${liveAt('l', 1)}
     GROUP BY 1`,
    [String(watermark), ...starts],
  )
  for await (const rows of pieces) {
    yield rows.map((row) => ({
      accountId: textOf(row, 'account_id'),
      quarters: columns.map((name) => microsOrNull(row, name)),
    }))
  }
}

/** The family of products of which an account bought less than in the window before, by the most. */
export interface AccountFall {
  readonly accountId: string
  /** `source/key`. */
  readonly family: string
  readonly before: Micros
  /** Null when nothing of it was invoiced any more. */
  readonly after: Micros | null
}

/** The greatest fall of every account that has one; of two as great the family whose key comes first. */
export async function* familyFalls(
  session: Session,
  { before, after, watermark }: { readonly before: Span; readonly after: Span; readonly watermark: number },
  kinds: readonly LineKind[],
): AsyncGenerator<readonly AccountFall[], void, void> {
  const isIn = (from: number): string =>
    `l.date >= CAST($${String(from)} AS DATE) AND l.date <= CAST($${String(from + 1)} AS DATE)`
  const pieces = session.pieces(
    `SELECT account_id, family, before, CASE WHEN lines > 0 THEN after ELSE NULL END AS after
     FROM (
       SELECT account_id, family, before, after, lines,
         row_number() OVER (PARTITION BY account_id ORDER BY before - after DESC, family COLLATE "C") AS place
       FROM (
         SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, p.family,
           coalesce(sum(CASE WHEN ${isIn(2)} THEN l.base_net END), 0) AS before,
           coalesce(sum(CASE WHEN ${isIn(4)} THEN l.base_net END), 0) AS after,
           sum(CASE WHEN ${isIn(4)} THEN 1 ELSE 0 END) AS lines
         FROM line l
         JOIN product_ref p ON p.source = l.source AND p.key = l.product
         LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
           AND l.date >= r.valid_from AND l.date < r.valid_to
         WHERE l.kind IN (${kindList(kinds)}) AND ((${isIn(2)}) OR (${isIn(4)})) AND ${liveAt('l', 1)}
         GROUP BY 1, 2) bought
       WHERE before > after) fallen
     WHERE place = 1`,
    [String(watermark), before.from, before.to, after.from, after.to],
  )
  for await (const rows of pieces) {
    yield rows.map((row) => ({
      accountId: textOf(row, 'account_id'),
      family: textOf(row, 'family'),
      before: microsOf(row, 'before'),
      after: microsOrNull(row, 'after'),
    }))
  }
}
