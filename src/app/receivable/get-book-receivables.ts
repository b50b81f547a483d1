import type { Output } from '../../contract/operations.ts'
import { listFinancingRates } from '../../records/financing-rate.ts'
import { readPlaces, readPositions } from '../../records/account-view.ts'
import { openSight, sees, seesAll } from '../account-view/sight.ts'
import { getView, getViewOf } from '../account-view/get-view.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { countIn } from '../card/cursor-value.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { keepAnswer } from '../portfolio/keep-answers.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureBook } from '../receivable-facts/measure-account.ts'
import { showFigures, showRates } from './show-figures.ts'

type Row = Output<'getBookReceivables'>['items'][number]

/** The receivables of the book, and of the accounts whose money one may see, those with most overdue first. */
export const getBookReceivables: Verb<'getBookReceivables'> = async (ctx, { period, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const at = fromCursor(cursor, ['view', 'at'])
  const view = at ? await getViewOf(ctx, countIn(at.view)) : await getView(ctx, period ?? null)
  const sight = await openSight(ctx, view)
  const newestRate = (await listFinancingRates(ctx.records.view)).reduce(
    (id, rate) => (rate.id > id ? rate.id : id),
    '',
  )
  const book = await keepAnswer(view, sight, `receivables ${newestRate}`, () => measureBook(ctx, view))
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  const inSight = [...book.byAccount]
    .flatMap(([id, receivables]) => {
      const position = places.get(id)
      return position !== undefined && sees(sight.spend, position) ? [{ position, receivables }] : []
    })
    .toSorted(
      ({ position: one, receivables: { figures: left } }, { position: other, receivables: { figures: right } }) =>
        left.overdue === right.overdue ? one - other : left.overdue > right.overdue ? -1 : 1,
    )
  const from = at ? countIn(at.at) : 0
  const page = inSight.slice(from, from + limit)
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    page.map(({ position }) => position),
  )
  const items = rows.map((row, index): Row => {
    const { id, key, source, name, owner } = toAccountRow(row, sight)
    const receivables = page[index]?.receivables ?? book.total
    return {
      id,
      key,
      source,
      name,
      owner,
      figures: showFigures(receivables, { spend: true, margin: sees(sight.margin, Number(row.position)) }),
    }
  })
  const next =
    from + items.length < inSight.length
      ? toCursor({ view: String(view.number), at: String(from + items.length) })
      : null
  const whole = { spend: seesAll(sight.spend, null), margin: seesAll(sight.margin, null) }
  return {
    items,
    next,
    period: view.period,
    from: view.from,
    to: view.to,
    currency: view.currency,
    watermark: view.watermark,
    total: showFigures(book.total, whole),
    ...(whole.margin && { rates: showRates(book.rates) }),
  }
}
