import { ratio } from '../money.ts'
import type { Micros } from '../money.ts'

/** How often stock turns, and what it earns; each null where it has nothing to be measured by. Six decimals. */
export interface StockTurns {
  /** Cost of what was sold in the window over average stock at cost. */
  readonly turns: number | null
  /** Gross profit over average stock at cost. */
  readonly gmroi: number | null
  /** Turns x gross profit in per cent of sales. */
  readonly turnEarn: number | null
}

/**
 * Turns, GMROI and turn-earn index (measures.md, 6) of the window that is looked at: nothing is stretched to a year. Gross profit
 * is null below the minimum coverage; turns then are too, for the cost of what was sold is as unknown.
 */
export function stockTurns({
  costedSpend,
  cost,
  grossProfit,
  stock,
}: {
  /** Spend whose cost is known, and that cost. */
  readonly costedSpend: Micros
  readonly cost: Micros
  readonly grossProfit: Micros | null
  /** Average over the window, at cost. */
  readonly stock: Micros
}): StockTurns {
  if (stock <= 0n || grossProfit === null) return { turns: null, gmroi: null, turnEarn: null }
  return {
    turns: ratio(cost, stock),
    gmroi: ratio(grossProfit, stock),
    turnEarn: costedSpend > 0n ? ratio(cost * grossProfit * 100n, stock * costedSpend) : null,
  }
}
