import { kindOf } from '../../domain/kind.ts'
import type { Column, LedgerKindId } from '../../domain/kind.ts'

/** How a ledger kind is kept: the table, its columns and the ones that are derived when a file is read. */
export interface LedgerTable {
  readonly kind: LedgerKindId
  readonly table: string
  /** The kind's own columns, in the order of its contract. */
  readonly columns: readonly StoredColumn[]
  /** Columns the reader derives from the row; part of its content. */
  readonly derived: readonly StoredColumn[]
  /** The day that `replace --from --to` and control totals go by. */
  readonly dayColumn: string
}

export interface StoredColumn {
  readonly name: string
  readonly sqlType: string
}

const tables: Readonly<Record<LedgerKindId, { table: string; dayColumn: string; derived: readonly StoredColumn[] }>> = {
  rates: { table: 'rate', dayColumn: 'date', derived: [] },
  costs: { table: 'cost', dayColumn: 'valid_from', derived: [] },
  invoices: { table: 'invoice', dayColumn: 'date', derived: [{ name: 'credit', sqlType: 'BOOLEAN' }] },
  lines: {
    table: 'line',
    dayColumn: 'date',
    derived: [
      { name: 'rate', sqlType: 'DECIMAL(18,6)' },
      { name: 'base_net', sqlType: 'DECIMAL(18,6)' },
      { name: 'credit', sqlType: 'BOOLEAN' },
    ],
  },
  payments: {
    table: 'payment',
    dayColumn: 'date',
    derived: [
      { name: 'rate', sqlType: 'DECIMAL(18,6)' },
      { name: 'base_amount', sqlType: 'DECIMAL(18,6)' },
    ],
  },
}

/** The SQL type that both engines keep a column of the contract in. */
export function sqlTypeOf(column: Column): string {
  if (column.type === 'amount') return 'DECIMAL(18,6)'
  return column.type === 'day' ? 'DATE' : 'VARCHAR'
}

/** The table of a ledger kind. */
export function ledgerTable(kind: LedgerKindId): LedgerTable {
  const columns = kindOf(kind).columns.map((column) => ({ name: column.name, sqlType: sqlTypeOf(column) }))
  return { kind, columns, ...tables[kind] }
}

/** What a staged row carries before the columns of its kind. */
export const stagedHead: readonly StoredColumn[] = [
  { name: 'key_hi', sqlType: 'BIGINT' },
  { name: 'key_lo', sqlType: 'BIGINT' },
  { name: 'content', sqlType: 'BIGINT' },
  { name: 'source', sqlType: 'VARCHAR' },
]

/** Quoted column names, comma separated, each behind `prefix` (`s.`). */
export function columnList(columns: readonly StoredColumn[], prefix = ''): string {
  return columns.map((column) => `${prefix}"${column.name}"`).join(', ')
}

/** Every stored column of a table except the version bounds. */
export function contentColumns(table: LedgerTable): readonly StoredColumn[] {
  return [...stagedHead, ...table.columns, ...table.derived]
}
