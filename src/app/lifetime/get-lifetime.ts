import type { Output } from '../../contract/operations.ts'
import { expectedOrders, probabilityOfOrder } from '../../domain/lifetime/forecast.ts'
import { listLifetimeHistories } from '../../records/lifetime.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { toOrderHistory } from './forecast-account.ts'
import type { LifetimeDocument } from './lifetime-document.ts'
import { learntOf, openLifetime, toShare } from './open-lifetime.ts'
import type { Lifetime } from './open-lifetime.ts'

type Fit = NonNullable<Output<'getLifetime'>['fit']>
type Expected = Pick<Fit, 'expectedOrders' | 'expectedActive'>

/** How the accounts of the book come back and stop, and how well that foretold days it had not seen. */
export const getLifetime: Verb<'getLifetime'> = async (ctx, { days }) => {
  requireRight(ctx, 'read-account')
  const lifetime = await openLifetime(ctx)
  if (!lifetime) return { learnt: null, fit: null }
  const { stored, document } = lifetime
  const actorOf = await readActors(ctx.records.view, [stored.madeBy])
  return {
    learnt: await learntOf(ctx, stored, days),
    fit: {
      madeBy: actorOf(stored.madeBy).name,
      madeAt: stored.madeAt,
      ...shownFit(document),
      ...(await expectedOf(ctx, lifetime, days)),
    },
  }
}

function shownFit(document: LifetimeDocument): Omit<Fit, 'madeBy' | 'madeAt' | keyof Expected> {
  const { fit, spend, accounts, repeaters, orders, medianGap, holdout } = document
  const { k, r, alpha, a, b } = fit.model
  return {
    accounts,
    repeaters,
    orders,
    medianGap,
    regularity: k,
    hasAttrition: fit.hasAttrition,
    stopsPerOrder: toShare(a / (a + b)),
    isSettled: fit.isSettled,
    parameters: { r, alpha, a, b },
    standardErrors: fit.standardErrors,
    logLikelihood: fit.logLikelihood,
    valuedAccounts: spend?.accounts ?? null,
    holdout,
  }
}

/** Of all accounts together. Those with the same history are worked out once. */
async function expectedOf(ctx: Pick<Ctx, 'records'>, { stored, document }: Lifetime, days: number): Promise<Expected> {
  const { model } = document.fit
  const known = new Map<string, Expected>()
  const sum = { expectedOrders: 0, expectedActive: 0 }
  for (const account of await listLifetimeHistories(ctx.records.view, stored.id)) {
    const history = toOrderHistory(account, stored.asOf)
    const name = `${String(history.repeats)} ${String(history.last)} ${String(history.age)}`
    const forecast = known.get(name) ?? {
      expectedOrders: expectedOrders(model, history, days),
      expectedActive: probabilityOfOrder(model, history, days),
    }
    known.set(name, forecast)
    sum.expectedOrders += forecast.expectedOrders
    sum.expectedActive += forecast.expectedActive
  }
  return sum
}
