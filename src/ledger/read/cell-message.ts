import type { Column } from '../../domain/kind.ts'
import { parseMicros } from '../../domain/money.ts'

/** Why a row cannot be taken because of a cell, in a sentence that quotes it; null when it can. */
export function cellMessage(
  column: Column,
  raw: string | null,
  typed: string | null,
  otherCell: (name: string) => string | null,
): string | null {
  const given = raw !== null && raw.trim() !== ''
  if (typed === null) {
    if (given && column.type === 'amount')
      return `Cannot read ${column.name} "${raw}": it is no amount with at most 6 decimals`
    if (given && column.type === 'day') return `Cannot read ${column.name} "${raw}": there is no such day`
    if (column.required) return `Cannot take a row without ${column.name}`
    const { neededWhen } = column
    return neededWhen !== undefined && otherCell(neededWhen.column) === neededWhen.is
      ? `Cannot take a row without ${column.name}: its ${neededWhen.column} is ${neededWhen.is}`
      : null
  }
  if (column.above !== undefined && parseMicros(typed) <= parseMicros(column.above)) {
    return `Cannot read ${column.name} "${raw ?? typed}": it must be above ${column.above}`
  }
  if (column.least !== undefined && parseMicros(typed) < parseMicros(column.least)) {
    return `Cannot read ${column.name} "${raw ?? typed}": it must not be below ${column.least}`
  }
  const earliest = column.notBefore === undefined ? null : otherCell(column.notBefore)
  if (earliest !== null && typed < earliest) {
    return `Cannot read ${column.name} "${raw ?? typed}": it is before ${column.notBefore ?? ''}, ${earliest}`
  }
  const other = column.without?.find((name) => otherCell(name) !== null)
  if (other !== undefined) {
    return `Cannot read ${column.name} "${raw ?? typed}": the row names ${other} "${otherCell(other) ?? ''}" too; leave one of them empty`
  }
  if (column.type === 'choice' && !(column.choices ?? []).includes(typed)) {
    const allowed = (column.choices ?? []).filter((choice) => choice !== '').join(', ')
    return `Cannot read ${column.name} "${raw ?? typed}": use ${allowed}`
  }
  if (column.type === 'currency' && !/^[A-Z]{3}$/.test(typed)) {
    return `Cannot read ${column.name} "${raw ?? typed}": use a three-letter currency code`
  }
  return null
}
