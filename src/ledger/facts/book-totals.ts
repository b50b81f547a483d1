import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import { microsOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { costSpans, kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { lineCostOrNull, revenueKinds } from './value-facts.ts'

/** What the lines of the window come to where nobody asks whose they are: what accounts must sum to. */
export async function bookTotals(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<AccountFacts> {
  const spend = `l.kind IN (${kindList(kinds)})`
  const [row] = await session.all(
    `WITH cost_span AS (${costSpans(3)})
     SELECT sum(CASE WHEN l.kind IN (${kindList(revenueKinds)}) THEN l.base_net END) AS revenue,
       sum(CASE WHEN ${spend} THEN l.base_net END) AS spend,
       sum(CASE WHEN ${spend} AND ${lineCostOrNull} IS NOT NULL THEN l.base_net END) AS costed_spend,
       sum(CASE WHEN ${spend} THEN abs(l.base_net) END) AS spend_magnitude,
       sum(CASE WHEN ${spend} AND ${lineCostOrNull} IS NOT NULL THEN abs(l.base_net) END) AS costed_magnitude,
       sum(CASE WHEN ${spend} THEN ${lineCostOrNull} END) AS cost
     FROM line l LEFT JOIN cost_span c ON c.source = l.source AND c.product = l.product
       AND l.date >= c.valid_from AND l.date < c.valid_until
     WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}`,
    [from, to, String(watermark)],
  )
  const book = emptyFacts('book')
  if (!row) return book
  return {
    ...book,
    revenue: microsOf(row, 'revenue'),
    spend: microsOf(row, 'spend'),
    costedSpend: microsOf(row, 'costed_spend'),
    spendMagnitude: microsOf(row, 'spend_magnitude'),
    costedMagnitude: microsOf(row, 'costed_magnitude'),
    cost: microsOf(row, 'cost'),
  }
}
