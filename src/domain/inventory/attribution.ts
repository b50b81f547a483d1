import type { CarryingRate } from '../cost-rate/book-rate.ts'
import { microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import { divideDown, factorUnit } from './attos.ts'
import type { Attos } from './attos.ts'
import { addCarrying, carryingCost, carryingOf, daysOfYear } from './carrying.ts'
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
  /** What it cost is made of in the proportion of this. */
  readonly sum: CarryingSum
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
  readonly dedicated: readonly StockShare[]
  readonly untaken: readonly StockShare[]
  readonly shared: ReadonlyMap<string, SharedFactor>
  /** All that lies for nobody by name, untaken and shared and the rest that no rule gives to anybody. */
  readonly pool: {
    readonly stock: Attos
    readonly cost: Attos
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
  const wanted = Map.groupBy(beyondDedicated(input), ({ item }) => item)
  const pools = [...input.pools, ...uncountedPools(input, wanted)].map((pool): ValuedPool => {
    const claims = wanted.get(pool.item) ?? []
    const claimed = claims.reduce((all, { held }) => all + total(held), 0n)
    return { ...pool, value: total(pool.held), sum: carryingOf(pool.held, rates), claims, claimed }
  })
  const factors = pools.flatMap((pool) => sharedFactor(pool, input.soldOf(pool.item), days) ?? [])
  const whole = carryingOf(sumOfHeld(pools, rates.length), rates)
  const value = pools.reduce((all, pool) => all + pool.value, 0n)
  return {
    dedicated: input.dedicated.map((holding) => dedicatedShare(holding, input)),
    untaken: pools.flatMap((pool) => untakenShares(pool, days)),
    shared: new Map(factors.map((factor) => [factor.item, factor])),
    pool: {
      stock: averageOf(value, days),
      cost: carryingCost(whole.total),
      unrated: pools.filter(({ sum }) => sum.isUnrated).length,
      sum: whole,
    },
  }
}

/** What lies of an item for nobody, and who did not take of it what they said they would. */
interface ValuedPool extends Pool {
  /** Value x days of all of it. */
  readonly value: bigint
  readonly sum: CarryingSum
  readonly claims: readonly Holding[]
  /** Value x days of all claims. */
  readonly claimed: bigint
}

function dedicatedShare(
  { accountId, item, held }: Holding,
  { days, rates }: Pick<StockToAttribute, 'days' | 'rates'>,
): StockShare {
  const sum = carryingOf(held, rates)
  const { isUnrated } = sum
  return { accountId, item, stock: averageOf(total(held), days), cost: carryingCost(sum.total), isUnrated, sum }
}

/** What was not taken, scaled down to what lies there; it costs what all of it costs, in proportion. */
function untakenShares({ value, sum, claims, claimed }: ValuedPool, days: number): readonly StockShare[] {
  if (value <= 0n) return []
  const { isUnrated } = sum
  return claims.map(({ accountId, item, held }) => {
    const own = total(held)
    const kept = claimed > value ? divideDown(own * value, claimed) : own
    const cost = divideDown(kept * carryingCost(sum.total), value)
    return { accountId, item, stock: averageOf(kept, days), cost, isUnrated, sum }
  })
}

/** The attributions of items apart as one, each item in one of them. */
export function joinAttributions(parts: readonly Attribution[]): Attribution {
  return {
    dedicated: parts.flatMap(({ dedicated }) => dedicated),
    untaken: parts.flatMap(({ untaken }) => untaken),
    shared: new Map(parts.flatMap(({ shared }) => [...shared])),
    pool: parts.reduce(
      (all, { pool }) => ({
        stock: all.stock + pool.stock,
        cost: all.cost + pool.cost,
        unrated: all.unrated + pool.unrated,
        sum: addCarrying(all.sum, pool.sum),
      }),
      { stock: 0n, cost: 0n, unrated: 0, sum: carryingOf([], []) },
    ),
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
    const taken = own.size === 0 ? 0n : (own.get(keyOf(holding)) ?? 0n)
    if (taken === 0n) return value > 0n ? [holding] : []
    const rest = value - taken
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
  { item, coverDays, value, claimed, sum }: ValuedPool,
  sold: Micros,
  days: number,
): SharedFactor | null {
  const left = value - claimed
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
