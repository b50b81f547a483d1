import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { BookError } from '../error.ts'

/** The largest amount that a view holds, positive or negative: 64 bits of millionths, one of which means unknown. */
const largest: Micros = 2n ** 63n - 1n

/** A row as it is. Throws a sentence where an amount is larger than a view holds: the ledger, whose sums are wider, has it. */
export function held(row: StoredAccount): StoredAccount {
  for (const value of Object.values(row)) if (typeof value === 'bigint') assertHeld(value)
  return row
}

export function assertHeld(amount: Micros): void {
  if (amount <= largest && amount >= -largest) return
  throw new BookError(
    'conflict',
    `Cannot work out the account view: an account comes to ${formatMicros(amount)}, and a view holds no more than ${formatMicros(largest)}; look for an amount that was imported in too small a unit`,
  )
}
