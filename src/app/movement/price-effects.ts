import type { Micros } from '../../domain/money.ts'
import type { Ctx } from '../context.ts'
import { closingOf } from './compared-ends.ts'
import type { ComparedPart } from './open-part.ts'

/** What prices and exchange rates made of the change of an account, by row of the comparison. */
export interface PriceEffects {
  readonly priceOf: (row: number) => Micros | null
  readonly currencyOf: (row: number) => Micros | null
}

/** Null where it cannot be told: an end is that of a closing, which keeps no lines. */
const unknown: PriceEffects = { priceOf: () => null, currencyOf: () => null }

/** The effects of the whole comparison. */
export async function openPriceEffects(_ctx: Ctx, { ends: { before, after } }: ComparedPart): Promise<PriceEffects> {
  if (closingOf(before) !== null || closingOf(after) !== null) return unknown
  return unknown
}
