import type { Output } from '../../contract/operations.ts'
import { carryingTotal } from '../../domain/cost-rate/cost-rates.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import type { ProfitComponent } from '../../domain/profit/components.ts'
import type { ProfitStatement } from '../../domain/profit/net-profit.ts'
import type { TiedUp } from '../../domain/profit/return-on-account.ts'
import { activityName } from '../../domain/service/service-rates.ts'
import type { RatedService } from '../../ledger/facts/service-facts.ts'
import type { ProfitRates } from './profit-rates.ts'

type AccountAnswer = Output<'getAccountProfit'>
type Shown<Name extends keyof AccountAnswer> = NonNullable<AccountAnswer[Name]>

/** Exact money as text; null stays null. */
export function moneyText(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

export function showStatement(statement: ProfitStatement): Shown<'profit'> {
  const { revenue, otherKinds, uncosted, cost, grossProfit, coverage, components, netProfit, netProfitRate } = statement
  return {
    revenue: formatMicros(revenue),
    otherKinds: formatMicros(otherKinds),
    uncosted: formatMicros(uncosted),
    cost: formatMicros(cost),
    grossProfit: moneyText(grossProfit),
    coverage,
    components: components.map(({ amount, knownPart, ...component }) => ({
      ...component,
      amount: moneyText(amount),
      knownPart: formatMicros(knownPart),
    })),
    netProfit: moneyText(netProfit),
    netProfitRate,
  }
}

export function showCapital({ receivables, stock, total }: TiedUp, returnOnAccount: number | null): Shown<'capital'> {
  return { receivables: moneyText(receivables), stock: moneyText(stock), total: moneyText(total), returnOnAccount }
}

export function showRates({ financing, carrying, service }: ProfitRates): Shown<'rates'> {
  return {
    financing: financing.map(({ from, to, rate }) => ({
      from,
      to,
      rate: moneyText(rate?.rate ?? null),
      base: rate?.base ?? null,
    })),
    carrying: carrying.map(({ from, to, rate }) => ({ from, to, rate: moneyText(rate && carryingTotal(rate)) })),
    activities: service.rated.flatMap(({ activity, from, to, minutes, perMinute, perEvent }) =>
      minutes === null
        ? []
        : [
            {
              activity,
              from,
              to,
              minutes: formatMicros(minutes, 0),
              perMinute: moneyText(perMinute),
              perEvent: moneyText(perEvent),
            },
          ],
    ),
  }
}

/** What was done, by activity, whatever the rates of the days. */
export function showActivities(services: readonly RatedService[]): Shown<'service'> {
  return [...Map.groupBy(services, ({ activity }) => activity)].map(([activity, of]) => {
    const sum = (amountOf: (one: RatedService) => Micros): Micros =>
      of.reduce((total, one) => total + amountOf(one), 0n)
    return {
      activity: activityName(activity),
      events: formatMicros(
        sum((one) => one.events),
        0,
      ),
      standardMinutes: formatMicros(
        sum((one) => one.standardMinutes),
        0,
      ),
      replacedMinutes: formatMicros(
        sum((one) => one.replacedMinutes),
        0,
      ),
      loggedMinutes: formatMicros(
        sum((one) => one.loggedMinutes),
        0,
      ),
      cost: of.some(({ unrated }) => unrated > 0) ? null : formatMicros(sum((one) => one.cost)),
    }
  })
}

/** Days on which a rate is missing that something of the window needs. */
export function missingRates(
  { components }: Pick<ProfitStatement, 'components'>,
  rates: ProfitRates,
  services: readonly RatedService[],
  window: Span,
): Shown<'missing'> {
  const unknown = new Set(components.flatMap(({ component, state }) => (state === 'unknown' ? [component] : [])))
  const gaps = (component: ProfitComponent, spans: readonly (Span & { readonly isThere: boolean })[]) =>
    unknown.has(component)
      ? spans.flatMap(({ from, to, isThere }) => (isThere ? [] : [{ component, of: null, from, to }]))
      : []
  return [
    ...missingActivities(services, rates, window).flatMap((gap) =>
      unknown.has('service') ? [{ component: 'service' as const, ...gap }] : [],
    ),
    ...gaps(
      'financing',
      rates.financing.map((span) => ({ ...span, isThere: span.rate !== null })),
    ),
    ...gaps(
      'carrying',
      rates.carrying.map((span) => ({ ...span, isThere: span.rate !== null })),
    ),
    ...gaps(
      'returns',
      rates.returns.map((span) => ({ ...span, isThere: span.perReturn !== null })),
    ),
  ]
}

function missingActivities(
  services: readonly RatedService[],
  { service }: ProfitRates,
  window: Span,
): { readonly of: string | null; readonly from: Day; readonly to: Day }[] {
  return services.flatMap(({ activity, rateFrom, unrated }) => {
    if (unrated === 0) return []
    const span = service.rated.find((one) => one.activity === activity && one.from === rateFrom) ?? window
    return [{ of: activityName(activity), from: span.from, to: span.to }]
  })
}
