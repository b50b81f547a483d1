import { parseMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Row } from './session.ts'

/** The text in a column; throws when it is null or no text: the query promised one. */
export function textOf(row: Row, column: string): string {
  const cell = row[column]
  if (typeof cell !== 'string') throw new TypeError(`Cannot read text from ledger column "${column}"`)
  return cell
}

/** The text in a column, or null. */
export function textOrNull(row: Row, column: string): string | null {
  const cell = row[column]
  if (cell === null || cell === undefined) return null
  return String(cell)
}

/** A count. PostgreSQL hands 64-bit integers out as text, DuckDB some as numbers. */
export function countOf(row: Row, column: string): number {
  const count = Number(row[column] ?? 0)
  if (!Number.isSafeInteger(count)) throw new TypeError(`Cannot read a count from ledger column "${column}"`)
  return count
}

/** An exact amount; null stays null. */
export function microsOrNull(row: Row, column: string): Micros | null {
  const cell = row[column]
  if (cell === null || cell === undefined) return null
  if (typeof cell !== 'string') throw new TypeError(`Cannot read an exact amount from ledger column "${column}"`)
  // Nearly every amount of the ledger has six places: its digits are the millionths.
  return cell.at(-7) === '.' ? BigInt(cell.slice(0, -7) + cell.slice(-6)) : parseMicros(cell)
}

/** An exact amount where nothing summed is nothing: a sum over no rows is null in SQL. */
export function microsOf(row: Row, column: string): Micros {
  return microsOrNull(row, column) ?? 0n
}
