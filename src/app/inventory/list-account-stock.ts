import { formatMicros } from '../../domain/money.ts'
import { auditLook } from '../card/audit-look.ts'
import { countIn } from '../card/cursor-value.ts'
import { getAccountInView } from '../card/open-account.ts'
import { productNamer } from '../card/product-name.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureAccountStock } from './account-items.ts'
import { orNull } from './show-stock.ts'

/** The items behind the stock of an account. Without the right to its margins they are as good as not there: their order tells. */
export const listAccountStock: Verb<'listAccountStock'> = async (ctx, { id, period, rule, cursor, limit }) => {
  requireRight(ctx, 'read-margin')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  if (!seen.margin) throw new BookError('not-found', `Cannot find stock of account "${id}"`)
  await auditLook(ctx, account, 'stock')
  // Later pages are of the ledger that the first one was of.
  const after = fromCursor(cursor, ['at', 'watermark'])
  const window = after ? { ...view, watermark: countIn(after.watermark) } : view
  const from = after ? countIn(after.at) : 0
  const { items } = await measureAccountStock(ctx, id, window, view.policy.kinds)
  const chosen = rule === undefined ? items : items.filter((item) => item.rule === rule)
  const page = chosen.slice(from, from + limit)
  const nameProduct = await productNamer(ctx.records, page)
  const at = from + page.length
  return {
    total: chosen.length,
    items: page.map((item) => ({
      product: nameProduct(item) ?? { key: item.product, name: item.product },
      rule: item.rule,
      stock: orNull(item.stock),
      carrying: orNull(item.cost),
      isUnrated: item.isUnrated,
      sold: item.shared && formatMicros(item.shared.sold),
      coverDays: item.shared && formatMicros(item.shared.cover, 0),
      coveredDays: item.shared && formatMicros(item.shared.covered, 0),
    })),
    next: at < chosen.length ? toCursor({ at: String(at), watermark: String(window.watermark) }) : null,
  }
}
