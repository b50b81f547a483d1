import type { Day } from '../../domain/day.ts'
import { textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'

/** The days of the first and the latest live invoice line; null for an empty ledger. */
export async function lineDays(session: Session): Promise<{ first: Day; last: Day } | null> {
  const [row] = await session.all(
    `SELECT CAST(min(date) AS VARCHAR) AS first_day, CAST(max(date) AS VARCHAR) AS last_day
     FROM line WHERE batch_to = ${openEnd}`,
  )
  const [first, last] = row ? [textOrNull(row, 'first_day'), textOrNull(row, 'last_day')] : [null, null]
  return first === null || last === null ? null : { first, last }
}

/** The day of the latest live invoice line; null for an empty ledger. */
export async function lastLineDay(session: Session): Promise<Day | null> {
  return (await lineDays(session))?.last ?? null
}
