import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** What reached a window after it was looked at. */
export interface LateFacts {
  /** Invoices with a line that came, went or changed. */
  readonly invoices: number
  /** Change of the net of all lines in base currency. */
  readonly change: Micros
}

/** How the window's lines at its watermark differ from those at an earlier watermark. A row that went and came back is none. */
export async function lateFacts(session: Session, window: FactsWindow, since: number): Promise<LateFacts> {
  const [row] = await session.all(
    `SELECT count(DISTINCT source || ' ' || invoice) AS invoices, sum(net) AS net FROM (
       SELECT source, invoice, key_hi, key_lo, content, sum(sign) AS sign, sum(sign * base_net) AS net FROM (
         SELECT l.source, l.invoice, l.key_hi, l.key_lo, l.content, l.base_net,
           CASE WHEN ${liveAt('l', 3)} THEN 1 ELSE 0 END - CASE WHEN ${liveAt('l', 4)} THEN 1 ELSE 0 END AS sign
         FROM line l
         WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE)
           AND (l.batch_from > CAST($4 AS BIGINT) OR l.batch_to <= CAST($3 AS BIGINT))) signed
       GROUP BY source, invoice, key_hi, key_lo, content) summed
     WHERE sign <> 0`,
    [window.from, window.to, String(window.watermark), String(since)],
  )
  return { invoices: row ? countOf(row, 'invoices') : 0, change: row ? microsOf(row, 'net') : 0n }
}
