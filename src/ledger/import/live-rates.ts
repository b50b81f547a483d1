import { microsOf, textOf, textOrNull } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { openEnd } from '../store/session.ts'
import type { QuotedRate } from '../../domain/rate.ts'

/** The rates in the ledger; where two sources quote one currency on one day the first source by name counts. */
export async function liveRates(session: Session): Promise<QuotedRate[]> {
  const rows = await session.all(
    `SELECT currency, CAST(date AS VARCHAR) AS day, CAST(rate AS VARCHAR) AS rate FROM (
       SELECT currency, date, rate, row_number() OVER (PARTITION BY currency, date ORDER BY source COLLATE "C") AS place
       FROM rate WHERE batch_to = ${openEnd}) r
     WHERE place = 1 ORDER BY currency COLLATE "C", date`,
  )
  return rows.map((row) => ({
    currency: textOf(row, 'currency'),
    day: textOf(row, 'day'),
    rate: microsOf(row, 'rate'),
  }))
}

/** The dated costs in the ledger, as text: what the costs of a file must join up with. */
export async function liveCostSpans(session: Session): Promise<[string, string, string, string | null][]> {
  const rows = await session.all(
    `SELECT source, product, CAST(valid_from AS VARCHAR) AS valid_from, CAST(valid_to AS VARCHAR) AS valid_to
     FROM cost WHERE batch_to = ${openEnd}`,
  )
  return rows.map((row) => [
    textOf(row, 'source'),
    textOf(row, 'product'),
    textOf(row, 'valid_from'),
    textOrNull(row, 'valid_to'),
  ])
}
