import { listLifetimeHistories } from '../../records/lifetime.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireWholeBook } from '../right.ts'
import { forecastAccount } from './forecast-account.ts'
import type { AccountForecast } from './forecast-account.ts'
import { openLifetime } from './open-lifetime.ts'

/** An account that ever ordered and is one on the day the model has seen last, with what is to be expected of it. */
export interface ForecastAccount {
  readonly account: AccountOnDay
  readonly forecast: AccountForecast
}

/** What is to be expected of every account, those most likely to order first. Throws before the rhythm was learnt. */
export async function listForecasts(ctx: Ctx, days: number): Promise<ForecastAccount[]> {
  requireWholeBook(ctx)
  const lifetime = await openLifetime(ctx)
  if (!lifetime) {
    throw new BookError('not-found', 'Cannot forecast orders: learn the rhythm of the book first (lifetime learn)')
  }
  const { asOf, watermark, id } = lifetime.stored
  const accounts = new Map((await readAccounts(ctx, asOf, watermark)).map((account) => [account.id, account]))
  const forecasts = (await listLifetimeHistories(ctx.records.view, id)).flatMap((history) => {
    const account = accounts.get(history.accountId)
    return account?.valid ? [{ account, forecast: forecastAccount(lifetime, history, days) }] : []
  })
  return forecasts.toSorted(
    (one, other) =>
      other.forecast.probability - one.forecast.probability || (one.account.id < other.account.id ? -1 : 1),
  )
}
