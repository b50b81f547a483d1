import type { Output } from '../../contract/operations.ts'
import type { Day } from '../../domain/day.ts'
import { daysBetween } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Measured, ShownPart } from '../../domain/receivables/measure.ts'
import type { Receivable } from '../../domain/receivables/receivable.ts'
import { getAccountInView } from '../card/open-account.ts'
import { countIn } from '../card/cursor-value.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureAccount } from '../receivable-facts/measure-account.ts'
import type { MeasuredDocument } from '../receivable-facts/sum-receivables.ts'
import { costText } from './show-figures.ts'
import type { MoneySight } from './show-figures.ts'

type Shown = Output<'listReceivables'>['items'][number]
type Known = Extract<MeasuredDocument, { readonly receivable: Receivable }>

/** The invoices and credit notes behind a figure, those first that make most of it. */
export const listReceivables: Verb<'listReceivables'> = async (ctx, { id, period, show, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { view, seen } = await getAccountInView(ctx, { id, period })
  // Which invoices cost most to wait for says what they cost.
  if (show === 'financing' && !seen.margin) {
    throw new BookError('forbidden', `Cannot show the cost of invoices: "${ctx.actor.name}" has no right to margins`)
  }
  const after = fromCursor(cursor, ['at', 'watermark'])
  // Later pages are of the ledger that the first one was of.
  const window = after ? { ...view, watermark: countIn(after.watermark) } : view
  const from = after ? countIn(after.at) : 0
  const { documents } = await measureAccount(ctx, id, window)
  const all = documentsOf(documents, show, view.from)
  const items = all.slice(from, from + limit).map((one) => toItem(one, view.to, seen))
  const at = from + items.length
  return { items, next: at < all.length ? toCursor({ at: String(at), watermark: String(window.watermark) }) : null }
}

/** The documents of an account behind a figure, in the order they are shown: no order tells of money one may not see. */
export function documentsOf(all: readonly MeasuredDocument[], show: ShownPart, from: Day): readonly MeasuredDocument[] {
  if (show === 'unknown') return all.filter((one) => 'reason' in one)
  const known = all.flatMap((one) => ('receivable' in one ? [one] : []))
  return known.filter((one) => isBehind(one, show, from)).toSorted(orders[show] ?? byDate)
}

function isBehind({ receivable, measured }: Known, show: Exclude<ShownPart, 'unknown'>, from: Day): boolean {
  switch (show) {
    case 'open':
      return measured.open !== 0n
    case 'overdue':
      return measured.overdue > 0n
    case 'part-paid':
      return measured.isPartPaid
    case 'disputed':
      return measured.disputed > 0n
    case 'paid':
      return measured.paid !== 0n
    case 'financing':
      return measured.financing === null || measured.financing.total !== 0n
    case 'sales':
      return receivable.date >= from
  }
}

type Order = (one: Known, other: Known) => number

const byDate: Order = ({ receivable: one }, { receivable: other }) =>
  one.date < other.date ? 1 : one.date > other.date ? -1 : one.number < other.number ? -1 : 1
const latest: Order = (one, other) => other.measured.lateDays - one.measured.lateDays || byDate(one, other)
const dearest: Order = (one, other) => {
  const more = totalOf(other.measured) - totalOf(one.measured)
  return more === 0n ? byDate(one, other) : more > 0n ? 1 : -1
}
const orders: Readonly<Partial<Record<ShownPart, Order>>> = {
  open: latest,
  overdue: latest,
  disputed: latest,
  financing: dearest,
}

/** A cost that cannot be told stands last. */
function totalOf({ financing }: Measured): bigint {
  return financing?.total ?? 0n
}

function toItem(one: MeasuredDocument, to: Day, seen: MoneySight): Shown {
  if ('reason' in one) {
    const { source, number, date, dueDate, currency } = one.document
    return {
      source,
      number,
      date,
      dueDate,
      currency,
      unknown: one.reason,
      age: null,
      paidOn: null,
      isPartPaid: false,
      isDisputed: false,
      days: daysBetween(date, to),
      lateDays: 0,
      ...(seen.spend && { gross: null, open: null, disputed: null, paid: null }),
      ...(seen.margin && { financing: null }),
    }
  }
  const { receivable, measured } = one
  const { source, number, date, dueDate, currency, settlements } = receivable
  const { age, days, lateDays, isPartPaid, gross, open, disputed, paid, financing } = measured
  return {
    source,
    number,
    date,
    dueDate,
    currency,
    unknown: null,
    age,
    days,
    lateDays,
    isPartPaid,
    isDisputed: disputed > 0n,
    paidOn: settlements.findLast((settlement) => settlement.date <= to)?.date ?? null,
    ...(seen.spend && {
      gross: formatMicros(gross),
      open: formatMicros(open),
      disputed: formatMicros(disputed),
      paid: formatMicros(paid),
    }),
    ...(seen.margin && { financing: costText(financing) }),
  }
}
