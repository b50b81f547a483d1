import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { kindList, liveAt } from './live.ts'
import { seller, sellerJoins } from './value-facts.ts'

/** What a rep sold in two windows, of the kinds that are spend. */
export interface RepSold {
  /** `source/rep`; empty for nobody: no salesperson on the invoice and no owner on its date. */
  readonly rep: string
  readonly before: Micros
  readonly after: Micros
}

/** The spend of both windows by who sold it, as `ownerFacts` counts it: the rows of a window sum to the spend of the book. */
export async function soldByRep(
  session: Session,
  { before, after, watermark }: { readonly before: Span; readonly after: Span; readonly watermark: number },
  kinds: readonly LineKind[],
): Promise<RepSold[]> {
  const isIn = (from: number): string =>
    `l.date >= CAST($${String(from)} AS DATE) AND l.date <= CAST($${String(from + 1)} AS DATE)`
  const rows = await session.all(
    `SELECT ${seller} AS rep,
       coalesce(sum(CASE WHEN ${isIn(2)} THEN l.base_net END), 0) AS before,
       coalesce(sum(CASE WHEN ${isIn(4)} THEN l.base_net END), 0) AS after
     FROM line l ${sellerJoins}
     WHERE l.kind IN (${kindList(kinds)}) AND ((${isIn(2)}) OR (${isIn(4)})) AND ${liveAt('l', 1)}
     GROUP BY 1`,
    [String(watermark), before.from, before.to, after.from, after.to],
  )
  return rows
    .map((row) => ({ rep: textOf(row, 'rep'), before: microsOf(row, 'before'), after: microsOf(row, 'after') }))
    .toSorted((left, right) => (left.rep < right.rep ? -1 : 1))
}
