import type { Output } from '../../contract/operations.ts'
import { aims, checkDays, checkStrategy, checkWindows, checkedFigures, daysOf } from '../../domain/drain/strategy.ts'
import type { CheckFigures, CheckedFigure } from '../../domain/drain/strategy.ts'
import { countQuotes, settledQuotes } from '../../domain/drain/price-signals.ts'
import { emptyFacts, grossProfit } from '../../domain/facts.ts'
import { divideHalfEven, microsPerUnit } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { profitStatement } from '../../domain/profit/net-profit.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import { accountFacts } from '../../ledger/facts/bought-facts.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { quoteGroups } from '../../ledger/facts/quote-facts.ts'
import type { StoredStrategy } from '../../records/strategy.ts'
import type { View } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { addFamilyFacts } from '../grade/read-facts.ts'
import { readProfitRates } from '../profit/profit-rates.ts'
import { moneyText } from '../profit/show-profit.ts'
import { quotesOf } from './open-drains.ts'

type Check = NonNullable<Output<'getStrategy'>['check']>

/** Days that money and minutes are given for. */
const monthDays = 30n

/** Whether a strategy worked up to the end of a view; null before it began, and where too few days lie before it. */
export async function checkHeld(
  ctx: Ctx,
  view: View,
  { accountId, strategy, begins }: StoredStrategy,
  { seesMargin }: { readonly seesMargin: boolean },
): Promise<Check | null> {
  const first = (await ledgerDays(ctx.ledger))?.first
  const windows = first === undefined ? null : checkWindows(begins, { first, upTo: view.to })
  if (windows === null) return null
  const scope = await accountScope(ctx.ledger, [accountId])
  const before = await measure(ctx, view, scope, windows.before)
  const after = await measure(ctx, view, scope, windows.after)
  const days = daysOf(windows.after)
  return {
    outcome: checkStrategy(strategy, days, before, after),
    ...windows,
    days,
    leastDays: checkDays.least,
    enoughDays: checkDays.enough,
    aim: aims[strategy],
    ...(seesMargin && {
      figures: checkedFigures.map((figure) => ({
        figure,
        before: moneyText(before[figure]),
        after: moneyText(after[figure]),
      })),
    }),
    unknown: checkedFigures.filter((figure) => before[figure] === null || after[figure] === null),
  }
}

const families = ['receivables', 'stock', 'service', 'extras'] as const

/** What the check looks at, of one account over some days, under the policy of the view. */
async function measure(ctx: Ctx, view: View, scope: AccountScope, span: Span): Promise<CheckFigures> {
  const window = { ...span, watermark: view.watermark }
  const { kinds, minCoverage } = view.policy
  const [id = ''] = scope.ids
  const lines = await accountFacts(ctx.ledger, window, kinds, scope)
  const found = await addFamilyFacts(ctx, lines, { window, kinds, scope }, families)
  const facts = found.get(id) ?? emptyFacts(id)
  const { measured } = await readProfitRates(ctx, window, kinds)
  const { netProfit, spend } = profitStatement(facts, { minCoverage, measured })
  const quotes = countQuotes((await quoteGroups(ctx.ledger, quotesOf(window), scope)).get(id) ?? [])
  const gross = grossProfit(facts, minCoverage)
  const aMonth = (amount: Micros): Micros => divideHalfEven(amount * monthDays, BigInt(daysOf(span)))
  const figures: Readonly<Record<CheckedFigure, Micros | null>> = {
    'net-profit-rate': netProfit === null ? null : rateOf(netProfit, spend),
    'margin-rate': gross === null ? null : rateOf(gross, facts.costedSpend),
    'minutes-a-month': measured.has('service') ? aMonth(BigInt(facts.serviceMinutes) * microsPerUnit) : null,
    'net-profit-a-month': netProfit === null ? null : aMonth(netProfit),
    'order-rate': rateOf(BigInt(quotes.won), BigInt(settledQuotes(quotes))),
  }
  return figures
}

/** A fraction in millionths; null where there is nothing above zero that it would be a part of. */
function rateOf(part: bigint, whole: bigint): Micros | null {
  return whole <= 0n ? null : divideHalfEven(part * microsPerUnit, whole)
}
