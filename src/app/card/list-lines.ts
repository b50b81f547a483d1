import { endOfMonth, isDay } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { listLineRows } from '../../ledger/facts/line-list.ts'
import type { LinePlace } from '../../ledger/facts/line-list.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { auditLook } from './audit-look.ts'
import { countIn, dayIn, keyIn } from './cursor-value.ts'
import { familyKeys } from './family-key.ts'
import { firstLook, newestFirst } from './first-look.ts'
import { getAccountInView, readRows } from './open-account.ts'
import { productNamer } from './product-name.ts'

/**
 * The invoice lines that figures of an account are made of, in its window or the one before, or a month of it. Without the right to its spend
 * they are as good as not there; those of a family are there for who may see the spend of all of it.
 */
export const listLines: Verb<'listLines'> = async (ctx, input) => {
  const { id, period, month, window, family, ofFamily, cursor, limit } = input
  requireRight(ctx, 'read-spend')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const isFamily = ofFamily === 'yes'
  if (!(isFamily ? seen.familySpend : seen.spend)) {
    throw new BookError('not-found', `Cannot find lines of account "${id}"`)
  }
  const seesMargin = isFamily ? seen.familyMargin : seen.margin
  await auditLook(ctx, account, 'lines')
  const rows = isFamily ? await readRows(ctx, account, account.family) : [account.row]
  const { after, watermark } = placeIn(cursor) ?? { after: null, watermark: view.watermark }
  const filter = { ...daysOf(window === 'before' ? view.before : view, month), watermark, families: familyKeys(family) }
  const scope = await accountScope(
    ctx.ledger,
    rows.map((row) => row.account_id),
  )
  const asked = { after, limit: limit + 1 }
  const perYear = rows.reduce((sum, row) => sum + Number(row.lines), 0)
  const look = firstLook({ from: filter.from, to: after?.date ?? filter.to, limit: asked.limit, perYear })
  const found = await newestFirst(look, asked.limit, (first) =>
    listLineRows(ctx.ledger, scope, { ...filter, from: first ?? filter.from }, asked),
  )
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const nameProduct = await productNamer(ctx.records, page)
  return {
    basis: basisOf(view),
    items: page.map((line) => ({
      account: line.account,
      date: line.date,
      source: line.source,
      invoice: line.invoice,
      line: line.line,
      kind: line.kind,
      product: nameProduct(line),
      quantity: line.quantity === null ? null : formatMicros(line.quantity, 0),
      currency: line.currency,
      net: formatMicros(line.net),
      baseNet: formatMicros(line.baseNet),
      ...(seesMargin && { unitCost: line.unitCost === null ? null : formatMicros(line.unitCost) }),
    })),
    next: last ? cursorOf(last.place, watermark) : null,
  }
}

/** Later pages are of the ledger that the first one was of. */
function placeIn(cursor: string | undefined): { readonly after: LinePlace; readonly watermark: number } | undefined {
  const place = fromCursor(cursor, ['date', 'source', 'invoice', 'line', 'keyHigh', 'keyLow', 'watermark'])
  if (!place) return undefined
  const { watermark, date, keyHigh, keyLow } = place
  return {
    after: { ...place, date: dayIn(date), keyHigh: keyIn(keyHigh), keyLow: keyIn(keyLow) },
    watermark: countIn(watermark),
  }
}

function cursorOf(place: LinePlace, watermark: number): string {
  return toCursor({ ...place, watermark: String(watermark) })
}

/** The days of the window, or those of them that are in a month. */
function daysOf({ from, to }: Span, month: string | undefined): Span {
  if (month === undefined) return { from, to }
  const first = `${month}-01`
  if (!isDay(first)) throw new BookError('bad-input', `Cannot read month "${month}": write YYYY-MM`)
  const last = endOfMonth(first)
  return { from: first > from ? first : from, to: last < to ? last : to }
}
