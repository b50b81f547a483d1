import type { AccountFacts } from '../facts.ts'
import { ratio } from '../money.ts'

type Facts = Pick<AccountFacts, 'standardSpend' | 'standardKnownSpend' | 'handledOrders' | 'plainOrders'>

/** How well what an account buys, and how it orders, fits the way we work; all fractions 0..1 with 6 decimals. */
export interface OperatingFit {
  /** Share of spend on standard products, of the spend of which that is known; null where none is. */
  readonly standard: number | null
  /** Share of orders without special handling; null where nobody notes special handling. */
  readonly plain: number | null
  /** The mean of the shares that are known; null when neither is. */
  readonly fit: number | null
}

/** A share of spend is kept within 0..1: returns of either sort of product can take it past both ends. */
export function operatingFit({ standardSpend, standardKnownSpend, handledOrders, plainOrders }: Facts): OperatingFit {
  const spend = standardKnownSpend > 0n ? standardKnownSpend : 0n
  const onStandard = standardSpend < 0n ? 0n : standardSpend > spend ? spend : standardSpend
  const [plain, orders] = [BigInt(plainOrders), BigInt(handledOrders + plainOrders)]
  const shares = { standard: ratio(onStandard, spend), plain: ratio(plain, orders) }
  if (shares.standard === null || shares.plain === null) return { ...shares, fit: shares.standard ?? shares.plain }
  return { ...shares, fit: ratio(onStandard * orders + plain * spend, 2n * spend * orders) }
}
