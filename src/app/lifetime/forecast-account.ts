import { addDays, daysBetween } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { expectedOrders, medianWait, probabilityOfOrder } from '../../domain/lifetime/forecast.ts'
import { probabilityAlive } from '../../domain/lifetime/model.ts'
import type { OrderHistory } from '../../domain/lifetime/model.ts'
import { expectedValue } from '../../domain/lifetime/spend.ts'
import { discountedOrders, estimateToMicros, microsToEstimate, quarterSteps } from '../../domain/lifetime/worth.ts'
import type { Micros } from '../../domain/money.ts'
import type { LifetimeHistory } from '../../records/lifetime.ts'
import type { Lifetime } from './open-lifetime.ts'
import { toShare } from './open-lifetime.ts'

/** How far ahead the worth of an account looks, and what a year of waiting costs. */
export const worthTerms = { years: 3, rate: 0.1 } as const
/** A next order farther off than this is none to expect. */
const longestWait = 3652

/** What is to be expected of an account. Money is an estimate, to the cent; null where the value of an order is unknown. */
export interface AccountForecast {
  readonly orders: number
  readonly firstOrder: Day
  readonly lastOrder: Day
  /** Mean days between two orders of its own; null with one order. */
  readonly gap: number | null
  readonly silentDays: number
  /** The probability that it orders in the days ahead. */
  readonly probability: number
  readonly expectedOrders: number
  /** The probability that it has not stopped for good. */
  readonly alive: number
  /** The day by which it has ordered as likely as not, if it still buys; null where that is more than ten years off. */
  readonly nextOrder: Day | null
  readonly orderValue: Micros | null
  /** Of the orders in the days ahead. */
  readonly value: Micros | null
  /** Of the orders of `worthTerms`, discounted to the day the model has seen last. */
  readonly worth: Micros | null
}

/** A history as the model reads it: days since the first order. */
export function toOrderHistory({ orders, firstOrder, lastOrder }: LifetimeHistory, asOf: Day): OrderHistory {
  return {
    repeats: orders - 1,
    last: daysBetween(firstOrder, lastOrder),
    age: daysBetween(firstOrder, asOf),
  }
}

export function forecastAccount(
  { stored, document }: Lifetime,
  account: LifetimeHistory,
  days: number,
): AccountForecast {
  const { model } = document.fit
  const { asOf } = stored
  const history = toOrderHistory(account, asOf)
  const wait = medianWait(model, history, longestWait)
  const orders = expectedOrders(model, history, days)
  const mean = microsToEstimate(account.spend) / account.orders
  // All that it bought may have been credited: then nothing says what an order of it is worth.
  const value = document.spend && mean > 0 ? expectedValue(document.spend.model, account.orders, mean) : null
  const ahead = discountedOrders(model, history, quarterSteps(asOf, worthTerms.years * 4, worthTerms.rate))
  const money = (count: number): Micros | null => (value === null ? null : estimateToMicros(count * value))
  return {
    orders: account.orders,
    firstOrder: account.firstOrder,
    lastOrder: account.lastOrder,
    gap: history.repeats === 0 ? null : history.last / history.repeats,
    silentDays: daysBetween(account.lastOrder, asOf),
    probability: toShare(probabilityOfOrder(model, history, days)),
    expectedOrders: toShare(orders),
    alive: toShare(probabilityAlive(model, history)),
    nextOrder: wait === null ? null : addDays(asOf, wait),
    orderValue: money(1),
    value: money(orders),
    worth: money(ahead),
  }
}
