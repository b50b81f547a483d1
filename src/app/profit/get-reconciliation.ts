import type { Output } from '../../contract/operations.ts'
import { capacitySpans } from '../../domain/cost-rate/cost-rates.ts'
import type { ReturnsSpan } from '../../domain/cost-rate/cost-rates.ts'
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
import type { PoolUse, UsedTime } from '../../domain/service/capacity.ts'
import { accrualTotal } from '../../ledger/facts/accrual-facts.ts'
import { bookTotals } from '../../ledger/facts/book-totals.ts'
import { givenBackTotal } from '../../ledger/facts/given-back-facts.ts'
import { returnsByRate } from '../../ledger/facts/return-facts.ts'
import type { RatedReturns } from '../../ledger/facts/return-facts.ts'
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
import { productsWithoutCost } from '../stock/without-cost.ts'
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

async function moneyOf(ctx: Ctx, view: View): Promise<Pick<Answer, 'lines' | 'missing' | 'withoutCost' | 'capacity'>> {
  const profits = await openProfits(ctx, view)
  const { book } = profits
  const gone = new Set(profits.accounts.flatMap(({ position, row }) => (position === null ? [row] : [])))
  const accounts = await book.sumOf(book.ids.flatMap((id, row) => (id === noAccountId || gone.has(row) ? [] : [row])))
  const left = await book.sumOf(gone)
  const noAccount = book.factsOf(noAccountId)
  const whole = await bookTotals(ctx.ledger, book.window, view.policy.kinds)
  const services = await serviceByActivity(ctx.ledger, book.window, book.rates.service)
  const { cost, service, returns, measured } = book.rates
  const handled = measured.has('returns') ? await returnsByRate(ctx.ledger, book.window, returns) : []
  const takenBack = timeOfReturns(handled, returns)
  const used = [...usedTime(services), ...takenBack]
  const pools = poolUses(capacitySpans(cost, book.window), service.rated, used)
  const stock = await measureStock(ctx, book.window, view.policy.kinds)
  const sum = addFacts(addFacts(accounts, left), noAccount)
  // Stock that no account has may lack a cost or a rate too.
  const { statement } = statementOf(profits, {
    ...sum,
    stockUncosted: sum.stockUncosted + stock.sharedWithoutCost.length,
    carryingUnrated: sum.carryingUnrated + stock.unrated,
  })
  const states = new Map(statement.components.map(({ component, state }) => [component, state]))
  const rebates =
    (await accrualTotal(ctx.ledger, book.window, view.policy.kinds)) +
    (await givenBackTotal(ctx.ledger, book.window, givenBackBesideSpend(view.policy.kinds)))
  const split = (of: (facts: AccountFacts) => Micros): LineParts => {
    const parts = { accounts: of(accounts), left: of(left), noAccount: of(noAccount) }
    return { ...parts, book: parts.accounts + parts.left + parts.noAccount }
  }
  const parts: Readonly<Record<ProfitComponent, LineParts | null>> = {
    service: serviceParts(
      split((facts) => facts.serviceCost),
      pools,
      sumOf(takenBack, (one) => one.cost),
    ),
    financing: split((facts) => facts.financing),
    carrying: { ...split((facts) => facts.carrying), unattributed: stock.notAttributed.cost, book: stock.total.cost },
    freight: split((facts) => facts.freightUninvoiced),
    rebates: { ...split((facts) => facts.rebatesUncredited), book: rebates },
    returns: { ...split((facts) => facts.returnsCost), book: sumOf(handled, (one) => one.cost) },
  }
  const beside = (of: (facts: AccountFacts) => Micros): LineParts => ({ ...split(of), book: of(whole) })
  const lines = reconcile(
    {
      revenue: beside((facts) => facts.revenue),
      otherKinds: beside((facts) => facts.spend - facts.revenue),
      uncosted: beside((facts) => facts.spend - facts.costedSpend),
      cost: beside((facts) => facts.cost),
      isKnown: whole.spendMagnitude === 0n || grossProfit(whole, profits.minCoverage) !== null,
    },
    new Map([...states].map(([component, state]) => [component, { state, parts: parts[component] }])),
  )
  return {
    lines: lines.map(showLine),
    missing: missingRates(statement, book.rates, services, book.window),
    withoutCost: productsWithoutCost(stock),
    capacity: pools.map(showPool),
  }
}

/**
 * What nobody used of the capacity that was paid for is no account's; the book bears what all of it costs. The time of returns is of the
 * capacity too, but its cost stands in a line of its own.
 */
function serviceParts(used: LineParts, pools: readonly PoolUse[], ofReturns: Micros): LineParts {
  return {
    ...used,
    unused: sumOf(pools, (pool) => pool.unusedCost),
    book: sumOf(pools, (pool) => pool.cost) - ofReturns,
  }
}

function sumOf<T>(list: readonly T[], amountOf: (one: T) => Micros): Micros {
  return list.reduce((all, one) => all + amountOf(one), 0n)
}

function usedTime(services: readonly RatedService[]): readonly UsedTime[] {
  return services.map(({ activity, rateFrom, standardMinutes, replacedMinutes, loggedMinutes, cost }) => ({
    activity,
    rateFrom,
    minutes: standardMinutes - replacedMinutes + loggedMinutes,
    cost,
  }))
}

/** The time that handling returns took; what has an amount for each takes none. */
function timeOfReturns(handled: readonly RatedReturns[], spans: readonly ReturnsSpan[]): readonly UsedTime[] {
  const handlingFrom = new Map(spans.map(({ from, handling }) => [from, handling]))
  return handled.flatMap(({ rateFrom, charged, cost }): UsedTime[] => {
    const handling = handlingFrom.get(rateFrom)
    if (!handling) return []
    const minutes = BigInt(charged) * (handling.minutes ?? 0n)
    return [{ activity: handling.activity, rateFrom: handling.from, minutes, cost }]
  })
}

function showLine({ line, state, amounts }: ReconciliationLine): NonNullable<Answer['lines']>[number] {
  return {
    line,
    state,
    amounts: amounts && {
      accounts: formatMicros(amounts.accounts),
      left: formatMicros(amounts.left),
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
