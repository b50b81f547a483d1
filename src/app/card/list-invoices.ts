import { farFuture, farPast } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { listInvoiceRows } from '../../ledger/facts/invoice-list.ts'
import { repNames } from '../../records/account-card.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { countIn, dayIn } from './cursor-value.ts'
import { familyKeys } from './family-key.ts'
import { firstLook, newestFirst } from './first-look.ts'
import { getAccountInView } from './open-account.ts'

/** Invoices and credit notes of an account, the newest first; that they are there everybody sees, their money who may. */
export const listInvoices: Verb<'listInvoices'> = async (ctx, { id, from, to, family, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { view, seen, row } = await getAccountInView(ctx, { id })
  const after = fromCursor(cursor, ['date', 'source', 'number', 'watermark'])
  const filter = {
    from: from ?? farPast,
    to: to ?? farFuture,
    // Later pages are of the ledger that the first one was of.
    watermark: after ? countIn(after.watermark) : view.watermark,
    families: familyKeys(family),
  }
  const scope = await accountScope(ctx.ledger, [id])
  const asked = { after: after ? { ...after, date: dayIn(after.date) } : null, limit: limit + 1 }
  const newest = asked.after?.date ?? to ?? ctx.now().slice(0, 10)
  const look = firstLook({ from: filter.from, to: newest, limit: asked.limit, perYear: Number(row.invoices) })
  const found = await newestFirst(look, asked.limit, (first) =>
    listInvoiceRows(ctx.ledger, scope, { ...filter, from: first ?? filter.from }, asked),
  )
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const names = await repNames(
    ctx.records.view,
    page.flatMap(({ source, salesperson }) => (salesperson === null ? [] : [`${source}/${salesperson}`])),
  )
  return {
    items: page.map((invoice) => ({
      source: invoice.source,
      number: invoice.number,
      date: invoice.date,
      isCredit: invoice.isCredit,
      orderNumber: invoice.orderNumber,
      salesperson:
        invoice.salesperson && (names.get(`${invoice.source}/${invoice.salesperson}`) ?? invoice.salesperson),
      lines: invoice.lines,
      currency: invoice.currency,
      ...(seen.spend && { net: formatMicros(invoice.net), baseNet: formatMicros(invoice.baseNet) }),
    })),
    next: last
      ? toCursor({ date: last.date, source: last.source, number: last.number, watermark: String(filter.watermark) })
      : null,
  }
}
