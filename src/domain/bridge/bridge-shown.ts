import { numberToMicros, ratio } from '../money.ts'
import type { Micros } from '../money.ts'
import { partsOfMeasure } from './bridge-parts.ts'
import type { BridgePart, MoneyMeasure } from './bridge-parts.ts'
import type { MoneySums } from './bridge-sums.ts'

/** The rates money is told at: those of the invoices, or those of the base window in both windows. */
export const bridgeRates = ['booked', 'fixed'] as const
export type BridgeRates = (typeof bridgeRates)[number]

/** From before to after in parts that sum to the change, to the last decimal. */
export interface MoneyBridge {
  /** Null below the minimum coverage, and where a cost cannot be told. */
  readonly before: Micros | null
  readonly after: Micros | null
  /** Null where either end is. */
  readonly change: Micros | null
  /** Those that are not zero, in the order of `bridgeParts`; none where there is no change to tell. */
  readonly steps: readonly { readonly part: BridgePart; readonly amount: Micros }[]
}

/** How sums are shown: at which rates, and from which coverage, 0..1, a profit is given at all. */
export interface BridgeForm {
  readonly measure: MoneyMeasure
  readonly rates: BridgeRates
  readonly minCoverage: number
}

/** A bridge of one account or of many that were added up. */
export function toBridge(sums: MoneySums, { measure, rates, minCoverage }: BridgeForm): MoneyBridge {
  const isFixed = rates === 'fixed'
  const known = (amount: Micros, isKnown: boolean): Micros | null => (isKnown ? amount : null)
  const before = known(isFixed ? sums.fixedBefore : sums.bookedBefore, isKnownBefore(sums, minCoverage))
  const after = known(isFixed ? sums.fixedAfter : sums.bookedAfter, isKnownAfter(sums, minCoverage))
  if (before === null || after === null) return { before, after, change: null, steps: [] }
  const steps = partsOfMeasure[measure].flatMap((part) => {
    const amount = isFixed && part === 'currency' ? 0n : (sums.parts[part] ?? 0n)
    return amount === 0n ? [] : [{ part, amount }]
  })
  return { before, after, change: after - before, steps }
}

/** The shares of spend whose cost is known, 0..1; null without spend. */
export function coverageOf(sums: MoneySums): { readonly before: number | null; readonly after: number | null } {
  return {
    before: ratio(sums.costedBefore, sums.magnitudeBefore),
    after: ratio(sums.costedAfter, sums.magnitudeAfter),
  }
}

function isKnownBefore({ magnitudeBefore, costedBefore, unknownBefore }: MoneySums, minCoverage: number): boolean {
  return unknownBefore === 0 && isCovered(costedBefore, magnitudeBefore, minCoverage)
}

function isKnownAfter({ magnitudeAfter, costedAfter, unknownAfter }: MoneySums, minCoverage: number): boolean {
  return unknownAfter === 0 && isCovered(costedAfter, magnitudeAfter, minCoverage)
}

/** As a gross profit has it; who bought nothing has earned us nothing, and revenue asks for no cost. */
function isCovered(costed: Micros, magnitude: Micros, minCoverage: number): boolean {
  if (magnitude === 0n) return true
  return costed !== 0n && costed * 1_000_000n >= magnitude * numberToMicros(minCoverage)
}
