import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { Ctx } from '../context.ts'
import { findView, requestView } from './get-view.ts'

/**
 * Asks for the view that everybody sees to be worked out anew when it is behind the book: at start-up and after what changes
 * figures. Views of other periods wait until somebody looks at them; a book without an invoice line has none.
 */
export async function requestOldViews(ctx: Ctx): Promise<void> {
  if ((await watermarkOf(ctx.ledger)) === 0 || (await ledgerDays(ctx.ledger)) === null) return
  const shown = await findView(ctx, null)
  if (!shown || shown.isOld) await requestView(ctx, null, { isAfterChange: true })
}
