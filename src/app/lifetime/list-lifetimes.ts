import { setImmediate } from 'node:timers/promises'
import type { Output } from '../../contract/operations.ts'
import { probabilityOfOrder } from '../../domain/lifetime/forecast.ts'
import { probabilityAlive } from '../../domain/lifetime/model.ts'
import { formatMicros } from '../../domain/money.ts'
import { readPlaces } from '../../records/account-view.ts'
import { findLifetimeHistory, listLifetimeHistories } from '../../records/lifetime.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { getView, getViewOf } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { pageOf, readWhole } from '../account-view/list-accounts.ts'
import { selectAccounts } from '../account-view/select-accounts.ts'
import { openSight, sees } from '../account-view/sight.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { forecastAccount, toOrderHistory } from './forecast-account.ts'
import { learntOf, openLifetime } from './open-lifetime.ts'
import type { Lifetime } from './open-lifetime.ts'

type Row = Output<'listLifetimes'>['items'][number]

/** The accounts of the book that ever ordered, those most likely to order first, or those of whom it is least sure whether they still buy. */
export const listLifetimes: Verb<'listLifetimes'> = async (ctx, { days, sort, cursor, limit, ...filter }) => {
  requireRight(ctx, 'read-account')
  const at = fromCursor(cursor, ['view', 'fit', 'after'])
  const view = at ? await getViewOf(ctx, Number(at.view)) : await getView(ctx, null)
  const lifetime = await openLifetime(ctx)
  if (at && at.fit !== lifetime?.stored.id) {
    throw new BookError('stale', 'Cannot go on with this list: the rhythm was learnt anew since; load it again')
  }
  if (!lifetime) return { items: [], next: null, learnt: null, currency: view.currency }
  const sight = await openSight(ctx, view)
  // Who has left the book is not expected to order.
  const selection = await selectAccounts(ctx, view, { ...filter, standing: 'valid' }, sight)
  const order = (await openOrders(ctx, view, lifetime, days))[sort]
  const from = at ? order.indexOf(Number(at.after)) + 1 : 0
  const { positions, hasMore } = pageOf(order, selection, from, limit)
  const items: Row[] = []
  for (const row of await readWhole(ctx, view, positions)) {
    const history = await findLifetimeHistory(ctx.records.view, lifetime.stored.id, row.account_id)
    if (!history) continue
    const { orderValue: _, worth: __, value, ...forecast } = forecastAccount(lifetime, history, days)
    const { id, key, name, owner, grade } = toAccountRow(row, sight)
    const seesSpend = sees(sight.spend, Number(row.position))
    items.push({
      account: { id, key, name, grade },
      owner,
      ...forecast,
      ...(seesSpend && { value: value === null ? null : formatMicros(value) }),
    })
  }
  const last = positions.at(-1)
  const next =
    hasMore && last !== undefined
      ? toCursor({ view: String(view.number), fit: lifetime.stored.id, after: String(last) })
      : null
  return { items, next, learnt: await learntOf(ctx, lifetime.stored, days), currency: view.currency }
}

/** Positions of the accounts that ever ordered, by sort. */
interface Orders {
  readonly probability: Int32Array
  readonly doubt: Int32Array
}

/** Days ahead that people look at; a hundred thousand accounts take a megabyte each. */
const keptOrders = 8
/** Accounts between two breaths for others: a few milliseconds of work. */
const accountsPerPiece = 1000
const ordersByName = new Map<string, Promise<Orders>>()

/** The orders of a view and a fit, worked out once for each number of days. */
function openOrders(ctx: Pick<Ctx, 'records'>, view: View, lifetime: Lifetime, days: number): Promise<Orders> {
  const name = `${lifetime.stored.id} ${String(view.number)} ${String(days)}`
  const known = ordersByName.get(name)
  if (known) return known
  const made = makeOrders(ctx, view, lifetime, days)
  ordersByName.set(name, made)
  made.catch(() => ordersByName.delete(name))
  const oldest = ordersByName.size > keptOrders ? ordersByName.keys().next().value : undefined
  if (oldest !== undefined) ordersByName.delete(oldest)
  return made
}

async function makeOrders(
  { records }: Pick<Ctx, 'records'>,
  view: View,
  { stored, document }: Lifetime,
  days: number,
): Promise<Orders> {
  const places = await readPlaces(records.view, view.number, view.accounts)
  const { model } = document.fit
  const found: { position: number; probability: number; doubt: number }[] = []
  const histories = await listLifetimeHistories(records.view, stored.id)
  for (const [index, account] of histories.entries()) {
    if (index % accountsPerPiece === 0) await setImmediate()
    const position = places.get(account.accountId)
    if (position === undefined) continue
    const history = toOrderHistory(account, stored.asOf)
    const alive = probabilityAlive(model, history)
    found.push({
      position,
      probability: probabilityOfOrder(model, history, days),
      doubt: alive * (1 - alive),
    })
  }
  const orderBy = (figure: 'probability' | 'doubt'): Int32Array =>
    Int32Array.from(
      found.toSorted((one, other) => other[figure] - one[figure] || one.position - other.position),
      ({ position }) => position,
    )
  return { probability: orderBy('probability'), doubt: orderBy('doubt') }
}
