import type { Column } from '../../domain/kind.ts'
import { isDayOrder } from '../../domain/mapping/date-form.ts'
import type { Transform } from '../../domain/mapping/document.ts'
import { literal } from '../store/duckdb.ts'
import { fileCell, typedSql } from './kind-sql.ts'
import type { CellForms } from './kind-sql.ts'
import { formedDaySql, rowTestSql, timesSql, transformedSql } from './transform-sql.ts'
import { amountSql } from './formats.ts'

/** Where the columns of a kind come from in a file, and what is done to their cells. */
export interface CellSource {
  readonly header: readonly string[]
  /** Kind column -> position in the header. */
  readonly cells: ReadonlyMap<string, number>
  /** Positions of columns that hold numbers of the format's own, which have a point whatever sign texts have. */
  readonly numbers: ReadonlySet<number>
  /** Kind column -> the same value for every row. */
  readonly constants: ReadonlyMap<string, string>
  /** Kind column -> what is done to its cells, in order. */
  readonly transforms: ReadonlyMap<string, readonly Transform[]>
}

/** A column of the kind as the file has it; null when the file has neither a cell nor a constant for it. */
export function rawSql({ cells, constants }: CellSource, name: string): string | null {
  const constant = constants.get(name)
  if (constant !== undefined) return literal(constant)
  const index = cells.get(name)
  return index === undefined ? null : fileCell(index)
}

/** The same after the transforms that make text of text. */
export function textSql(source: CellSource, name: string): string | null {
  const raw = rawSql(source, name)
  return raw === null ? null : transformedSql(raw, source.transforms.get(name) ?? [])
}

/** The value of a column: its text read by the forms of the file, or by its own. */
export function valueSql(source: CellSource, column: Column, forms: CellForms): string {
  const text = textSql(source, column.name)
  const transforms = source.transforms.get(column.name) ?? []
  const isNumber = holdsNumbers(source, column)
  if (text === null || transforms.length === 0) {
    return typedSql(column, text, isNumber ? { ...forms, decimal: '.' } : forms)
  }
  const stated = transforms.find((one) => one.do === 'decimal')?.sign ?? forms.decimal
  const sign = isNumber ? '.' : stated
  const date = transforms.find((one) => one.do === 'date')?.form
  if (column.type === 'day' && date !== undefined && !isDayOrder(date)) return formedDaySql(text, date)
  const dayOrder = date !== undefined && isDayOrder(date) ? date : forms.dayOrder
  const typed = typedSql(column, text, { decimal: sign, dayOrder })
  const times = transforms.find((one) => one.do === 'times')
  const amount = times === undefined ? typed : timesSql(typed, otherAmountSql(source, times.column, forms))
  const negate = transforms.find((one) => one.do === 'negate')
  if (negate === undefined) return amount
  const where =
    negate.where === undefined
      ? 'TRUE'
      : rowTestSql(fileCell(placeOf(source.header, negate.where.column)), negate.where)
  return `CASE WHEN ${where} THEN -(${amount}) ELSE ${amount} END`
}

/** Another column of the file as an amount. */
function otherAmountSql({ header, numbers }: CellSource, name: string, forms: CellForms): string {
  const place = placeOf(header, name)
  return amountSql(fileCell(place), numbers.has(place) ? '.' : forms.decimal)
}

/** The texts a value is read from, as SQL: those that show how the file writes its values. */
export function formTexts(source: CellSource, column: Column): readonly string[] {
  const text = source.cells.has(column.name) && goesByFile(source, column) ? textSql(source, column.name) : null
  const times = (source.transforms.get(column.name) ?? []).find((one) => one.do === 'times')
  const place = times === undefined ? -1 : placeOf(source.header, times.column)
  return [...(text === null ? [] : [text]), ...(place === -1 || source.numbers.has(place) ? [] : [fileCell(place)])]
}

/** What a message quotes of a column: its text, and what it is multiplied with. */
export function saidSql(source: CellSource, name: string): string | null {
  const text = textSql(source, name)
  const times = (source.transforms.get(name) ?? []).find((one) => one.do === 'times')
  if (text === null || times === undefined) return text
  return `${text} || ' × ' || coalesce(${fileCell(placeOf(source.header, times.column))}, '')`
}

/** Whether the values of a column go by the decimal sign, or day order, of the file. */
function goesByFile(source: CellSource, column: Column): boolean {
  if (column.type === 'amount' && holdsNumbers(source, column)) return false
  const { transforms } = source
  const own = transforms.get(column.name) ?? []
  return !own.some((one) => one.do === (column.type === 'amount' ? 'decimal' : 'date'))
}

function holdsNumbers({ cells, constants, numbers }: CellSource, { name }: Column): boolean {
  const index = cells.get(name)
  return index !== undefined && !constants.has(name) && numbers.has(index)
}

/** Where a column stands in a header, as it is written there or in another case; -1 when it does not. */
function placeOf(header: readonly string[], name: string): number {
  const exact = header.indexOf(name)
  const plain = name.trim().toLowerCase()
  return exact === -1 ? header.findIndex((own) => own.trim().toLowerCase() === plain) : exact
}
