import { readListed } from '../../records/account-view.ts'
import type { ListedAccount } from '../../records/account-view.ts'
import type { Verb } from '../verb.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { toAccountRow } from './account-row.ts'
import { getView, getViewOf } from './get-view.ts'
import type { View } from './get-view.ts'
import { selectAccounts } from './select-accounts.ts'
import { openSight, seesAll } from './sight.ts'
import type { Selection, Sight } from './sight.ts'
import { openColumns } from './view-columns.ts'
import type { ViewColumns } from './view-columns.ts'

/** The accounts of the book at the end of a period, filtered and sorted, a page at a time. */
export const listAccounts: Verb<'listAccounts'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const { cursor, limit, period, sort, ...filter } = input
  const at = cursor === undefined ? null : readCursor(cursor)
  const view = at ? await getViewOf(ctx, at.generation) : await getView(ctx, period ?? null)
  if (period !== undefined && view.period !== period) throw badCursor(cursor ?? '')
  const sight = await openSight(ctx, view)
  const selection = await selectAccounts(ctx, view, filter, sight)
  const columns = openColumns(ctx, view)
  const order = await orderOf(columns, sort ?? defaultSort, selection, sight)
  const page = pageOf(order, selection, at === null ? 0 : placeAfter(order, at.position), limit)
  const rows = await readWhole(ctx, view, page.positions)
  const last = page.hasMore ? page.positions.at(-1) : undefined
  return {
    items: rows.map((row) => toAccountRow(row, sight)),
    next: last === undefined ? null : `${String(view.number)}.${String(last)}`,
    basis: basisOf(view),
  }
}

/** What a list is sorted by when nothing is said: the best first, as far as everybody may see. */
export const defaultSort = '-spendBand'

/** Where the figures of a view come from. */
export function basisOf({ period, from, to, currency, watermark }: View) {
  return { period, from, to, currency, watermark }
}

/** Money that an order would give away, by sort. */
const moneySorts: Readonly<Record<string, keyof Sight>> = {
  spend: 'spend',
  spendChange: 'spend',
  toNext: 'family',
  grossProfit: 'margin',
  marginRate: 'margin',
}

/**
 * The positions in the order of a sort. Throws `forbidden` for a sort by money one may not see of every account that is
 * listed: who stands above whom is as good as the figure.
 */
export async function orderOf(
  columns: ViewColumns,
  sort: string,
  selection: Selection,
  sight: Sight,
): Promise<Int32Array> {
  const needed = moneySorts[sort.replace('-', '')]
  if (needed !== undefined && !seesAll(sight[needed], selection)) {
    throw new BookError(
      'forbidden',
      `Cannot sort by "${sort}": not all of these accounts are yours to see the money of; sort by a band, or list your own`,
    )
  }
  return columns.order(sort)
}

/** The accounts at these positions. Throws `stale` when their generation went meanwhile: a part of a list is none. */
export async function readWhole(ctx: Ctx, view: View, positions: readonly number[]): Promise<ListedAccount[]> {
  const rows = await readListed(ctx.records.view, view.number, positions)
  if (rows.length === positions.length) return rows
  throw new BookError('stale', 'Cannot go on with this list: its figures were worked out anew since; load it again')
}

interface Page {
  readonly positions: readonly number[]
  readonly hasMore: boolean
}

/** The next accounts of a selection in an order, from a place in it on. */
export function pageOf(order: Int32Array, selection: Selection, from: number, limit: number): Page {
  const positions: number[] = []
  for (let place = from; place < order.length; place += 1) {
    const position = order[place] ?? 0
    if (selection !== null && selection[position] !== 1) continue
    if (positions.length === limit) return { positions, hasMore: true }
    positions.push(position)
  }
  return { positions, hasMore: false }
}

/** A cursor says which account came last, not what it was sorted by: it tells nothing that the page did not. */
function readCursor(cursor: string): { readonly generation: number; readonly position: number } {
  const parts = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor)
  if (!parts) throw badCursor(cursor)
  return { generation: Number(parts[1]), position: Number(parts[2]) }
}

function placeAfter(order: Int32Array, position: number): number {
  const place = order.indexOf(position)
  if (place === -1) throw badCursor(String(position))
  return place + 1
}

function badCursor(cursor: string): BookError {
  return new BookError('bad-input', `Cannot go on from cursor "${cursor}": it is of another list`)
}

/** The view, the sight on it and the selected accounts: what every verb on a set of accounts begins with. */
export async function openSelection(
  ctx: Ctx,
  { period, ...filter }: { readonly period?: string | undefined } & Parameters<typeof selectAccounts>[2],
): Promise<{ readonly view: View; readonly sight: Sight; readonly selection: Selection }> {
  const view = await getView(ctx, period ?? null)
  const sight = await openSight(ctx, view)
  return { view, sight, selection: await selectAccounts(ctx, view, filter, sight) }
}
