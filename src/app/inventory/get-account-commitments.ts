import { formatMicros } from '../../domain/money.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureAccountCommitments } from './account-commitments.ts'
import { showCommitments } from './show-stock.ts'

/** How an account keeps its word: what it said it would take in a window, what it took of it, and when. */
export const getAccountCommitments: Verb<'getAccountCommitments'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const { sums, byType, open } = await measureAccountCommitments(ctx, id, view)
  if (seen.margin) await auditLook(ctx, account, 'commitments')
  return {
    period: view.period,
    from: view.from,
    to: view.to,
    currency: view.currency,
    watermark: view.watermark,
    ...showCommitments(sums, seen.margin),
    byType: byType.map((one) => ({ type: one.type, ...showCommitments(one.sums, seen.margin) })),
    open: {
      promises: open.promises,
      uncosted: open.uncosted,
      daysLate: open.daysLate,
      ...(seen.margin && { untaken: formatMicros(open.untaken) }),
    },
  }
}
