import { attosToMicros, splitBy } from '../../domain/inventory/attos.ts'
import type { Attos } from '../../domain/inventory/attos.ts'
import { shareOf } from '../../domain/inventory/attribution.ts'
import { stockRules } from '../../domain/inventory/stock-rule.ts'
import type { StockRule } from '../../domain/inventory/stock-rule.ts'
import { carryingParts, knownCost } from '../../domain/inventory/carrying.ts'
import type { CarryingPart, CarryingSum } from '../../domain/inventory/carrying.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { soldInScope } from '../../ledger/facts/stock-sold.ts'
import type { Ctx } from '../context.ts'
import { measureStock, nameOf, noStock } from '../stock/measure-stock.ts'
import type { AccountStock, BookStock, StockItem } from '../stock/measure-stock.ts'

/** An item that stands with an account by one rule: of each rule they sum to the stock of the account. */
export interface AccountItem extends StockItem {
  readonly rule: StockRule
  /** Average stock at cost over the window, and what carrying it cost; null where the item has no known cost. */
  readonly stock: Micros | null
  readonly cost: Micros | null
  /** Whether some of it lay on a day without a carrying rate, which is not in the cost. */
  readonly isUnrated: boolean
  /** How an item that all share comes to stand with it; null by the other rules. */
  readonly shared: SharedBy | null
}

/** Cost of what was sold of the item to the account in the window, the days of cover, and how many of them there was stock for. */
interface SharedBy {
  readonly sold: Micros
  readonly cover: Micros
  readonly covered: Micros
}

/** The stock that stands with an account, with the items it is made of. */
export interface AccountStockItems {
  readonly book: BookStock
  readonly sums: AccountStock
  /** Those that bind most first. */
  readonly items: readonly AccountItem[]
  /** What carrying them cost, by what it is made of; sums to the cost of all of them. */
  readonly byPart: Readonly<Record<CarryingPart, Micros>>
}

interface Share extends StockItem {
  readonly item: string
  readonly stock: Attos
  readonly cost: Attos
  readonly isUnrated: boolean
  readonly sum: CarryingSum
  readonly shared: SharedBy | null
}

/** The stock of one account over a window, item by item. */
export async function measureAccountStock(
  ctx: Pick<Ctx, 'ledger' | 'records'>,
  id: string,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<AccountStockItems> {
  const book = await measureStock(ctx, window, kinds)
  const sharesOf = {
    dedicated: namedShares(book, id, book.attribution.dedicated),
    untaken: namedShares(book, id, book.attribution.untaken),
    shared: await sharedShares(ctx, book, id, window, kinds),
  }
  const known = stockRules.flatMap((rule) => roundedItems(rule, sharesOf[rule]))
  const withoutCost = book.withoutCost
    .filter(({ accountId }) => accountId === id)
    .map(({ item, rule }): AccountItem => ({
      ...nameOf(book.items, item),
      rule,
      stock: null,
      cost: null,
      isUnrated: false,
      shared: null,
    }))
  const sums = book.byAccount.get(id) ?? noStock
  const shares = stockRules.flatMap((rule) => sharesOf[rule])
  return { book, sums, items: [...known.toSorted(mostFirst), ...withoutCost], byPart: partsOf(shares, sums) }
}

function namedShares(
  book: BookStock,
  id: string,
  shares: readonly (Omit<Share, 'source' | 'product' | 'shared'> & { readonly accountId: string })[],
): readonly Share[] {
  return shares
    .filter(({ accountId }) => accountId === id)
    .map((share) => ({ ...share, ...nameOf(book.items, share.item), shared: null }))
}

async function sharedShares(
  { ledger }: Pick<Ctx, 'ledger'>,
  book: BookStock,
  id: string,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<readonly Share[]> {
  if (book.attribution.shared.size === 0) return []
  const sold = await soldInScope(ledger, window, kinds, await accountScope(ledger, [id]))
  return sold.flatMap(({ item, cost }) => {
    const factor = book.attribution.shared.get(item)
    if (!factor || cost <= 0n) return []
    const { isUnrated, sum, cover, covered } = factor
    const shared = { sold: cost, cover, covered }
    const [stock, carrying] = [shareOf(factor.stock, cost), shareOf(factor.cost, cost)]
    return [{ ...nameOf(book.items, item), item, stock, cost: carrying, isUnrated, sum, shared }]
  })
}

/** Each item is given what the sum up to it comes to less what the ones before were given: their sum is the rounded sum. */
function roundedItems(rule: StockRule, shares: readonly Share[]): readonly AccountItem[] {
  let exact = { stock: 0n, cost: 0n }
  let given = { stock: 0n, cost: 0n }
  return shares
    .toSorted((one, other) => (one.item < other.item ? -1 : 1))
    .map(({ source, product, isUnrated, shared, ...share }) => {
      exact = { stock: exact.stock + share.stock, cost: exact.cost + share.cost }
      const upTo = { stock: attosToMicros(exact.stock), cost: attosToMicros(exact.cost) }
      const own = { stock: upTo.stock - given.stock, cost: upTo.cost - given.cost }
      given = upTo
      const cost = knownCost(own, { unrated: isUnrated ? 1 : 0 })
      return { source, product, rule, stock: own.stock, cost, isUnrated, shared }
    })
}

function partsOf(shares: readonly Share[], { byRule }: AccountStock): Readonly<Record<CarryingPart, Micros>> {
  const total = stockRules.reduce((all, rule) => all + byRule[rule].cost, 0n)
  const weights = carryingParts.map((part) =>
    shares.reduce((all, { cost, sum }) => all + (sum.total > 0n ? (cost * sum.byPart[part]) / sum.total : 0n), 0n),
  )
  return partsFrom(splitBy(total, weights))
}

/** What carrying cost, by part, from amounts in their order. */
export function partsFrom(amounts: readonly Micros[]): Readonly<Record<CarryingPart, Micros>> {
  const [capital = 0n, storage = 0n, insurance = 0n, obsolescence = 0n, damage = 0n] = amounts
  return { capital, storage, insurance, obsolescence, damage }
}

function mostFirst(one: AccountItem, other: AccountItem): number {
  const more = (other.stock ?? 0n) - (one.stock ?? 0n)
  if (more !== 0n) return more > 0n ? 1 : -1
  return `${one.source} ${one.product} ${one.rule}` < `${other.source} ${other.product} ${other.rule}` ? -1 : 1
}
