import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { addDays, daysBetween } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { fitLifetime } from '../../domain/lifetime/fit.ts'
import type { LifetimeFit } from '../../domain/lifetime/fit.ts'
import { checkHoldout } from '../../domain/lifetime/holdout.ts'
import { fitSpend } from '../../domain/lifetime/spend.ts'
import { microsToEstimate } from '../../domain/lifetime/worth.ts'
import { orderHistory } from '../../ledger/facts/order-history.ts'
import type { AccountOrders } from '../../ledger/facts/order-history.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { Json } from '../../records/decode.ts'
import { dropEarlierLifetimes, findLifetimeById, storeLifetime } from '../../records/lifetime.ts'
import { actorText } from '../actor-name.ts'
import { assertHeld } from '../account-view/largest-amount.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requestJob } from '../job/request-job.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import type { LifetimeDocument } from './lifetime-document.ts'
import { openLifetime } from './open-lifetime.ts'

/** With fewer accounts that ordered again there is no rhythm of a book, only of these. */
const leastRepeaters = 30
/**
 * A book of more accounts is learnt when somebody asks: 20 000 take half a minute, in which what waits in the line, such as
 * grades by a new policy, would wait for what nobody asked for.
 */
const mostByItself = 5000
/** Days held out to check the model: a quarter of the history, half a year at most; under a month nothing is told apart. */
const heldOut = { share: 4, most: 182, least: 28 }

const inputShape = z.strictObject({ id: z.string() })

/** Puts learning the rhythm of the book in the line. */
export const requestLifetime: Verb<'learnLifetime'> = async (ctx) => {
  requireRight(ctx, 'policy')
  return requestJob(ctx, {
    kind: 'lifetime',
    subject: null,
    // The id is given now: a job that is begun again knows whether it was done.
    input: { id: uuidv7() },
    isSame: () => true,
  })
}

/** The body of a job that learns it. */
export async function lifetimeRequested(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const { id } = inputShape.parse(input)
  return (await findLifetimeById(ctx.records.view, id)) ? { id } : learnLifetime(ctx, id, signal)
}

/** Learns from the ledger as it is now. Throws where too few accounts ordered twice. */
export async function learnLifetime(ctx: Ctx, id: string = uuidv7(), signal?: AbortSignal): Promise<{ id: string }> {
  requireRight(ctx, 'policy')
  const learnt = await learn(ctx, signal)
  if (!learnt.document) {
    throw new BookError(
      'conflict',
      `Cannot learn how accounts order from ${String(learnt.repeaters)} that ordered twice: it takes ${String(leastRepeaters)}`,
    )
  }
  await store(ctx, learnt, { id, madeBy: actorText(ctx.actor), isAsked: true })
  return { id }
}

/**
 * Learns it anew after the ledger or the kinds that are spend changed, of its own accord; where it cannot, or more accounts ordered
 * than `most`, what is there stays.
 */
export async function followLifetime(ctx: Ctx, signal: AbortSignal, most: number = mostByItself): Promise<void> {
  const { policy } = await readPeriod(ctx, null)
  const lifetime = await openLifetime(ctx)
  const isSame =
    lifetime?.stored.watermark === (await watermarkOf(ctx.ledger)) &&
    lifetime.document.kinds.toSorted().join(' ') === policy.kinds.toSorted().join(' ')
  if (isSame) return
  const learnt = await learn(ctx, signal, most)
  if (learnt.document) await store(ctx, learnt, { id: uuidv7(), madeBy: 'Bookvalue', isAsked: false })
}

interface Learnt {
  readonly asOf: Day
  readonly watermark: number
  readonly orders: readonly AccountOrders[]
  readonly repeaters: number
  /** Null where too few accounts ordered twice, or too many ordered at all. */
  readonly document: LifetimeDocument | null
}

/**
 * How the accounts of the book come back and stop, and what their orders are worth; then the same from all but the last days, to
 * see how well that foretells them.
 */
async function learn(ctx: Ctx, signal: AbortSignal | undefined, most = Infinity): Promise<Learnt> {
  const { period, policy } = await readPeriod(ctx, null)
  const watermark = await watermarkOf(ctx.ledger)
  const read = (to: Day): Promise<AccountOrders[]> => orderHistory(ctx.ledger, { to, watermark }, policy.kinds)
  ctx.progress.report('reading orders', 0, null)
  const orders = await read(period.to)
  const repeaters = orders.filter((one) => one.orders > 1).length
  const found = { asOf: period.to, watermark, orders, repeaters }
  if (orders.length > most) return { ...found, document: null }
  signal?.throwIfAborted()
  ctx.progress.report('learning the rhythm', 0, null)
  const fit = fitOf(orders, period.to)
  if (!fit) return { ...found, document: null }
  const spend = fitSpend({
    orders: orders.map((one) => one.orders),
    mean: orders.map((one) => microsToEstimate(one.spend) / one.orders),
  })
  signal?.throwIfAborted()
  ctx.progress.report('checking it on days it has not seen', 0, null)
  const holdout = await holdoutOf(orders, period.to, read)
  signal?.throwIfAborted()
  return {
    ...found,
    document: {
      kinds: [...policy.kinds],
      fit,
      spend,
      accounts: orders.length,
      repeaters,
      orders: orders.reduce((sum, one) => sum + one.orders, 0),
      medianGap: medianGap(orders),
      holdout,
    },
  }
}

async function store(
  ctx: Ctx,
  { asOf, watermark, orders, document }: Learnt,
  { id, madeBy, isAsked }: { readonly id: string; readonly madeBy: string; readonly isAsked: boolean },
): Promise<void> {
  ctx.progress.report('writing accounts', 0, orders.length)
  const histories = orders.map(({ accountId, orders: count, first, last, spend }) => {
    assertHeld(spend)
    return { accountId, orders: count, firstOrder: first, lastOrder: last, spend }
  })
  await storeLifetime(
    ctx.records,
    { id, asOf, watermark, madeBy, madeAt: ctx.now(), document },
    histories,
    async (trx) => {
      // What follows an import by itself is no deed of anybody.
      if (isAsked) await audit(ctx, 'learn lifetime', id, { asOf, watermark, accounts: orders.length }, trx)
    },
  )
  await dropEarlierLifetimes(ctx.records, id)
}

/** The best model of orders up to a day; null where too few accounts ordered twice. */
function fitOf(orders: readonly AccountOrders[], to: Day): LifetimeFit | null {
  if (orders.filter((one) => one.orders > 1).length < leastRepeaters) return null
  return fitLifetime(
    {
      repeats: orders.map((one) => one.orders - 1),
      last: orders.map((one) => daysBetween(one.first, one.last)),
      age: orders.map((one) => daysBetween(one.first, to)),
      logGaps: orders.reduce((sum, one) => sum + one.logGaps, 0),
    },
    { k: null, stopsAtFirst: true },
  )
}

/** How a model of all but the last days foretold those; null where the history is too short, or too little was bought twice. */
async function holdoutOf(
  orders: readonly AccountOrders[],
  to: Day,
  read: (to: Day) => Promise<readonly AccountOrders[]>,
): Promise<LifetimeDocument['holdout']> {
  const first = orders.reduce((earliest, one) => (one.first < earliest ? one.first : earliest), to)
  const days = Math.min(heldOut.most, Math.floor(daysBetween(first, to) / heldOut.share))
  if (days < heldOut.least) return null
  const start = addDays(to, -days)
  const known = await read(start)
  const fit = fitOf(known, start)
  if (!fit) return null
  const before = new Map((await read(addDays(start, -days))).map((one) => [one.accountId, one.orders]))
  const after = new Map(orders.map((one) => [one.accountId, one.orders]))
  const accounts = known.map((one) => ({
    history: {
      repeats: one.orders - 1,
      last: daysBetween(one.first, one.last),
      age: daysBetween(one.first, start),
    },
    orders: (after.get(one.accountId) ?? one.orders) - one.orders,
    ordersBefore: one.orders - (before.get(one.accountId) ?? 0),
  }))
  const { bins, ...check } = checkHoldout(fit.model, accounts, days)
  return { from: addDays(start, 1), to, ...check, bins: [...bins] }
}

/** The middle one of the accounts' mean days between orders. */
function medianGap(orders: readonly AccountOrders[]): number {
  const gaps = orders.flatMap((one) => (one.orders > 1 ? [daysBetween(one.first, one.last) / (one.orders - 1)] : []))
  return gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0
}
