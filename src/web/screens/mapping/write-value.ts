import type { Column } from '../../../domain/kind.ts'
import type { Format } from '../../format.ts'

/** Columns whose amounts are money. */
const moneyColumns: ReadonlySet<string> = new Set(['net', 'tax', 'gross', 'amount', 'cost'])

/** A value as every other screen writes it, with all its digits. */
export function writeValue(format: Format, { name, type }: Column, value: string): string {
  if (type === 'day') return format.day(value)
  if (type !== 'amount') return value
  return moneyColumns.has(name) && !/\.\d{3,}/.test(value) ? format.money(value) : format.decimal(value)
}
