import { carryingSpans, coverDaysOn } from '../../domain/cost-rate/cost-rates.ts'
import type { CarryingSpan, CostRates } from '../../domain/cost-rate/cost-rates.ts'
import { daysBetween } from '../../domain/day.ts'
import { attosToMicros } from '../../domain/inventory/attos.ts'
import type { Attos } from '../../domain/inventory/attos.ts'
import { shareOf } from '../../domain/inventory/attribution.ts'
import type { Attribution } from '../../domain/inventory/attribution.ts'
import type { StockRule } from '../../domain/inventory/stock-rule.ts'
import type { LineKind } from '../../domain/kind.ts'
import { microsPerUnit } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { untakenItems } from '../../ledger/facts/commitment-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { countedSources, heldItems } from '../../ledger/facts/stock-holdings.ts'
import type { CountedDays } from '../../ledger/facts/stock-holdings.ts'
import { sharedSums, soldItems } from '../../ledger/facts/stock-sold.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import type { Ctx } from '../context.ts'
import { readCostRates } from '../cost-rate/read-cost-rates.ts'
import { keepLatest } from '../keep-latest.ts'
import { attributeInTurns } from './attribute-in-turns.ts'

type Stores = Pick<Ctx, 'ledger' | 'records'>

/** Average stock at cost over a window, and what carrying it cost; that of days without a rate is not in it. */
export interface StockSum {
  readonly stock: Micros
  readonly cost: Micros
}

/** The stock that stands with an account. */
export interface AccountStock {
  readonly byRule: Readonly<Record<StockRule, StockSum>>
  /** Items that are dedicated to it or that it did not take whose cost is not known. */
  readonly uncosted: number
  /** Items that lay on days without a carrying rate; all that are shared count as one. */
  readonly unrated: number
}

/** The stock of an account that has none. */
export const noStock: AccountStock = {
  byRule: { dedicated: { stock: 0n, cost: 0n }, untaken: { stock: 0n, cost: 0n }, shared: { stock: 0n, cost: 0n } },
  uncosted: 0,
  unrated: 0,
}

/** An item of stock by its names. */
export interface StockItem {
  readonly source: string
  readonly product: string
}

/** An item of an account without a known cost, in no amount. */
interface WithoutCost {
  readonly accountId: string
  readonly item: string
  readonly rule: 'dedicated' | 'untaken'
}

/** The stock of the book over a window. What stands with accounts and what no rule gives to any sum to the total. */
export interface BookStock {
  readonly byAccount: ReadonlyMap<string, AccountStock>
  readonly total: StockSum
  readonly notAttributed: StockSum
  /** Items of shared stock without a known cost, and how many of it lay on days without a carrying rate. */
  readonly sharedWithoutCost: readonly string[]
  readonly unrated: number
  /** What is dedicated to accounts or was not taken by them and has no known cost. */
  readonly withoutCost: readonly WithoutCost[]
  /** The sources that count stock, with their first and last count up to the end of the window. */
  readonly counted: ReadonlyMap<string, CountedDays>
  /** The days of the window by the carrying rate that holds on them. */
  readonly spans: readonly CarryingSpan[]
  /** Days of cover of an item whose counts state none. */
  readonly coverDays: number
  readonly days: number
  readonly attribution: Attribution
  readonly items: ReadonlyMap<string, StockItem>
}

/** Windows that are kept of a ledger: those that people look at now. */
const keptWindows = 4
const keptByLedger = new WeakMap<Ledger, Map<string, Promise<BookStock>>>()

/** The stock of all accounts over a window, kept until the ledger or a rate changes. */
export async function measureStock(
  { ledger, records }: Stores,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<BookStock> {
  const rates = await readCostRates(records.view)
  const kept = keptByLedger.get(ledger) ?? new Map<string, Promise<BookStock>>()
  keptByLedger.set(ledger, kept)
  const { from, to, watermark } = window
  const name = JSON.stringify([from, to, watermark, kinds.toSorted(), rates.newest])
  return keepLatest(kept, name, keptWindows, () => stockAt(ledger, { from, to, watermark }, kinds, rates))
}

/** The same at rates one has, worked out anew. */
export async function stockAt(
  ledger: Ledger,
  window: FactsWindow,
  kinds: readonly LineKind[],
  costRates: CostRates,
): Promise<BookStock> {
  const spans = carryingSpans(costRates, window)
  const coverDays = coverDaysOn(costRates, window.to)
  const days = daysBetween(window.from, window.to) + 1
  const counted = await countedSources(ledger, window)
  const cover = BigInt(coverDays) * microsPerUnit
  const held = counted.size === 0 ? [] : await heldItems(ledger, window, { spans, cover })
  const late = await untakenItems(ledger, window, spans)
  const isShared = held.some(({ accountId }) => accountId === null)
  const { byItem, back } = isShared
    ? await soldItems(ledger, window, kinds)
    : { byItem: new Map<string, Micros>(), back: [] }
  const takenOf = new Map(byItem)
  for (const { item, cost } of back) takenOf.set(item, (takenOf.get(item) ?? 0n) - cost)
  const items = new Map([...held, ...late].map(({ item, source, product }) => [item, { source, product }]))
  const attribution = await attributeInTurns(held, late, {
    days,
    rates: spans.map(({ rate }) => rate),
    isCounted: (item) => counted.has(items.get(item)?.source ?? ''),
    soldOf: (item) => takenOf.get(item) ?? 0n,
  })
  const sums = new AccountSums()
  for (const share of attribution.dedicated) sums.add('dedicated', share)
  for (const share of attribution.untaken) sums.add('untaken', share)
  const factors = [...attribution.shared.values()].map((factor) => ({ ...factor, ...nameOf(items, factor.item) }))
  const shared = await sharedSums(ledger, window, kinds, factors)
  for (const [accountId, sum] of shared) sums.addShared(accountId, sum)
  // What was brought back lowers the sums of the ledger, but nobody is given less than nothing of an item.
  for (const { accountId, item, cost } of back) {
    const factor = attribution.shared.get(item)
    if (factor)
      sums.addShared(accountId, {
        stock: shareOf(factor.stock, -cost),
        cost: shareOf(factor.cost, -cost),
        isUnrated: false,
      })
  }
  const withoutCost = [...uncostedOf('dedicated', held), ...uncostedOf('untaken', late)]
  for (const { accountId, item } of withoutCost) sums.addUncosted(accountId, item)
  const byAccount = sums.byAccount()
  const given = totalOf([...byAccount.values()].flatMap(({ byRule }) => Object.values(byRule)))
  const dedicated = totalOf([...byAccount.values()].map(({ byRule }) => byRule.dedicated))
  const total = {
    stock: dedicated.stock + attosToMicros(attribution.pool.stock),
    cost: dedicated.cost + attosToMicros(attribution.pool.cost),
  }
  return {
    byAccount,
    total,
    notAttributed: { stock: total.stock - given.stock, cost: total.cost - given.cost },
    sharedWithoutCost: [
      ...new Set(held.filter(isUncosted).flatMap(({ accountId, item }) => (accountId === null ? [item] : []))),
    ],
    unrated: attribution.pool.unrated,
    withoutCost,
    counted,
    spans,
    coverDays,
    days,
    attribution,
    items,
  }
}

/** The names of an item of the stock it is from. */
export function nameOf(items: ReadonlyMap<string, StockItem>, item: string): StockItem {
  const named = items.get(item)
  if (!named) throw new Error(`Cannot find item "${item}" of the stock it is from`)
  return named
}

/** Adds up what stands with accounts, exactly; each rule of an account is rounded down once. */
class AccountSums {
  readonly #sums = new Map<string, Record<StockRule, { stock: Attos; cost: Attos }>>()
  readonly #unrated = new Map<string, Set<string>>()
  readonly #uncosted = new Map<string, Set<string>>()

  add(
    rule: StockRule,
    share: {
      readonly accountId: string
      readonly item: string
      readonly stock: Attos
      readonly cost: Attos
      readonly isUnrated: boolean
    },
  ): void {
    const sums = this.#sums.get(share.accountId) ?? noSums()
    this.#sums.set(share.accountId, sums)
    sums[rule].stock += share.stock
    sums[rule].cost += share.cost
    if (share.isUnrated) addTo(this.#unrated, share.accountId, share.item)
  }

  addShared(
    accountId: string,
    sum: { readonly stock: Attos; readonly cost: Attos; readonly isUnrated: boolean },
  ): void {
    this.add('shared', { accountId, item: '', ...sum })
  }

  addUncosted(accountId: string, item: string): void {
    if (!this.#sums.has(accountId)) this.#sums.set(accountId, noSums())
    addTo(this.#uncosted, accountId, item)
  }

  byAccount(): ReadonlyMap<string, AccountStock> {
    return new Map(
      [...this.#sums].map(([id, { dedicated, untaken, shared }]) => [
        id,
        {
          byRule: { dedicated: rounded(dedicated), untaken: rounded(untaken), shared: rounded(shared) },
          uncosted: this.#uncosted.get(id)?.size ?? 0,
          unrated: this.#unrated.get(id)?.size ?? 0,
        },
      ]),
    )
  }
}

function noSums(): Record<StockRule, { stock: Attos; cost: Attos }> {
  const none = () => ({ stock: 0n, cost: 0n })
  return { dedicated: none(), untaken: none(), shared: none() }
}

function addTo(sets: Map<string, Set<string>>, name: string, item: string): void {
  sets.set(name, (sets.get(name) ?? new Set()).add(item))
}

function rounded({ stock, cost }: { readonly stock: Attos; readonly cost: Attos }): StockSum {
  return { stock: attosToMicros(stock), cost: attosToMicros(cost) }
}

function totalOf(sums: readonly StockSum[]): StockSum {
  return sums.reduce((all, { stock, cost }) => ({ stock: all.stock + stock, cost: all.cost + cost }), {
    stock: 0n,
    cost: 0n,
  })
}

function isUncosted({ uncosted }: { readonly uncosted: number }): boolean {
  return uncosted > 0
}

/** Items of accounts without a known cost, each once. */
function uncostedOf(
  rule: WithoutCost['rule'],
  rows: readonly { readonly accountId: string | null; readonly item: string; readonly uncosted: number }[],
): readonly WithoutCost[] {
  const byKey = new Map<string, WithoutCost>()
  for (const { accountId, item } of rows.filter(isUncosted))
    if (accountId !== null) byKey.set(`${accountId} ${item}`, { accountId, item, rule })
  return [...byKey.values()]
}
