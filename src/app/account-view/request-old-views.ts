import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { listGenerations } from '../../records/account-view.ts'
import type { Ctx } from '../context.ts'
import { findView, requestView } from './get-view.ts'

/**
 * Asks for the views that are behind the book to be worked out anew: the one that is shown unless one asks for another, and
 * those of periods that were looked at before. For start-up and after what changes figures; a book without an invoice line has none.
 */
export async function requestOldViews(ctx: Ctx): Promise<void> {
  if ((await watermarkOf(ctx.ledger)) === 0 || (await ledgerDays(ctx.ledger)) === null) return
  const shown = await findView(ctx, null)
  if (!shown || shown.isOld) await requestView(ctx, null)
  const current = (await listGenerations(ctx.records.view)).filter(({ state }) => state === 'current')
  for (const period of new Set(current.map((generation) => generation.period))) {
    const view = await findView(ctx, period)
    if (view?.isOld && period !== shown?.period) await requestView(ctx, period)
  }
}
