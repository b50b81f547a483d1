import { grossProfit, sumFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { splitBy } from '../../domain/inventory/attos.ts'
import { stockRules } from '../../domain/inventory/stock-rule.ts'
import type { StockRule } from '../../domain/inventory/stock-rule.ts'
import { carryingParts } from '../../domain/inventory/carrying.ts'
import type { CarryingPart } from '../../domain/inventory/carrying.ts'
import { stockTurns } from '../../domain/inventory/turns.ts'
import type { StockTurns } from '../../domain/inventory/turns.ts'
import type { Micros } from '../../domain/money.ts'
import type { Policy } from '../../domain/policy.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'
import { readFacts } from '../grade/read-facts.ts'
import { measureStock } from '../stock/measure-stock.ts'
import type { BookStock, StockSum } from '../stock/measure-stock.ts'
import { partsFrom } from './account-items.ts'

type Stores = Pick<Ctx, 'ledger' | 'records'>

/** The stock of the book beside what was sold and promised in the window. */
export interface BookInventory {
  readonly book: BookStock
  /** Of every account with a line, stock or a promise, `noAccountId` too. */
  readonly factsById: ReadonlyMap<string, AccountFacts>
  /** All of them together. */
  readonly facts: AccountFacts
  /** What stands with accounts and on no account, by rule. */
  readonly byRule: Readonly<Record<StockRule, StockSum>>
  /** What carrying all of it cost, by what it is made of. */
  readonly byPart: Readonly<Record<CarryingPart, Micros>>
  /** Items without a known cost, and items that lay on days without a carrying rate, shared ones each. */
  readonly uncosted: number
  readonly unrated: number
}

const kept = new WeakMap<BookStock, Promise<BookInventory>>()

/** The stock and the promises of the book over a window, kept for as long as its stock is. */
export async function measureBookInventory(
  stores: Stores,
  window: FactsWindow,
  policy: Pick<Policy, 'kinds'>,
): Promise<BookInventory> {
  const book = await measureStock(stores, window, policy.kinds)
  const known = kept.get(book) ?? workOut(stores, book, window, policy)
  kept.set(book, known)
  known.catch(() => kept.delete(book))
  return known
}

async function workOut(
  stores: Stores,
  book: BookStock,
  { from, to, watermark }: FactsWindow,
  { kinds }: Pick<Policy, 'kinds'>,
): Promise<BookInventory> {
  const window = { from, to, watermark }
  const factsById = await readFacts(stores, window, { kinds, families: ['commitments', 'stock'] })
  const accounts = [...book.byAccount.values()]
  const sumOf = (rule: StockRule): StockSum =>
    accounts.reduce(
      (all, { byRule }) => ({ stock: all.stock + byRule[rule].stock, cost: all.cost + byRule[rule].cost }),
      { stock: 0n, cost: 0n },
    )
  const { dedicated, pool } = book.attribution
  const weights = carryingParts.map((part) =>
    dedicated.reduce((all, { sum }) => all + sum.byPart[part], pool.sum.byPart[part]),
  )
  const dedicatedUnrated = new Set(dedicated.filter(({ isUnrated }) => isUnrated).map(({ item }) => item)).size
  return {
    book,
    factsById,
    facts: sumFacts('book', factsById.values()),
    byRule: { dedicated: sumOf('dedicated'), untaken: sumOf('untaken'), shared: sumOf('shared') },
    byPart: partsFrom(splitBy(book.total.cost, weights)),
    uncosted: book.sharedWithoutCost.length + new Set(book.withoutCost.map(({ item }) => item)).size,
    unrated: book.unrated + dedicatedUnrated,
  }
}

/** Average stock at cost and the cost of carrying it; null where some of it has no cost, or lay on days without a rate. */
export function knownStock(
  { stock, cost }: StockSum,
  { uncosted, unrated }: { readonly uncosted: number; readonly unrated: number },
): { readonly stock: Micros | null; readonly cost: Micros | null } {
  return { stock: uncosted > 0 ? null : stock, cost: uncosted > 0 || unrated > 0 ? null : cost }
}

/** How stock turns that is of who bought this; null where the stock is unknown, or the gross profit is. */
export function turnsOf(facts: AccountFacts, stock: Micros | null, minCoverage: number): StockTurns {
  const { costedSpend, cost } = facts
  return stockTurns({ costedSpend, cost, grossProfit: grossProfit(facts, minCoverage), stock: stock ?? 0n })
}

/** The stock of an account by all rules together. */
export function totalOf(byRule: Readonly<Record<StockRule, StockSum>>): StockSum {
  return stockRules.reduce(
    (all, rule) => ({ stock: all.stock + byRule[rule].stock, cost: all.cost + byRule[rule].cost }),
    { stock: 0n, cost: 0n },
  )
}
