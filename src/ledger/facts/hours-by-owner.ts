import type { Micros } from '../../domain/money.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/**
 * Hours logged in the window, in millionths, by who looked after the account on their day, as `source/rep`; hours for accounts of
 * nobody, or for none, stand under the empty key. Empty where none were logged. They sum to all hours of the window.
 */
export async function hoursByOwner(session: Session, window: FactsWindow): Promise<ReadonlyMap<string, Micros>> {
  const rows = await session.all(
    `SELECT coalesce(o.rep, '') AS rep, sum(CAST(h.hours AS DECIMAL(38,6))) AS hours
     FROM logged_hours h
     LEFT JOIN account_ref r ON r.source = h.source AND r.key = h.account
       AND h.date >= r.valid_from AND h.date < r.valid_to
     LEFT JOIN owner_ref o ON o.account_id = r.account_id AND h.date >= o.valid_from AND h.date < o.valid_to
     WHERE h.date >= CAST($1 AS DATE) AND h.date <= CAST($2 AS DATE) AND ${liveAt('h', 3)}
     GROUP BY 1`,
    [window.from, window.to, String(window.watermark)],
  )
  return new Map(rows.map((row) => [textOf(row, 'rep'), microsOf(row, 'hours')]))
}
