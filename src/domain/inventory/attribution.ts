import type { CarryingRate } from '../cost-rate/book-rate.ts'
import { microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import { divideDown, factorUnit } from './attos.ts'
import type { Attos } from './attos.ts'
import { carryingCost, carryingOf, daysOfYear } from './carrying.ts'
import type { CarryingSum, ValueDays } from './carrying.ts'

/** What lies for an account of one item: a product of a source. */
export interface Holding {
  readonly accountId: string
  readonly item: string
  readonly held: ValueDays
}

/** What lies of an item for nobody by name. */
export interface Pool {
  readonly item: string
  readonly held: ValueDays
  /** Value x days x the days of cover that were stated with the count, or hold in the book. */
  readonly coverDays: bigint
}

/** What there is to attribute over a window. */
export interface StockToAttribute {
  /** Days of the window. */
  readonly days: number
  /** What carrying costs on each span of days, in the order of `ValueDays`; null where nobody has said. */
  readonly rates: readonly (CarryingRate | null)[]
  readonly dedicated: readonly Holding[]
  readonly pools: readonly Pool[]
  /** What accounts said they would take and did not, on the nights after the promised day. */
  readonly untaken: readonly Holding[]
  /** Whether the stock of an item is counted at all: where it is, no more lies untaken than there is. */
  readonly isCounted: (item: string) => boolean
  /** Cost of what was sold of an item in the window to all accounts that took more of it than they brought back. */
  readonly soldOf: (item: string) => Micros
}

/** The part of an item that stands with an account by one rule: average stock at cost over the window, and what carrying it cost. */
interface StockShare {
  readonly accountId: string
  readonly item: string
  readonly stock: Attos
  readonly cost: Attos
  /** Whether some of it lay on a day without a carrying rate: `cost` is that of the other days. */
  readonly isUnrated: boolean
}

/** How an account comes to a share of an item that lies for nobody: cost of what was sold to it x these, of twelve places. */
interface SharedFactor {
  readonly item: string
  readonly stock: bigint
  readonly cost: bigint
  readonly isUnrated: boolean
  /** Days of cover in millionths, and how many of them there is stock for. */
  readonly cover: Micros
  readonly covered: Micros
  /** What carrying all of the item cost, by part: a share of it is made of the same parts. */
  readonly sum: CarryingSum
}

export interface Attribution {
  readonly dedicated: readonly (StockShare & { readonly sum: CarryingSum })[]
  readonly untaken: readonly (StockShare & { readonly sum: CarryingSum })[]
  readonly shared: ReadonlyMap<string, SharedFactor>
  /** All that lies for nobody by name, untaken and shared and the rest that no rule gives to anybody. */
  readonly pool: {
    readonly stock: Attos
    readonly cost: Attos
    readonly items: number
    readonly unrated: number
    readonly sum: CarryingSum
  }
}

/**
 * Attributes stock by rule. Dedicated stock is the account's own. What it did not take is looked for in its dedicated stock first, then in
 * what lies for nobody, and no more of it than lies there. Of what is left, days of cover x cost of what was sold / days of the window
 * stand with who bought, scaled down to the stock there is. A share of what lies for nobody costs what all of it costs, in proportion.
 */
export function attributeStock(input: StockToAttribute): Attribution {
  const { days, rates } = input
  const dedicated = input.dedicated.map(({ accountId, item, held }) => {
    const sum = carryingOf(held, rates)
    return {
      accountId,
      item,
      stock: averageOf(total(held), days),
      cost: carryingCost(sum.total),
      isUnrated: sum.isUnrated,
      sum,
    }
  })
  const wanted = Map.groupBy(beyondDedicated(input), ({ item }) => item)
  const pools = [...input.pools, ...uncountedPools(input, wanted)]
  const untaken: (StockShare & { readonly sum: CarryingSum })[] = []
  const shared = new Map<string, SharedFactor>()
  const poolSums = pools.map((pool) => {
    const sum = carryingOf(pool.held, rates)
    const value = total(pool.held)
    const claims = wanted.get(pool.item) ?? []
    const claimed = claims.reduce((all, { held }) => all + total(held), 0n)
    for (const { accountId, item, held } of value > 0n ? claims : []) {
      const own = total(held)
      const kept = claimed > value ? divideDown(own * value, claimed) : own
      const cost = divideDown(kept * carryingCost(sum.total), value)
      untaken.push({ accountId, item, stock: averageOf(kept, days), cost, isUnrated: sum.isUnrated, sum })
    }
    const factor = sharedFactor(pool, {
      value,
      left: claimed > value ? 0n : value - claimed,
      sum,
      sold: input.soldOf(pool.item),
      days,
    })
    if (factor) shared.set(pool.item, factor)
    return { value, sum }
  })
  const whole = carryingOf(sumOfHeld(pools, rates.length), rates)
  return {
    dedicated,
    untaken,
    shared,
    pool: {
      stock: averageOf(
        poolSums.reduce((all, { value }) => all + value, 0n),
        days,
      ),
      cost: carryingCost(whole.total),
      items: poolSums.filter(({ value }) => value > 0n).length,
      unrated: poolSums.filter(({ sum }) => sum.isUnrated).length,
      sum: whole,
    },
  }
}

/** The largest factor the ledger takes: a million times what was sold is more than anybody keeps for it. */
const largestFactor = 999_999n * factorUnit

/** What stands with an account of an item by a factor; who brought back more than it took has none of it. */
export function shareOf(factor: bigint, sold: Micros): Attos {
  return sold > 0n ? factor * sold : 0n
}

/** Untaken goods that do not already lie in the dedicated stock of the account. */
function beyondDedicated({ dedicated, untaken }: StockToAttribute): readonly Holding[] {
  const own = new Map(dedicated.map((holding) => [keyOf(holding), total(holding.held)]))
  return untaken.flatMap((holding) => {
    const value = total(holding.held)
    const rest = value - (own.get(keyOf(holding)) ?? 0n)
    return rest > 0n ? [{ ...holding, held: holding.held.map((one) => divideDown(one * rest, value)) }] : []
  })
}

/** Where stock is not counted, what was not taken is what lies there. */
function uncountedPools(
  { isCounted }: StockToAttribute,
  wanted: ReadonlyMap<string, readonly Holding[]>,
): readonly Pool[] {
  return [...wanted]
    .filter(([item]) => !isCounted(item))
    .map(([item, holdings]) => ({ item, held: sumOfHeld(holdings, holdings[0]?.held.length ?? 0), coverDays: 0n }))
}

function sharedFactor(
  { item, coverDays }: Pool,
  {
    value,
    left,
    sum,
    sold,
    days,
  }: {
    readonly value: bigint
    readonly left: bigint
    readonly sum: CarryingSum
    readonly sold: Micros
    readonly days: number
  },
): SharedFactor | null {
  if (left <= 0n || sold <= 0n) return null
  // Days of cover as a fraction: those of the item, or as many as there is stock for.
  const isEnough = coverDays * sold <= left * value
  const [over, under] = isEnough ? [coverDays, value] : [left, sold]
  return {
    item,
    stock: atMost(divideDown(over * factorUnit, under * BigInt(days))),
    cost: atMost(divideDown(over * sum.total * microsPerUnit, under * value * daysOfYear)),
    isUnrated: sum.isUnrated,
    cover: divideDown(coverDays * microsPerUnit, value),
    covered: divideDown(over * microsPerUnit, under),
    sum,
  }
}

function atMost(factor: bigint): bigint {
  return factor > largestFactor ? largestFactor : factor
}

function averageOf(valueDays: bigint, days: number): Attos {
  return divideDown(valueDays * factorUnit, BigInt(days))
}

function sumOfHeld(list: readonly { readonly held: ValueDays }[], spans: number): ValueDays {
  const sums = Array.from({ length: spans }, () => 0n)
  for (const { held } of list) for (const [span, value] of held.entries()) sums[span] = (sums[span] ?? 0n) + value
  return sums
}

function total(held: ValueDays): bigint {
  return held.reduce((sum, one) => sum + one, 0n)
}

function keyOf({ accountId, item }: Holding): string {
  return `${accountId} ${item}`
}
