import { bandOf } from '../../domain/band.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { findLifetimeHistory } from '../../records/lifetime.ts'
import { getAccountInView } from '../card/open-account.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { forecastAccount, worthTerms } from './forecast-account.ts'
import { learntOf, openLifetime } from './open-lifetime.ts'

/** When an account is expected to order next, how likely it is to, and what that is worth; money where one may see its spend. */
export const getAccountLifetime: Verb<'getAccountLifetime'> = async (ctx, { id, days }) => {
  requireRight(ctx, 'read-account')
  const { view, row, seen } = await getAccountInView(ctx, { id })
  const lifetime = await openLifetime(ctx)
  if (!lifetime) return { currency: view.currency, learnt: null, forecast: null }
  const { stored, document } = lifetime
  const history = await findLifetimeHistory(ctx.records.view, stored.id, row.account_id)
  const learnt = {
    ...(await learntOf(ctx, stored, days)),
    regularity: document.fit.model.k,
    hasAttrition: document.fit.hasAttrition,
  }
  if (!history) return { currency: view.currency, learnt, forecast: null }
  const { orderValue, value, worth, ...forecast } = forecastAccount(lifetime, history, days)
  return {
    currency: view.currency,
    learnt,
    forecast: {
      ...forecast,
      worthBand: worth === null ? null : bandOf(worth),
      worthYears: worthTerms.years,
      worthRate: worthTerms.rate,
      ...(seen.spend && { orderValue: textOf(orderValue), value: textOf(value), worth: textOf(worth) }),
    },
  }
}

function textOf(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
