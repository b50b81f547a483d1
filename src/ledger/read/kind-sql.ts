import type { Column, Kind } from '../../domain/kind.ts'
import { literal } from '../store/duckdb.ts'
import { ledgerTable, sqlTypeOf } from '../store/table.ts'
import type { StoredColumn } from '../store/table.ts'
import { amountSql, daySql } from './formats.ts'
import type { DayOrder, DecimalSign } from './formats.ts'

/** How the cells of one file become the columns of a kind. */
export interface CellForms {
  readonly decimal: DecimalSign
  readonly dayOrder: DayOrder
}

/** What the reader needs beside the file to type its rows. */
export interface RowDefaults {
  readonly source: string
  /** Currency of rows that name none. */
  readonly currency: string
  readonly baseCurrency: string
  /** Whether the table `day_rate` holds any rate; without one every foreign currency is a problem. */
  readonly hasRates: boolean
}

/** The name DuckDB reads a file's column by: users' names stay out of the SQL. */
export function cellName(index: number): string {
  return `c${String(index)}`
}

/** A column of the file as SQL. */
export function fileCell(index: number): string {
  return `"${cellName(index)}"`
}

/** Columns of an invoice header that a lines file may leave to the invoices of the same import. */
export const headerColumns = [
  'type',
  'date',
  'account',
  'site',
  'salesperson',
  'legal_entity',
  'order_number',
  'currency',
]

/** One kind column as typed SQL over the file's text cells; `raw` is null when the file lacks the column. */
export function typedSql(column: Column, raw: string | null, forms: CellForms): string {
  if (raw === null) return `CAST(NULL AS ${sqlTypeOf(column)})`
  if (column.type === 'currency') return `NULLIF(upper(trim(${raw})), '')`
  if (column.type === 'choice') return choiceSql(column, raw)
  if (column.type === 'amount') return amountSql(raw, forms.decimal)
  if (column.type === 'day') return daySql(raw, forms.dayOrder)
  return trimmedSql(raw)
}

/** Text without the spaces around it, null when nothing is left. Trimming costs far more than seeing that there is nothing to trim. */
function trimmedSql(raw: string): string {
  return `CASE WHEN ${raw} = '' OR ${raw} LIKE ' %' OR ${raw} LIKE '% ' THEN NULLIF(trim(${raw}), '') ELSE ${raw} END`
}

function choiceSql(column: Column, raw: string): string {
  return `CASE WHEN list_contains([${allowedList(column)}], ${raw}) THEN ${raw} ELSE NULLIF(lower(trim(${raw})), '') END`
}

function allowedList(column: Column): string {
  return (column.choices ?? [])
    .filter((choice) => choice !== '')
    .map(literal)
    .join(', ')
}

/** What an empty cell of the column means, as SQL: the currency of the import, the first choice; null for nothing. */
export function defaultSql(column: Column, defaults: RowDefaults): string | null {
  if (column.type === 'currency' && !column.required) return literal(defaults.currency)
  const first = column.choices?.[0] ?? ''
  return first === '' ? null : literal(first)
}

/** The typed value, or what an empty cell means. */
export function filledSql(column: Column, typed: string, defaults: RowDefaults): string {
  const fallback = defaultSql(column, defaults)
  return fallback === null ? typed : `coalesce(${typed}, ${fallback})`
}

/**
 * True where the row cannot be taken because of this column; `cell` names a typed column of the row, `raw` is the text the
 * column came from.
 */
export function badSql(column: Column, cell: (name: string) => string, raw: string | null): string | null {
  const typed = cell(column.name)
  const conditions: string[] = []
  if (column.required) conditions.push(`${typed} IS NULL`)
  else if (raw !== null && (column.type === 'amount' || column.type === 'day')) {
    conditions.push(`(${typed} IS NULL AND coalesce(trim(${raw}), '') <> '')`)
  }
  // An empty cell is not below anything; a comparison with it would be neither true nor false.
  if (column.above !== undefined) conditions.push(`coalesce(${typed} <= ${column.above}, FALSE)`)
  if (column.least !== undefined) conditions.push(`coalesce(${typed} < ${column.least}, FALSE)`)
  if (column.notBefore !== undefined) conditions.push(`coalesce(${typed} < ${cell(column.notBefore)}, FALSE)`)
  if (column.neededWhen !== undefined) {
    conditions.push(
      `(${typed} IS NULL AND coalesce(${cell(column.neededWhen.column)} = ${literal(column.neededWhen.is)}, FALSE))`,
    )
  }
  for (const other of column.without ?? []) conditions.push(`(${typed} IS NOT NULL AND ${cell(other)} IS NOT NULL)`)
  if (column.type === 'choice') {
    conditions.push(`(${typed} IS NOT NULL AND NOT list_contains([${allowedList(column)}], ${typed}))`)
  }
  if (column.type === 'currency') conditions.push(`NOT regexp_full_match(coalesce(${typed}, ''), '[A-Z]{3}')`)
  return conditions.length === 0 ? null : conditions.join(' OR ')
}

/** The amount a kind keeps in base currency too, and the column for that; null for kinds that keep none. */
export function baseAmountOf(kind: Kind): { readonly amount: string; readonly base: string } | null {
  if (kind.id === 'lines') return { amount: 'net', base: 'base_net' }
  return isSettled(kind) ? { amount: 'amount', base: 'base_amount' } : null
}

/** Kinds of one amount in a currency of its own. */
function isSettled({ id }: Kind): boolean {
  return id === 'payments' || id === 'freight' || id === 'accruals' || id === 'quotes'
}

/**
 * Columns that a stored row derives, over the typed row `t` and the rate row `r`. With headers `t` has the column
 * `header_credit`: whether the line's invoice is a credit, null where the import has no such invoice.
 */
export function derivedSql(kind: Kind, defaults: RowDefaults, hasHeaders: boolean): string {
  if (kind.id === 'invoices') {
    return `, CASE WHEN t."type" IS NULL THEN coalesce(t."gross", t."net", 0) < 0 ELSE t."type" = 'credit_note' END AS credit`
  }
  const kept = baseAmountOf(kind)
  if (kept === null) return ''
  const isBase = `t."currency" = ${literal(defaults.baseCurrency)}`
  const unknown = 'CAST(NULL AS DECIMAL(18,6))'
  const converted = defaults.hasRates ? `TRY_CAST(t."${kept.amount}" * r.inverse AS DECIMAL(18,6))` : unknown
  const rate = defaults.hasRates ? 'r.rate' : unknown
  const money = `, CASE WHEN ${isBase} THEN NULL ELSE ${rate} END AS rate,
    CASE WHEN ${isBase} THEN t."${kept.amount}" ELSE ${converted} END AS ${kept.base}`
  if (kind.id !== 'lines') return money
  // The whole document is a credit or not; alone, a discount or rebate tells nothing of the document it stands on.
  const alone = `t."net" < 0 AND t."kind" NOT IN ('discount', 'rebate')`
  const untyped = hasHeaders ? `coalesce(t.header_credit, ${alone})` : alone
  return `${money}, CASE WHEN t."type" IS NULL THEN ${untyped} ELSE t."type" = 'credit_note' END AS credit`
}

/**
 * Of the derived columns those that are content: the others follow from these and the kind's own columns. Whether a line is a
 * credit may follow from its invoice.
 */
export function hashedDerived(kind: Kind, defaults: RowDefaults): readonly string[] {
  if (baseAmountOf(kind) === null) return []
  const rate = defaults.hasRates ? 'd.rate' : 'NULL'
  return kind.id === 'lines' ? [rate, 'd.credit'] : [rate]
}

/** The rate on the row's day, for the kinds that store a base amount. */
export function rateJoinSql(kind: Kind, defaults: RowDefaults): string {
  if (baseAmountOf(kind) === null || !defaults.hasRates) return ''
  return `LEFT JOIN day_rate r ON r.currency = t."currency" AND r.day = t."date"`
}

/**
 * An MD5 over the parts, separated by a control character so that ('ab', 'c') and ('a', 'bc') differ; null is like empty
 * text, which no cell holds. The same in every version of DuckDB, which its own hash() does not promise.
 */
export function hashSql(parts: readonly string[]): string {
  return `md5_number(concat(${parts.join(', chr(31), ')}))`
}

/** 126 bits of a hash as two integers that both engines keep in BIGINT; an accidental collision is out of reach. */
export function halvesSql(hash: string): { hi: string; lo: string } {
  return { hi: `CAST(${hash} >> 65 AS BIGINT)`, lo: `CAST(${hash} & 9223372036854775807::UHUGEINT AS BIGINT)` }
}

/** The columns a spool file holds behind key, content and source. */
export function spoolColumns(kind: Kind): readonly StoredColumn[] {
  if (kind.store === 'records') return kind.columns.map((column) => ({ name: column.name, sqlType: sqlTypeOf(column) }))
  const table = ledgerTable(kind.id as Parameters<typeof ledgerTable>[0])
  return [...table.columns, ...table.derived]
}
