import { dayToNumber } from '../../domain/day.ts'

/** What a cell shows; nothing where it is null. Money comes as decimal text, for no float holds it. */
export type SheetCell = string | number | null | undefined

/**
 * How a spreadsheet is to take a cell: `text` as it stands, also where it looks like a number, as keys do; `number` and `amount`
 * from decimal text, an amount shown with two places; `share` as a percentage; `day` from YYYY-MM-DD.
 */
export type CellKind = 'text' | 'number' | 'amount' | 'share' | 'day'

/** A cell as a spreadsheet holds it; `isRounded` says that it stands as text because a number would have lost digits. */
export type ShownCell =
  | { readonly number: string; readonly isDay: boolean }
  | { readonly text: string; readonly isRounded: boolean }

const decimalText = /^-?\d+(?:\.\d+)?$/
const dayText = /^\d{4}-\d{2}-\d{2}$/
/** Digits that a double keeps, and that spreadsheet programs show, whatever the number. */
const keptDigits = 15
/** The first day that all spreadsheet programs count alike: they have a 29 February 1900, which never was. */
const firstDay = dayToNumber('1900-03-01')
/** The number that spreadsheets have for 1 January 1970. */
const epochSerial = 25_569

/** What stands in the cell of a spreadsheet; null for an empty one. */
export function showCell(cell: SheetCell, kind: CellKind | undefined): ShownCell | null {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? { number: String(cell), isDay: false } : { text: String(cell), isRounded: false }
  }
  if (kind === 'day' && dayText.test(cell)) {
    const day = dayToNumber(cell)
    if (day >= firstDay) return { number: String(day + epochSerial), isDay: true }
  }
  if (kind === undefined || kind === 'text' || kind === 'day' || !decimalText.test(cell)) {
    return { text: cell, isRounded: false }
  }
  return digitsOf(cell) <= keptDigits ? { number: cell, isDay: false } : { text: cell, isRounded: true }
}

/** Digits that say something: no zeros before the first other one, none after the last behind the point. */
function digitsOf(decimal: string): number {
  const trimmed = decimal.includes('.') ? decimal.replace(/0+$/, '') : decimal
  return trimmed.replace(/[-.]/g, '').replace(/^0+/, '').length
}
