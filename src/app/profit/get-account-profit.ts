import type { Output } from '../../contract/operations.ts'
import { proposePosture } from '../../domain/profit/posture.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { serviceByActivity } from '../../ledger/facts/service-facts.ts'
import { listPostures } from '../../records/posture.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { mayDecide, showDecisions } from './decide-posture.ts'
import { openProfits, openProfitsBefore, statementOf, swingOf } from './open-profits.ts'
import type { ViewProfits } from './open-profits.ts'
import { readEdges, showEdges } from './posture-edges.ts'
import { missingRates, moneyText, showActivities, showCapital, showRates, showStatement } from './show-profit.ts'

type Answer = Output<'getAccountProfit'>

/** What an account earns, from revenue to net profit, with what is tied up in it and the posture it calls for. */
export const getAccountProfit: Verb<'getAccountProfit'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  if (account.seen.margin) await auditLook(ctx, account, 'profit')
  const profits = await openProfits(ctx, account.view)
  const { statement } = statementOf(profits, profits.book.factsOf(id))
  const edges = await readEdges(ctx.records.view)
  const history = await showDecisions(ctx.records.view, await listPostures(ctx.records.view, id))
  return {
    ...basisOf(account.view),
    ...(account.seen.margin && (await moneyOf(ctx, account, profits))),
    posture: {
      proposed: proposePosture(statement.netProfit, statement.spend, edges),
      decided: history[0] ?? null,
      history: history.slice(1),
      edges: showEdges(edges),
      isMine: mayDecide(ctx, account),
    },
  }
}

async function moneyOf(
  ctx: Ctx,
  { view, row }: OpenAccount,
  profits: ViewProfits,
): Promise<Omit<Answer, 'posture' | keyof ReturnType<typeof basisOf>>> {
  const id = row.account_id
  const { book } = profits
  const now = statementOf(profits, book.factsOf(id))
  const earlier = await openProfitsBefore(ctx, view)
  const before = earlier && statementOf(earlier, earlier.book.factsOf(id)).statement
  const services = await serviceByActivity(
    ctx.ledger,
    book.window,
    book.rates.service,
    await accountScope(ctx.ledger, [id]),
  )
  return {
    profit: showStatement(now.statement),
    before:
      earlier && before
        ? { from: earlier.book.window.from, to: earlier.book.window.to, profit: showStatement(before) }
        : null,
    swing: moneyText(swingOf(now.statement, before)),
    capital: showCapital(now.capital, now.returnOnAccount),
    service: showActivities(services),
    missing: missingRates(now.statement, book.rates, services, book.window),
    rates: showRates(book.rates),
  }
}
