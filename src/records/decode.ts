import { divideHalfEven } from '../domain/money.ts'
import type { Micros } from '../domain/money.ts'

/** What a JSON column may hold. A bigint is not among it: money inside JSON is a decimal string. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }

const microsPerStored = 100n
const maxStored = 2n ** 63n - 1n

/** Closed money is kept in ten-thousandths: rounds once, half to even. Throws on what 64 bits cannot hold. */
export function microsToStored(amount: Micros): bigint {
  const stored = divideHalfEven(amount, microsPerStored)
  if (stored > maxStored || stored < -maxStored) throw new RangeError(`Cannot store amount "${amount}" millionths`)
  return stored
}

/** The ten-thousandths of a money column as millionths; exact. */
export function storedToMicros(stored: bigint): Micros {
  return stored * microsPerStored
}

/** A count, version or sequence number, which both drivers give as bigint. Throws when a number cannot hold it. */
export function storedToNumber(stored: bigint): number {
  const number = Number(stored)
  if (!Number.isSafeInteger(number)) throw new RangeError(`Cannot read "${stored}" as a number`)
  return number
}

/** The value of a JSON column, of which both drivers give the text. */
export function storedToJson(stored: string): Json {
  return JSON.parse(stored) as Json
}

/** The text of a JSON column; also fit for PostgreSQL, which takes neither NUL nor half a character. */
export function jsonToStored(value: Json): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part === 'string') assertStorable(part)
    return part
  })
}

/** Throws on text that PostgreSQL cannot hold and that no file we read contains: NUL and unpaired surrogates. */
export function assertStorable(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw new RangeError(`Cannot store text ${JSON.stringify(text)}`)
}

/** Calls `convert` on what is there; null stays null. */
export function ifPresent<A, B>(value: A | null, convert: (value: A) => B): B | null {
  return value === null ? null : convert(value)
}
