import { emptyFacts } from '../../domain/facts.ts'
import { knownCost } from '../../domain/inventory/carrying.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { accountFacts } from '../../ledger/facts/bought-facts.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import { requireRight } from '../right.ts'
import { productsWithoutCost } from '../stock/without-cost.ts'
import type { Verb } from '../verb.ts'
import { measureAccountStock } from './account-items.ts'
import { knownStock, totalOf, turnsOf } from './measure-book.ts'
import { showParts, showReckoning, showStock } from './show-stock.ts'

/** The stock that stands with an account, by the rule that attributes it, and what carrying it costs. */
export const getAccountStock: Verb<'getAccountStock'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const { book, sums, byPart } = await measureAccountStock(ctx, id, view, view.policy.kinds)
  const facts = await accountFacts(ctx.ledger, view, view.policy.kinds, await accountScope(ctx.ledger, [id]))
  const { stock } = knownStock(totalOf(sums.byRule), sums)
  const turns = turnsOf(facts.get(id) ?? emptyFacts(id), stock, view.policy.minCoverage)
  if (seen.margin) await auditLook(ctx, account, 'stock')
  return {
    period: view.period,
    from: view.from,
    to: view.to,
    currency: view.currency,
    watermark: view.watermark,
    ...showReckoning(book, seen.margin),
    ...showStock({ ...sums, turns }, seen.margin),
    ...(seen.margin && {
      withoutCost: productsWithoutCost(book, id),
      byPart: showParts(byPart, knownCost(totalOf(sums.byRule), sums)),
    }),
  }
}
