import { isDay } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { BookError } from '../error.ts'

/** A cursor comes back from the address, where anybody may have written it: what the ledger cannot read is no cursor. */
function refuse(value: string): never {
  throw new BookError('bad-input', `Cannot go on from "${value.slice(0, 60)}": it is no cursor of this list`)
}

/** The whole number, from 0, in a value of a cursor. */
export function countIn(value: string): number {
  return /^\d{1,15}$/.test(value) ? Number(value) : refuse(value)
}

/** The day in a value of a cursor. */
export function dayIn(value: string): Day {
  return isDay(value) ? value : refuse(value)
}

/** The 64-bit integer in a value of a cursor, as text. */
export function keyIn(value: string): string {
  return /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value) ? value : refuse(value)
}
