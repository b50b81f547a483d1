import { hasGroup } from '../../domain/mapping/check.ts'
import { parseDateForm } from '../../domain/mapping/date-form.ts'
import type { DatePart } from '../../domain/mapping/date-form.ts'
import type { RowTest, Transform } from '../../domain/mapping/document.ts'
import { literal } from '../store/duckdb.ts'

/** Spaces of every kind, which `trim` of DuckDB does not know. */
const space = '[\\s\\x{00A0}\\x{2007}\\x{202F}\\x{2009}\\x{200B}\\x{FEFF}]+'

/** SQL for a text cell after the transforms that make text of text, in their order; an empty text is null. */
export function transformedSql(cell: string, transforms: readonly Transform[]): string {
  return transforms.reduce(appliedSql, cell)
}

function appliedSql(cell: string, transform: Transform): string {
  switch (transform.do) {
    case 'trim':
      return `NULLIF(regexp_replace(${cell}, '^${space}|${space}$', '', 'g'), '')`
    case 'upper':
      return `upper(${cell})`
    case 'if-empty':
      return `coalesce(NULLIF(trim(${cell}), ''), ${literal(transform.value)})`
    case 'split':
      return `NULLIF(trim(string_split(${cell}, ${literal(transform.separator)})[${String(transform.place)}]), '')`
    case 'extract': {
      const group = hasGroup(transform.pattern) ? '1' : '0'
      return `NULLIF(regexp_extract(${cell}, ${literal(transform.pattern)}, ${group}), '')`
    }
    case 'look-up':
      return lookUpSql(cell, transform.values, transform.otherwise)
    // These say how the text is read.
    case 'date':
    case 'decimal':
    case 'times':
    case 'negate':
      return cell
  }
}

function lookUpSql(cell: string, values: Readonly<Record<string, string>>, otherwise: string | undefined): string {
  const fallback = otherwise === undefined ? cell : nullable(otherwise)
  const cases = Object.entries(values).map(
    ([from, to]) => `WHEN ${literal(from.trim().toLowerCase())} THEN ${nullable(to)}`,
  )
  if (cases.length === 0) return fallback
  return `(CASE lower(trim(coalesce(${cell}, ''))) ${cases.join(' ')} ELSE ${fallback} END)`
}

function nullable(text: string): string {
  return text === '' ? 'NULL' : literal(text)
}

/** SQL that is true in the rows a test means, over the cell of its column. */
export function rowTestSql(cell: string, { values }: RowTest): string {
  if (values === undefined) return `coalesce(trim(${cell}), '') <> ''`
  const list = values.map((value) => literal(value.trim().toLowerCase())).join(', ')
  return list === '' ? 'FALSE' : `lower(trim(coalesce(${cell}, ''))) IN (${list})`
}

/** SQL for the product of two amounts; null where it has more than 6 decimals or 12 digits: nothing is rounded. */
export function timesSql(amount: string, other: string): string {
  // As it is DuckDB multiplies in 64 bits, and a product that does not fit ends the statement.
  const wide = (sql: string): string => `CAST(${sql} AS DECIMAL(38,6))`
  const product = `${wide(amount)} * ${wide(other)}`
  const kept = `TRY_CAST(${product} AS DECIMAL(18,6))`
  return `CASE WHEN ${product} = ${kept} THEN ${kept} END`
}

const formats: Readonly<Record<Exclude<DatePart['is'], 'text'>, string>> = {
  day: '%d',
  month: '%m',
  'month-name': '%B',
  'short-month-name': '%b',
  year: '%Y',
  'short-year': '%y',
}

/** SQL that reads a text as a day in a form such as `D MMM YYYY`, null when it is in another; two digits are 1970 to 2069. */
export function formedDaySql(cell: string, form: string): string {
  const parts = parseDateForm(form)
  if (parts === null) throw new RangeError(`Cannot read days in the form "${form}"`)
  const format = parts.map(({ is, text }) => (is === 'text' ? text.replaceAll('%', '%%') : formats[is])).join('')
  const day = `CAST(TRY_STRPTIME(trim(${cell}), ${literal(format)}) AS DATE)`
  if (!parts.some(({ is }) => is === 'short-year')) return day
  return `CAST(CASE WHEN year(${day}) < 1970 THEN ${day} + INTERVAL 100 YEAR ELSE ${day} END AS DATE)`
}
