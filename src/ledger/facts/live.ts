import type { LineKind } from '../../domain/kind.ts'
import type { Day } from '../../domain/day.ts'

/** The stretch of days, both ends inclusive, and the state of the ledger that facts are taken from. */
export interface FactsWindow {
  readonly from: Day
  readonly to: Day
  readonly watermark: number
}

/** Versions of `alias` that are visible at the watermark; the text needs the watermark as parameter `$place`. */
export function liveAt(alias: string, place: number): string {
  const mark = `CAST($${String(place)} AS BIGINT)`
  return `${alias}.batch_from <= ${mark} AND ${alias}.batch_to > ${mark}`
}

/** A list of line kinds as SQL. The kinds are a closed set, so they are written out, which lets engines fold them. */
export function kindList(kinds: readonly LineKind[]): string {
  return kinds.map((kind) => `'${kind}'`).join(', ')
}

/** Whether a line `l` is of one of these kinds, as a condition on the lines of a whole book: a list of five makes DuckDB join with it. */
export function isOfKinds(kinds: readonly LineKind[]): string {
  return `(${kinds.map((kind) => `l.kind = '${kind}'`).join(' OR ')})`
}

/**
 * Costs with the day they end on: the stated one, else never, and the start of the next cost of the product at the latest. So a
 * line meets one cost at most, also where an undo left a stated end behind a later start. `where` keeps whole products of `c`.
 */
export function costSpans(place: number, where = 'TRUE'): string {
  return `SELECT source, product, cost, valid_from,
      CASE WHEN next_from IS NULL OR valid_to < next_from THEN coalesce(valid_to, CAST('9999-12-31' AS DATE))
        ELSE next_from END AS valid_until
    FROM (SELECT c.source, c.product, c.cost, c.valid_from, c.valid_to,
            lead(c.valid_from) OVER (PARTITION BY c.source, c.product ORDER BY c.valid_from) AS next_from
          FROM cost c WHERE ${liveAt('c', place)} AND ${where}) spans`
}
