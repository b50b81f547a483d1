import { formatMicros } from '../../domain/money.ts'
import type { AccountSight } from '../card/account-sight.ts'
import { countIn } from '../card/cursor-value.ts'
import { getAccountInView } from '../card/open-account.ts'
import { productNamer } from '../card/product-name.ts'
import type { NameProduct } from '../card/product-name.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import type { Output } from '../../contract/operations.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { isBehind, measureAccountCommitments } from './account-commitments.ts'
import type { AccountCommitment } from './account-commitments.ts'
import { orNull } from './show-stock.ts'

type Shown = Output<'listAccountCommitments'>['items'][number]

/** The promises of an account, the latest due first: no order tells of money. */
export const listAccountCommitments: Verb<'listAccountCommitments'> = async (
  ctx,
  { id, period, show, cursor, limit },
) => {
  requireRight(ctx, 'read-account')
  const { view, seen } = await getAccountInView(ctx, { id, period })
  const after = fromCursor(cursor, ['at', 'watermark'])
  // Later pages are of the ledger that the first one was of.
  const window = after ? { ...view, watermark: countIn(after.watermark) } : view
  const from = after ? countIn(after.at) : 0
  const { all } = await measureAccountCommitments(ctx, id, window)
  const chosen = all.filter((one) => isBehind(one, show, view)).toReversed()
  const page = chosen.slice(from, from + limit)
  const nameProduct = await productNamer(ctx.records, page)
  const at = from + page.length
  return {
    total: chosen.length,
    items: page.map((one) => toItem(one, nameProduct, seen)),
    next: at < chosen.length ? toCursor({ at: String(at), watermark: String(window.watermark) }) : null,
  }
}

function toItem(one: AccountCommitment, nameProduct: NameProduct, seen: AccountSight): Shown {
  const { source, number, line, type, unit, date, due, quantity, measured } = one
  return {
    source,
    number,
    line,
    type,
    product: nameProduct(one) ?? { key: one.product, name: one.product },
    unit,
    date,
    due,
    lateDays: measured.lateDays,
    takenOn: measured.takenOn,
    isTaken: measured.untaken === 0n,
    ...(seen.spend && {
      quantity: formatMicros(quantity, 0),
      taken: formatMicros(measured.taken, 0),
      takenOnTime: formatMicros(measured.takenOnTime, 0),
    }),
    ...(seen.margin && {
      committed: orNull(measured.value && measured.value.committed),
      untaken: orNull(measured.value && measured.value.untaken),
    }),
  }
}
