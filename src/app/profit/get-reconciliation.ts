import type { Output } from '../../contract/operations.ts'
import { capacitySpans } from '../../domain/cost-rate/cost-rates.ts'
import { addFacts, grossProfit } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { ProfitComponent } from '../../domain/profit/components.ts'
import { givenBackBesideSpend } from '../../domain/profit/given-back.ts'
import { reconcile } from '../../domain/profit/reconcile.ts'
import type { LineParts, ReconciliationLine } from '../../domain/profit/reconcile.ts'
import { poolUses } from '../../domain/service/capacity.ts'
import type { PoolUse } from '../../domain/service/capacity.ts'
import { accrualTotal } from '../../ledger/facts/accrual-facts.ts'
import { bookTotals } from '../../ledger/facts/book-totals.ts'
import { givenBackTotal } from '../../ledger/facts/given-back-facts.ts'
import { serviceByActivity } from '../../ledger/facts/service-facts.ts'
import type { RatedService } from '../../ledger/facts/service-facts.ts'
import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { openSight } from '../account-view/sight.ts'
import type { Ctx } from '../context.ts'
import { keepAnswer } from '../portfolio/keep-answers.ts'
import { requireRight } from '../right.ts'
import { measureStock } from '../stock/measure-stock.ts'
import type { Verb } from '../verb.ts'
import { openProfits, statementOf } from './open-profits.ts'
import { rateStamp } from './profit-rates.ts'
import { missingRates } from './show-profit.ts'

type Answer = Output<'getReconciliation'>

/** What every account, what stands on none, unattributed stock and unused capacity come to, beside the book that is not split. */
export const getReconciliation: Verb<'getReconciliation'> = async (ctx, { period }) => {
  requireRight(ctx, 'read-account')
  const view = await getView(ctx, period ?? null)
  const sight = await openSight(ctx, view)
  if (sight.margin !== 'all') return basisOf(view)
  const money = await keepAnswer(view, sight, `reconciliation ${await rateStamp(ctx)}`, () => moneyOf(ctx, view))
  return { ...basisOf(view), ...money }
}

async function moneyOf(ctx: Ctx, view: View): Promise<Pick<Answer, 'lines' | 'missing' | 'capacity'>> {
  const profits = await openProfits(ctx, view)
  const { book } = profits
  const accounts = await book.sumOf(book.ids.flatMap((id, row) => (id === noAccountId ? [] : [row])))
  const noAccount = book.factsOf(noAccountId)
  const whole = await bookTotals(ctx.ledger, book.window, view.policy.kinds)
  const services = await serviceByActivity(ctx.ledger, book.window, book.rates.service)
  const pools = poolUses(capacitySpans(book.rates.cost, book.window), book.rates.service.rated, usedTime(services))
  const stock = await measureStock(ctx, book.window, view.policy.kinds)
  const sum = addFacts(accounts, noAccount)
  // Stock that no account has may lack a cost or a rate too.
  const { statement } = statementOf(profits, {
    ...sum,
    stockUncosted: sum.stockUncosted + stock.uncosted,
    carryingUnrated: sum.carryingUnrated + stock.unrated,
  })
  const states = new Map(statement.components.map(({ component, state }) => [component, state]))
  const rebates =
    (await accrualTotal(ctx.ledger, book.window)) +
    (await givenBackTotal(ctx.ledger, book.window, givenBackBesideSpend(view.policy.kinds)))
  const split = (of: (facts: AccountFacts) => Micros): LineParts => {
    const parts = { accounts: of(accounts), noAccount: of(noAccount) }
    return { ...parts, book: parts.accounts + parts.noAccount }
  }
  const parts: Readonly<Record<ProfitComponent, LineParts | null>> = {
    service: serviceParts(
      split((facts) => facts.serviceCost),
      pools,
    ),
    financing: split((facts) => facts.financing),
    carrying: { ...split((facts) => facts.carrying), unattributed: stock.notAttributed.cost, book: stock.total.cost },
    freight: split((facts) => facts.freightUninvoiced),
    rebates: { ...split((facts) => facts.rebatesUncredited), book: rebates },
    returns: split((facts) => facts.returnsCost),
  }
  const earned = (facts: AccountFacts): Micros => facts.costedSpend - facts.cost
  const lines = reconcile(
    { ...split((facts) => facts.revenue), book: whole.revenue },
    {
      ...split(earned),
      book: earned(whole),
      isKnown: whole.spendMagnitude === 0n || grossProfit(whole, profits.minCoverage) !== null,
    },
    new Map([...states].map(([component, state]) => [component, { state, parts: parts[component] }])),
  )
  return {
    lines: lines.map(showLine),
    missing: missingRates(statement, book.rates, services, book.window),
    capacity: pools.map(showPool),
  }
}

/** What nobody used of the capacity that was paid for is no account's; the book bears what all of it costs. */
function serviceParts(used: LineParts, pools: readonly PoolUse[]): LineParts {
  const sum = (amountOf: (pool: PoolUse) => Micros): Micros => pools.reduce((all, pool) => all + amountOf(pool), 0n)
  return { ...used, unused: sum((pool) => pool.unusedCost), book: sum((pool) => pool.cost) }
}

function usedTime(services: readonly RatedService[]) {
  return services.map(({ activity, rateFrom, standardMinutes, replacedMinutes, loggedMinutes, cost }) => ({
    activity,
    rateFrom,
    minutes: standardMinutes - replacedMinutes + loggedMinutes,
    cost,
  }))
}

function showLine({ line, state, amounts }: ReconciliationLine): NonNullable<Answer['lines']>[number] {
  return {
    line,
    state,
    amounts: amounts && {
      accounts: formatMicros(amounts.accounts),
      noAccount: formatMicros(amounts.noAccount),
      unattributed: formatMicros(amounts.unattributed),
      unused: formatMicros(amounts.unused),
      book: formatMicros(amounts.book),
      difference: formatMicros(amounts.difference),
    },
  }
}

function showPool(pool: PoolUse): NonNullable<Answer['capacity']>[number] {
  return {
    pool: pool.pool,
    name: pool.name,
    minutes: formatMicros(pool.minutes, 0),
    cost: formatMicros(pool.cost),
    usedMinutes: formatMicros(pool.usedMinutes, 0),
    usedCost: formatMicros(pool.usedCost),
    unusedMinutes: formatMicros(pool.unusedMinutes, 0),
    unusedCost: formatMicros(pool.unusedCost),
  }
}
