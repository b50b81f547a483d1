import { addMonths } from '../../domain/day.ts'
import { emptyFacts, grossProfit } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { monthFacts } from '../../ledger/facts/bought-facts.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { auditLook } from './audit-look.ts'
import { getAccountInView, readRows } from './open-account.ts'

/**
 * What was bought in each calendar month of the window beside the same month a year earlier. The first month of a window that
 * ends within a month is a part of one, so that the months add up to the spend of the window.
 */
export const listMonths: Verb<'listMonths'> = async (ctx, { id, period, family }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen, row } = account
  const isFamily = family === 'yes'
  const rows = isFamily ? await readRows(ctx, account, account.family) : [row]
  const scope = await accountScope(
    ctx.ledger,
    rows.map((one) => one.account_id),
  )
  const { watermark, policy, before } = view
  const facts = await monthFacts(ctx.ledger, { before, after: view, watermark }, policy.kinds, scope)
  const [seesSpend, seesMargin] = isFamily ? [seen.familySpend, seen.familyMargin] : [seen.spend, seen.margin]
  if (seesMargin) await auditLook(ctx, account, 'months')
  return {
    basis: basisOf(view),
    months: monthsOf(view).map((month) => {
      const own = facts.after.get(month) ?? emptyFacts(row.account_id)
      const earlier = facts.before.get(addMonths(`${month}-01`, -12).slice(0, 7))
      const profit = grossProfit(own, policy.minCoverage)
      return {
        month,
        orders: own.orders,
        ...(seesSpend && { spend: formatMicros(own.spend), spendBefore: formatMicros(earlier?.spend ?? 0n) }),
        ...(seesMargin && { grossProfit: profit === null ? null : formatMicros(profit) }),
      }
    }),
  }
}

function monthsOf({ from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  const months: string[] = []
  for (let first = `${from.slice(0, 7)}-01`; first <= to; first = addMonths(first, 1)) months.push(first.slice(0, 7))
  return months
}
