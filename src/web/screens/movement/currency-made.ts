import type { Output } from '../../../contract/operations.ts'
import { parseMicros } from '../../../domain/money.ts'

/** What exchange rates made of what was kept; null where they made nothing, or where it cannot be told. */
export function currencyMade({ currencyEffect }: Pick<Output<'getRetention'>, 'currencyEffect'>): string | null {
  if (currencyEffect === undefined || currencyEffect === null) return null
  return parseMicros(currencyEffect) === 0n ? null : currencyEffect
}
