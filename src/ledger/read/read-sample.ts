import type { Kind } from '../../domain/kind.ts'
import { textOrNull } from '../store/decode.ts'
import { formTexts, rawSql, saidSql, valueSql } from './cell-sql.ts'
import type { CellSource } from './cell-sql.ts'
import { cellMessage } from './cell-message.ts'
import { detectDayOrder, detectDecimalSign } from './formats.ts'
import type { DayOrder, DecimalSign, Detected } from './formats.ts'
import { cellName } from './kind-sql.ts'
import type { Row } from '../store/session.ts'
import type { Reader } from './reader.ts'

/** A cell of a kind as the file has it and as it will be read. */
interface SampleCell {
  readonly column: string
  /** Null for an empty cell. */
  readonly raw: string | null
  /** An amount with a point, a day as YYYY-MM-DD; null for none. */
  readonly value: string | null
  /** Why the row would be left out because of it; null when it would not. */
  readonly problem: string | null
}

/** A form the values of a file are in, with the values that show it. */
export interface FoundForm<Form> {
  /** Null when the values do not tell. */
  readonly form: Form | null
  readonly by: 'stated' | 'values' | 'default'
  readonly evidence: readonly string[]
  readonly problem: string | null
}

/** The first rows of a file as a kind. */
export interface Sample {
  /** Null when no value of the file goes by it. */
  readonly decimal: FoundForm<DecimalSign> | null
  readonly dayOrder: FoundForm<DayOrder> | null
  /** None while a form is not known. */
  readonly rows: readonly (readonly SampleCell[])[]
}

/**
 * Reads the first rows of a file as the import will, by the same SQL. The forms are found in all rows that are given; of
 * these the first `shown` are typed. `filled` gives the columns whose empty cells are found elsewhere, in the invoices.
 */
export async function readSample(
  reader: Reader,
  kind: Kind,
  source: CellSource,
  rows: readonly (readonly string[])[],
  options: {
    readonly decimal: DecimalSign | undefined
    readonly dayOrder: DayOrder | undefined
    readonly shown: number
    readonly filled: readonly string[]
  },
): Promise<Sample> {
  const names = source.header.map((_, index) => cellName(index))
  await reader.fill(
    'sample',
    ['row_no', ...names],
    rows.map((row, at) => [String(at), ...source.header.map((_, index) => row[index] || null)]),
  )
  const decimal = await findForm(reader, kind, source, 'amount', options.decimal, detectDecimalSign)
  const dayOrder = await findForm(reader, kind, source, 'day', options.dayOrder, detectDayOrder)
  if (decimal?.form === null || dayOrder?.form === null) return { decimal, dayOrder, rows: [] }
  const forms = { decimal: decimal?.form ?? '.', dayOrder: dayOrder?.form ?? 'YMD' }
  const columns = kind.columns.filter(({ name }) => rawSql(source, name) !== null)
  const select = columns.flatMap((column, at) => [
    `${rawSql(source, column.name) ?? ''} AS "raw_${String(at)}"`,
    `${saidSql(source, column.name) ?? ''} AS "text_${String(at)}"`,
    `CAST(${valueSql(source, column, forms)} AS VARCHAR) AS "value_${String(at)}"`,
  ])
  if (select.length === 0) return { decimal, dayOrder, rows: [] }
  const found = await reader.all(
    `SELECT ${select.join(', ')} FROM sample WHERE CAST(row_no AS BIGINT) < ${String(options.shown)}
     ORDER BY CAST(row_no AS BIGINT)`,
  )
  const places = new Map(columns.map(({ name }, at) => [name, at]))
  return {
    decimal,
    dayOrder,
    rows: found.map((row) => {
      const typedCell = (name: string): string | null => {
        const at = places.get(name)
        return at === undefined ? null : cellOf(row, `value_${String(at)}`)
      }
      return columns.map((column, at) => {
        const [text, value] = [cellOf(row, `text_${String(at)}`), cellOf(row, `value_${String(at)}`)]
        const isFilled = value === null && text === null && options.filled.includes(column.name)
        return {
          column: column.name,
          raw: cellOf(row, `raw_${String(at)}`),
          value: value !== null && column.type === 'amount' ? shortAmount(value) : value,
          problem: isFilled ? null : cellMessage(column, text, value, typedCell),
        }
      })
    }),
  }
}

/** As much of a value as a person looks at. */
const shownLength = 200

/** A value as a table shows it: one that is longer ends in an ellipsis. */
export function shortened(value: string): string {
  return value.length > shownLength ? `${value.slice(0, shownLength).toWellFormed()}…` : value
}

function cellOf(row: Row, name: string): string | null {
  const cell = textOrNull(row, name)
  return cell === null ? null : shortened(cell)
}

/** An amount without the zeros at its end that the store writes. */
function shortAmount(value: string): string {
  return value.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}

async function findForm<Form>(
  reader: Reader,
  kind: Kind,
  source: CellSource,
  type: 'amount' | 'day',
  stated: Form | undefined,
  detect: (values: Iterable<string>) => Detected<Form>,
): Promise<FoundForm<Form> | null> {
  const texts = kind.columns.flatMap((column) => (column.type === type ? formTexts(source, column) : []))
  if (texts.length === 0) return null
  if (stated !== undefined) return { form: stated, by: 'stated', evidence: [], problem: null }
  const values: string[] = []
  for (const text of texts) {
    for (const row of await reader.all(`SELECT DISTINCT ${text} AS value FROM sample ORDER BY 1`)) {
      const value = textOrNull(row, 'value')
      if (value !== null) values.push(value)
    }
  }
  const found = detect(values)
  if (found.kind !== 'certain') {
    return { form: null, by: 'values', evidence: [found.evidence].flat(), problem: found.message }
  }
  const evidence = found.evidence === null ? [] : [found.evidence]
  return { form: found.form, by: found.evidence === null ? 'default' : 'values', evidence, problem: null }
}
