import { grossProfit } from '../facts.ts'
import type { AccountFacts } from '../facts.ts'
import { divideHalfEven, microsPerUnit, ratio } from '../money.ts'
import type { Micros } from '../money.ts'

/** Where margins are cut, as fractions: below zero, and by steps of ten per cent up to forty and above. */
const edges = [0, 0.1, 0.2, 0.3, 0.4] as const

/** A band of gross margin rates, `from` inclusive; null is without end. */
export interface MarginBand {
  readonly from: number | null
  readonly below: number | null
}

export const marginBands: readonly MarginBand[] = [
  { from: null, below: edges[0] },
  ...edges.map((from, index) => ({ from, below: edges[index + 1] ?? null })),
]

/** The spend of families of products by the band of their margin; the bands and what has none sum to all of them. */
export interface MarginMix {
  /** In the order of `marginBands`. */
  readonly spend: readonly Micros[]
  /** Of families of whose spend too little has a known cost, or whose margin has no meaning. */
  readonly unknown: Micros
}

/** The band of the gross profit of facts on their costed spend; null where that is unknown or not above zero. Compared exactly. */
export function marginBandOf(facts: AccountFacts, minCoverage: number): number | null {
  const profit = grossProfit(facts, minCoverage)
  if (profit === null || facts.costedSpend <= 0n) return null
  const { costedSpend } = facts
  return edges.filter((edge) => profit * microsPerUnit >= costedSpend * BigInt(Math.round(edge * 1e6))).length
}

/** How what was bought divides into bands of margin. */
export function marginMix(families: Iterable<AccountFacts>, minCoverage: number): MarginMix {
  const spend = marginBands.map(() => 0n)
  let unknown = 0n
  for (const facts of families) {
    const band = marginBandOf(facts, minCoverage)
    if (band === null) unknown += facts.spend
    else spend[band] = (spend[band] ?? 0n) + facts.spend
  }
  return { spend, unknown }
}

/** What an account paid for a product in one unit, and what all others did; discounts of the product taken off. */
export interface PricedProduct {
  readonly net: Micros
  readonly quantity: Micros
  readonly othersNet: Micros
  readonly othersQuantity: Micros
}

/** What an account paid beside what others pay for the same. */
export interface PriceRealisation {
  /** Net of the products that others buy too. */
  readonly compared: Micros
  /** What the same quantities come to at the average price of the others; each product is rounded once to six decimals. */
  readonly atOthersPrices: Micros
  /** The one over the other, as a fraction: 1.05 is five per cent dearer. Null where nothing can be compared. */
  readonly rate: number | null
  readonly products: number
}

/** Compares prices product by product; a product that nobody else bought, or that came back on balance, cannot be compared. */
export function priceRealisation(products: Iterable<PricedProduct>): PriceRealisation {
  let [compared, atOthersPrices, count] = [0n, 0n, 0]
  for (const { net, quantity, othersNet, othersQuantity } of products) {
    if (quantity <= 0n || othersQuantity <= 0n || othersNet <= 0n) continue
    compared += net
    atOthersPrices += divideHalfEven(othersNet * quantity, othersQuantity)
    count += 1
  }
  return { compared, atOthersPrices, rate: ratio(compared, atOthersPrices), products: count }
}
