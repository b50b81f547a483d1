import type { Output } from '../../contract/operations.ts'
import { commitmentFigures } from '../../domain/commitment/figures.ts'
import { emptyFacts } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import { readPlaces, readPositions } from '../../records/account-view.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { getView, getViewOf } from '../account-view/get-view.ts'
import { openSight, sees, seesAll } from '../account-view/sight.ts'
import { countIn } from '../card/cursor-value.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { AccountStock } from '../stock/measure-stock.ts'
import type { Verb } from '../verb.ts'
import { knownStock, measureBookInventory, totalOf, turnsOf } from './measure-book.ts'
import type { BookInventory } from './measure-book.ts'
import { orNull, showCommitments, showReckoning, showStock, showSum } from './show-stock.ts'

type Item = Output<'getBookStock'>['items'][number]

/** The stock of the book, and the accounts whose stock one may see, those that cost most to carry first. */
export const getBookStock: Verb<'getBookStock'> = async (ctx, { period, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const at = fromCursor(cursor, ['view', 'at'])
  const view = at ? await getViewOf(ctx, countIn(at.view)) : await getView(ctx, period ?? null)
  const sight = await openSight(ctx, view)
  const { minCoverage } = view.policy
  const inventory = await measureBookInventory(ctx, view, view.policy)
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  const inSight = [...inventory.book.byAccount]
    .flatMap(([id, stock]) => {
      const position = places.get(id)
      return position !== undefined && sees(sight.margin, position) ? [{ id, position, stock }] : []
    })
    .toSorted(mostFirst)
  const from = at ? countIn(at.at) : 0
  const page = inSight.slice(from, from + limit)
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    page.map(({ position }) => position),
  )
  const items = rows.flatMap((row, index): Item[] => {
    const one = page[index]
    if (!one) return []
    const { id, key, source, name, owner } = toAccountRow(row, sight)
    return [{ id, key, source, name, owner, ...showAccount(inventory, one, minCoverage) }]
  })
  const next = from + items.length
  const seesBook = seesAll(sight.margin, null)
  const { book, facts, byRule, byPart, uncosted, unrated } = inventory
  const { stock } = knownStock(book.total, { uncosted, unrated })
  return {
    items,
    next: next < inSight.length ? toCursor({ view: String(view.number), at: String(next) }) : null,
    total: inSight.length,
    period: view.period,
    from: view.from,
    to: view.to,
    currency: view.currency,
    watermark: view.watermark,
    ...showReckoning(book, sight.margin !== 'none'),
    book: {
      ...showStock(
        { byRule, byPart, total: book.total, uncosted, unrated, turns: turnsOf(facts, stock, minCoverage) },
        seesBook,
      ),
      notAttributed: { ...(seesBook && showSum(book.notAttributed)) },
      ...showCommitments(facts, seesBook),
    },
  }
}

function showAccount(
  { factsById }: BookInventory,
  { id, stock: { byRule, uncosted, unrated } }: { readonly id: string; readonly stock: AccountStock },
  minCoverage: number,
): Omit<Item, 'id' | 'key' | 'source' | 'name' | 'owner'> {
  const facts = factsById.get(id) ?? emptyFacts(id)
  const known = knownStock(totalOf(byRule), { uncosted, unrated })
  return {
    dedicated: formatMicros(byRule.dedicated.stock),
    untaken: formatMicros(byRule.untaken.stock),
    shared: formatMicros(byRule.shared.stock),
    stock: orNull(known.stock),
    carrying: orNull(known.cost),
    turns: turnsOf(facts, known.stock, minCoverage),
    uncosted,
    unrated,
    ...commitmentFigures(facts),
  }
}

interface Placed {
  readonly position: number
  readonly stock: AccountStock
}

function mostFirst(one: Placed, other: Placed): number {
  const more = totalOf(other.stock.byRule).cost - totalOf(one.stock.byRule).cost
  return more === 0n ? one.position - other.position : more > 0n ? 1 : -1
}
