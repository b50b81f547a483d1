import { listFinancingRates } from '../../records/financing-rate.ts'
import type { View } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import { measureBook } from '../receivable-facts/measure-account.ts'
import type { BookReceivables } from '../receivable-facts/measure-account.ts'

/** Books of receivables kept by generation and rates: the periods people look at now. */
const keptBooks = 4
const keptByRecords = new WeakMap<Ctx['records'], Map<string, Promise<BookReceivables>>>()

/** The receivables of the window of a view, and what names them: measured once, whoever looks, until somebody sets a rate. */
export async function openBookReceivables(
  ctx: Ctx,
  view: View,
): Promise<{ readonly book: BookReceivables; readonly name: string }> {
  const rates = await listFinancingRates(ctx.records.view)
  const newest = rates.reduce((id, rate) => (rate.id > id ? rate.id : id), '')
  const name = `${String(view.number)} ${newest}`
  const kept = keptByRecords.get(ctx.records) ?? new Map<string, Promise<BookReceivables>>()
  keptByRecords.set(ctx.records, kept)
  return { name, book: await keepLatest(kept, name, keptBooks, () => measureBook(ctx, view)) }
}
