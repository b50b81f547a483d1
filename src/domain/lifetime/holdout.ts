import { expectedOrders, probabilityOfOrder } from './forecast.ts'
import type { LifetimeModel, OrderHistory } from './model.ts'

/** One account as it stood at the beginning of the days held out, and the orders it then placed in them. */
export interface HeldOutAccount {
  readonly history: OrderHistory
  readonly orders: number
  /** Orders in as many days before. */
  readonly ordersBefore: number
}

/** How a forecast of the number of orders came out. */
interface CountCheck {
  /** Mean distance of an account's forecast from what it ordered. */
  readonly meanError: number
  readonly expected: number
}

/** Accounts whose probability of ordering was in one range: how many were to order, and how many did. */
interface ProbabilityBin {
  /** Inclusive. */
  readonly from: number
  /** Exclusive, but for the last one. */
  readonly to: number
  readonly accounts: number
  readonly expected: number
  readonly actual: number
}

/** How the model and what anybody would do without one foretold days it had not seen. */
export interface HoldoutCheck {
  readonly accounts: number
  readonly orders: number
  readonly active: number
  readonly model: CountCheck & {
    readonly expectedActive: number
    /** How often an account that ordered stood before one that did not; null where all did, or none. */
    readonly ranking: number | null
  }
  /** Orders so far by time since the first. */
  readonly plainRate: CountCheck
  /** As many orders, and the same accounts, as in as many days before. */
  readonly asBefore: CountCheck & { readonly expectedActive: number }
  /** Those who ordered last stand first. */
  readonly daysSinceLast: { readonly ranking: number | null }
  readonly bins: readonly ProbabilityBin[]
}

const binEnds = [0.1, 0.25, 0.5, 0.75, 0.9, 1] as const

/** Compares what the model and the plain ways expected of the days held out with what came. */
export function checkHoldout(model: LifetimeModel, accounts: readonly HeldOutAccount[], days: number): HoldoutCheck {
  const forecasts = accounts.map(({ history, orders, ordersBefore }) => ({
    orders,
    ordersBefore,
    expected: expectedOrders(model, history, days),
    probability: probabilityOfOrder(model, history, days),
    plain: history.age > 0 ? (history.repeats / history.age) * days : 0,
    silence: history.age - history.last,
  }))
  const ordered = forecasts.map(({ orders }) => orders > 0)
  const countCheck = (expectedOf: (forecast: (typeof forecasts)[number]) => number): CountCheck => ({
    meanError: meanOf(forecasts.map((forecast) => Math.abs(expectedOf(forecast) - forecast.orders))),
    expected: sumOf(forecasts.map(expectedOf)),
  })
  return {
    accounts: forecasts.length,
    orders: sumOf(forecasts.map(({ orders }) => orders)),
    active: ordered.filter(Boolean).length,
    model: {
      ...countCheck(({ expected }) => expected),
      expectedActive: sumOf(forecasts.map(({ probability }) => probability)),
      ranking: ranking(
        forecasts.map(({ probability }) => probability),
        ordered,
      ),
    },
    plainRate: countCheck(({ plain }) => plain),
    asBefore: {
      ...countCheck(({ ordersBefore }) => ordersBefore),
      expectedActive: forecasts.filter(({ ordersBefore }) => ordersBefore > 0).length,
    },
    daysSinceLast: {
      ranking: ranking(
        forecasts.map(({ silence }) => -silence),
        ordered,
      ),
    },
    bins: binEnds.map((to, index) => {
      const from = binEnds[index - 1] ?? 0
      const inside = forecasts.filter(({ probability }) => probability >= from && (probability < to || to === 1))
      return {
        from,
        to,
        accounts: inside.length,
        expected: sumOf(inside.map(({ probability }) => probability)),
        actual: inside.filter(({ orders }) => orders > 0).length,
      }
    }),
  }
}

/**
 * The share of pairs, one that happened and one that did not, in which the one that happened has the greater score; a tie counts
 * half. Half is no better than chance. Null without such a pair.
 */
export function ranking(scores: readonly number[], happened: readonly boolean[]): number | null {
  const order = scores.map((_, index) => index).toSorted((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0))
  let [rankSum, count] = [0, 0]
  for (let start = 0; start < order.length;) {
    let end = start
    let hits = 0
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) {
      if (happened[order[end] ?? 0]) hits += 1
      end += 1
    }
    rankSum += hits * ((start + 1 + end) / 2)
    count += hits
    start = end
  }
  const others = order.length - count
  return count === 0 || others === 0 ? null : (rankSum - (count * (count + 1)) / 2) / (count * others)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : sumOf(numbers) / numbers.length
}
