import type { Day } from '../../domain/day.ts'
import { divideHalfEven, formatMicros, microsPerUnit } from '../../domain/money.ts'
import { inverseOf } from '../../domain/rate.ts'
import type { HeldRate } from '../../ledger/facts/bridge-products.ts'
import { foreignMoney, sourcesWithUnits } from '../../ledger/facts/bridge-rates.ts'
import { openRates } from '../../ledger/facts/rate-on.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import type { BridgedWindows } from './read-lines.ts'

/** A rate that holds in both windows of a comparison. */
export interface FixedRate extends HeldRate {
  /** Units of the currency for one of the base currency. */
  readonly rate: string
  /** The day it is of; null for the average of the lines of the base window. */
  readonly day: Day | null
}

/** What two windows are bridged with beside their lines. */
export interface BridgeBasis {
  readonly rates: readonly FixedRate[]
  /** Sources that say in which units they count. */
  readonly unitSources: ReadonlySet<string>
}

export async function readBasis(ledger: Ledger, windows: BridgedWindows): Promise<BridgeBasis> {
  const { before, after, watermark } = windows
  return {
    rates: await readHeldRates(ledger, windows),
    unitSources: await sourcesWithUnits(ledger, { from: before.from, to: after.to, watermark }),
  }
}

/**
 * The rate of each foreign currency that both windows are told at: that of the last day of the base window, the last quoted of seven days;
 * else what its lines in the base window come to on average. A currency that has neither stays at the rates of its invoices.
 */
async function readHeldRates(
  ledger: Ledger,
  { before, after, watermark, kinds }: BridgedWindows,
): Promise<readonly FixedRate[]> {
  const foreign = await foreignMoney(ledger, { before, to: after.to, watermark }, kinds)
  if (foreign.length === 0) return []
  const rateOn = await openRates(ledger, await baseCurrencyOf(ledger), watermark)
  return foreign.flatMap(({ currency, net, baseNet }): FixedRate[] => {
    const quoted = rateOn(currency, before.to)
    const average = baseNet === 0n ? 0n : divideHalfEven(net * microsPerUnit, baseNet)
    const rate = quoted ?? average
    if (rate <= 0n) return []
    return [{ currency, rate: formatMicros(rate), inverse: inverseOf(rate), day: quoted === null ? null : before.to }]
  })
}
