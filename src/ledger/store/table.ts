import { kindOf, ledgerKindIds } from '../../domain/kind.ts'
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

const decimal = (name: string): StoredColumn => ({ name, sqlType: 'DECIMAL(18,6)' })
const credit: StoredColumn = { name: 'credit', sqlType: 'BOOLEAN' }
/** What a row of money in a currency of its own derives: the rate of its day, null for the base currency, and the base amount. */
const inBase = [decimal('rate'), decimal('base_amount')]

const tables: Readonly<Record<LedgerKindId, { table: string; dayColumn: string; derived: readonly StoredColumn[] }>> = {
  rates: { table: 'rate', dayColumn: 'date', derived: [] },
  costs: { table: 'cost', dayColumn: 'valid_from', derived: [] },
  invoices: { table: 'invoice', dayColumn: 'date', derived: [credit] },
  lines: { table: 'line', dayColumn: 'date', derived: [decimal('rate'), decimal('base_net'), credit] },
  payments: { table: 'payment', dayColumn: 'date', derived: inBase },
  stock: { table: 'stock', dayColumn: 'date', derived: [] },
  commitments: { table: 'commitment', dayColumn: 'due', derived: [] },
  deliveries: { table: 'delivery', dayColumn: 'date', derived: [] },
  events: { table: 'service_event', dayColumn: 'date', derived: [] },
  hours: { table: 'logged_hours', dayColumn: 'date', derived: [] },
  freight: { table: 'freight', dayColumn: 'date', derived: inBase },
  accruals: { table: 'accrual', dayColumn: 'date', derived: inBase },
  disputes: { table: 'dispute', dayColumn: 'opened', derived: [] },
  quotes: { table: 'quote', dayColumn: 'date', derived: inBase },
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

/** The tables whose rows name an account by its key, which may be empty. */
export const accountTables: readonly LedgerTable[] = ledgerKindIds
  .map((kind) => ledgerTable(kind))
  .filter(({ columns }) => columns.some(({ name }) => name === 'account'))

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
