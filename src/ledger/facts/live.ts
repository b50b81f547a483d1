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

/** Costs with the day they end on: the stated one, else the start of the next cost of the product, else never. */
export function costSpans(place: number): string {
  return `SELECT c.source, c.product, c.cost, c.valid_from,
      coalesce(c.valid_to, lead(c.valid_from) OVER (PARTITION BY c.source, c.product ORDER BY c.valid_from),
        CAST('9999-12-31' AS DATE)) AS valid_until
    FROM cost c WHERE ${liveAt('c', place)}`
}
