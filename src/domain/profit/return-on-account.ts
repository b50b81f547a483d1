import type { AccountFacts } from '../facts.ts'
import { divideHalfEven, ratio } from '../money.ts'
import type { Micros } from '../money.ts'
import type { ProfitComponent } from './components.ts'

/** What is tied up in an account over a window, on average, in base currency. */
export interface TiedUp {
  /** Null where the book was never told of payments, or where some of them cannot be told. */
  readonly receivables: Micros | null
  readonly stock: Micros | null
  /** What of both is measured; null where neither is, and where one that is measured is unknown. */
  readonly total: Micros | null
}

/**
 * Average receivables, which are amount x days waited over the days of the window, and average stock at cost by whatever rule gives
 * it to the account (measures.md, 8).
 */
export function tiedUp(
  facts: AccountFacts,
  { days, measured }: { readonly days: number; readonly measured: ReadonlySet<ProfitComponent> },
): TiedUp {
  const waits = measured.has('financing')
  const holds = measured.has('carrying')
  const receivables = waits && facts.unmeasured === 0 ? divideHalfEven(facts.receivableDays, BigInt(days)) : null
  const stock =
    holds && facts.stockUncosted === 0 ? facts.stockDedicated + facts.stockUntaken + facts.stockShared : null
  const isUnknown = (waits && receivables === null) || (holds && stock === null)
  return {
    receivables,
    stock,
    total: isUnknown || (!waits && !holds) ? null : (receivables ?? 0n) + (stock ?? 0n),
  }
}

/** Net profit over what is tied up, as a fraction with six decimals; null where nothing is, or either is unknown. */
export function returnOnAccount(netProfit: Micros | null, total: Micros | null): number | null {
  return netProfit === null || total === null || total <= 0n ? null : ratio(netProfit, total)
}
