import type { Day } from '../../domain/day.ts'
import { textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'

/** The days of the first and the latest live invoice line or payment; null for an empty ledger. */
export async function ledgerDays(session: Session): Promise<{ first: Day; last: Day } | null> {
  const [row] = await session.all(
    `SELECT CAST(min(first_date) AS VARCHAR) AS first_day, CAST(max(last_date) AS VARCHAR) AS last_day FROM (
       SELECT min(date) AS first_date, max(date) AS last_date FROM line WHERE batch_to = ${openEnd}
       UNION ALL
       SELECT min(date) AS first_date, max(date) AS last_date FROM payment WHERE batch_to = ${openEnd}) days`,
  )
  const [first, last] = row ? [textOrNull(row, 'first_day'), textOrNull(row, 'last_day')] : [null, null]
  return first === null || last === null ? null : { first, last }
}

/** The day of the latest live invoice line up to `today`: a date in the future is a slip. Null when there is none. */
export async function lastLineDay(session: Session, today: Day): Promise<Day | null> {
  const [row] = await session.all(
    `SELECT CAST(max(date) AS VARCHAR) AS day FROM line WHERE batch_to = ${openEnd} AND date <= CAST($1 AS DATE)`,
    [today],
  )
  return row ? textOrNull(row, 'day') : null
}
