import { getAccountInView } from '../card/open-account.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureAccount } from '../receivable-facts/measure-account.ts'
import { showFigures, showRates } from './show-figures.ts'

/** What an account owes and for how long, how it pays, and what waiting for its money costs. */
export const getReceivables: Verb<'getReceivables'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const { view, seen } = await getAccountInView(ctx, { id, period })
  const account = await measureAccount(ctx, id, view)
  return {
    period: view.period,
    from: view.from,
    to: view.to,
    currency: view.currency,
    watermark: view.watermark,
    figures: showFigures(account, seen),
    ...(seen.margin && { rates: showRates(account.rates) }),
  }
}
