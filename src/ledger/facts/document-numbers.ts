import type { Day } from '../../domain/day.ts'
import { textOf, textOrNull } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'

/** A number that stands on lines or invoices, as it is at a watermark. */
export interface DocumentNumber {
  readonly kind: 'invoice' | 'order'
  readonly source: string
  readonly number: string
  /** Null where it stands on no account, or is gone. */
  readonly accountId: string | null
  /** The first day it stands on; null when it is gone. */
  readonly day: Day | null
}

const columns = {
  invoice: { line: 'l.invoice', header: 'i.number' },
  order: { line: 'l.order_number', header: 'i.order_number' },
} as const

/**
 * Invoice and order numbers that something came to or went from after `since`, up to the watermark, in pieces; all there are
 * when `since` is 0, in the order of the numbers. A number on several accounts is given with the first of them.
 */
export async function* documentNumbers(
  session: Session,
  { since, watermark }: { readonly since: number; readonly watermark: number },
): AsyncGenerator<readonly DocumentNumber[], void, void> {
  for (const kind of ['invoice', 'order'] as const) {
    const { line, header } = columns[kind]
    const touched = (alias: string): string =>
      `((${alias}.batch_from > CAST($2 AS BIGINT) AND ${alias}.batch_from <= CAST($1 AS BIGINT))
        OR (${alias}.batch_to > CAST($2 AS BIGINT) AND ${alias}.batch_to <= CAST($1 AS BIGINT)))`
    const only =
      since === 0
        ? (number: string) => `${number} IS NOT NULL`
        : (number: string, alias: string) => `(${alias}.source, ${number}) IN (SELECT source, number FROM touched)`
    const pieces = session.pieces(
      `WITH ${since === 0 ? '' : touchedNumbers(line, header, touched)} live AS (
         SELECT source, number, min(account) AS account, min(date) AS date FROM (
           SELECT l.source, ${line} AS number, l.account, l.date FROM line l
           WHERE ${liveAt('l', 1)} AND ${only(line, 'l')}
           UNION ALL
           SELECT i.source, ${header}, i.account, i.date FROM invoice i
           WHERE ${liveAt('i', 1)} AND ${only(header, 'i')}) standing
         GROUP BY source, number)
       SELECT ${since === 0 ? 'live.source, live.number' : 't.source, t.number'},
         CAST(live.date AS VARCHAR) AS day, r.account_id
       FROM ${since === 0 ? 'live' : 'touched t LEFT JOIN live ON live.source = t.source AND live.number = t.number'}
       LEFT JOIN account_ref r ON r.source = live.source AND r.key = live.account
         AND live.date >= r.valid_from AND live.date < r.valid_to
       ${since === 0 ? 'ORDER BY live.number COLLATE "C", live.source COLLATE "C"' : ''}`,
      since === 0 ? [String(watermark)] : [String(watermark), String(since)],
    )
    for await (const rows of pieces) {
      yield rows.map((row) => ({
        kind,
        source: textOf(row, 'source'),
        number: textOf(row, 'number'),
        accountId: textOrNull(row, 'account_id'),
        day: textOrNull(row, 'day'),
      }))
    }
  }
}

function touchedNumbers(line: string, header: string, touched: (alias: string) => string): string {
  return `touched AS (
    SELECT l.source, ${line} AS number FROM line l WHERE ${line} IS NOT NULL AND ${touched('l')}
    UNION SELECT i.source, ${header} FROM invoice i WHERE ${header} IS NOT NULL AND ${touched('i')}),`
}
