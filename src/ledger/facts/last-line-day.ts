import type { Day } from '../../domain/day.ts'
import { textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'

/** The day of the latest live invoice line; null for an empty ledger. */
export async function lastLineDay(session: Session): Promise<Day | null> {
  const [row] = await session.all(`SELECT CAST(max(date) AS VARCHAR) AS day FROM line WHERE batch_to = ${openEnd}`)
  return row ? textOrNull(row, 'day') : null
}
