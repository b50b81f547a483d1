import { dayToNumber } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'
import { hasOtherKeys } from './value-facts.ts'

/** When an account first ordered, and what it ordered and spent in each of some quarters, the oldest first. */
export interface CohortSpend {
  readonly accountId: string
  readonly firstOrder: Day
  /** Lines sold in the quarter, credits out. */
  readonly sales: readonly number[]
  /** Spend of the quarter, credits taken off; none is zero. */
  readonly spend: readonly Micros[]
}

/** The calendar quarter of a day as a whole number that grows by one with each. */
const quarterOf = `(CAST(extract(year FROM l.date) AS INTEGER) * 4 + CAST(extract(quarter FROM l.date) AS INTEGER))`

function quarterNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 4 + Math.ceil(Number(day.slice(5, 7)) / 3)
}

/**
 * Every account that ordered up to the end of the last of `ends`, which are ends of calendar quarters one after the other: lines are
 * first summed by account and quarter, so that a row stands for many of them. An order is a line of these kinds that is no credit.
 */
export async function* cohortSpend(
  session: Session,
  { ends, watermark }: { readonly ends: readonly Day[]; readonly watermark: number },
  kinds: readonly LineKind[],
): AsyncGenerator<readonly CohortSpend[], void, void> {
  const last = ends.toSorted((one, other) => dayToNumber(one) - dayToNumber(other)).at(-1)
  if (last === undefined) return
  const at = (name: string, end: Day): string =>
    `sum(CASE WHEN quarter = ${String(quarterNumber(end))} THEN ${name} END)`
  const columns = ends.flatMap((end, index) => [
    `${at('spend', end)} AS spend_${String(index)}`,
    `${at('sales', end)} AS sales_${String(index)}`,
  ])
  const sums = `
    min(CASE WHEN NOT l.credit THEN l.date END) AS first_order,
    sum(l.base_net) AS spend, sum(CASE WHEN NOT l.credit THEN 1 ELSE 0 END) AS sales`
  const where = `l.kind IN (${kindList(kinds)}) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 1)}`
  // Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line.
  const byQuarter = (await hasOtherKeys(session))
    ? `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, ${quarterOf} AS quarter, ${sums}
       FROM line l
       LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
         AND l.date >= r.valid_from AND l.date < r.valid_to
       WHERE ${where} GROUP BY 1, 2`
    : `SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, g.quarter, g.first_order, g.spend, g.sales
       FROM (SELECT l.source, l.account, ${quarterOf} AS quarter, ${sums}
             FROM line l WHERE ${where} GROUP BY l.source, l.account, 3) g
       LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.account`
  const pieces = session.pieces(
    `SELECT account_id, CAST(min(first_order) AS VARCHAR) AS first_order, ${columns.join(', ')}
     FROM (${byQuarter}) bought
     GROUP BY account_id
     HAVING min(first_order) IS NOT NULL`,
    [String(watermark), last],
  )
  for await (const rows of pieces) {
    yield rows.map((row) => ({
      accountId: textOf(row, 'account_id'),
      firstOrder: textOf(row, 'first_order'),
      sales: ends.map((_, index) => countOf(row, `sales_${String(index)}`)),
      spend: ends.map((_, index) => microsOf(row, `spend_${String(index)}`)),
    }))
  }
}
