import type { PricedProduct } from '../../domain/profit/mix.ts'
import { microsOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** Goods that were sold, and discounts that name them: what a price is made of. Credits correct an earlier price and are none. */
const priced = `((l.kind = 'goods' AND NOT l.credit AND l.quantity > 0) OR l.kind = 'discount')`
const sums = `sum(l.base_net) AS net, sum(CASE WHEN l.kind = 'goods' THEN l.quantity ELSE 0 END) AS quantity`

/**
 * What the accounts in scope paid for each product in the window, and what all others did. Products that were sold in several units
 * are left out: their prices are of different things.
 */
export async function priceFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  scope: AccountScope,
): Promise<PricedProduct[]> {
  if (isEmptyScope(scope)) return []
  const inWindow = `l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)} AND l.product IS NOT NULL`
  const { join, where } = inScope('l', scope, 4)
  const rows = await session.all(
    `WITH own AS (
       SELECT l.source, l.product, ${sums} FROM line l ${join}
       WHERE ${inWindow} AND ${priced} AND ${where} GROUP BY l.source, l.product),
     book AS (
       SELECT l.source, l.product, ${sums},
         count(DISTINCT CASE WHEN l.kind = 'goods' THEN coalesce(l.unit, '') END) AS units
       FROM line l
       WHERE ${inWindow} AND ${priced} AND l.product IN (SELECT product FROM own) GROUP BY l.source, l.product)
     SELECT o.net, o.quantity, b.net - o.net AS others_net, b.quantity - o.quantity AS others_quantity
     FROM own o JOIN book b ON b.source = o.source AND b.product = o.product
     WHERE b.units = 1
     ORDER BY o.source COLLATE "C", o.product COLLATE "C"`,
    [from, to, String(watermark), ...scopeParameters(scope)],
  )
  return rows.map((row) => ({
    net: microsOf(row, 'net'),
    quantity: microsOf(row, 'quantity'),
    othersNet: microsOf(row, 'others_net'),
    othersQuantity: microsOf(row, 'others_quantity'),
  }))
}
