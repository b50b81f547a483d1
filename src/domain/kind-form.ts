/** What a column of an import kind may hold. `amount` is an exact decimal with up to 6 places, `day` is `YYYY-MM-DD`. */
type ColumnType = 'text' | 'day' | 'amount' | 'currency' | 'choice'

/** One column of an import kind: the contract that the reader, the docs page and the export share. */
export interface Column {
  readonly name: string
  readonly type: ColumnType
  /** A row with an empty required column is rejected. */
  readonly required: boolean
  /** The allowed values of a `choice`, the first one being the value of an empty cell. */
  readonly choices?: readonly string[]
  /** An amount at or below this decimal is refused; absent when any will do. */
  readonly above?: string
  /** An amount below this decimal is refused; absent when any will do. */
  readonly least?: string
  /** A day before the one in this other column of the row is refused; absent when any will do. */
  readonly notBefore?: string
  /** The cell must be filled where another column of the row holds this value; absent where nothing asks for it. */
  readonly neededWhen?: { readonly column: string; readonly is: string }
  /** Other columns of the row one of which may be filled in the place of this one, never beside it; absent for none. */
  readonly without?: readonly string[]
  /** One sentence for the docs page; says what an empty cell means. */
  readonly means: string
}

/** A kind of file that can be imported: its columns and the ones that make its natural key within a source. */
export interface Kind {
  readonly id: KindId
  /** Which store keeps the rows: what happened is ledger, what people decided is records. */
  readonly store: 'ledger' | 'records'
  readonly means: string
  /** Columns that identify a row within its source. Rows with an empty optional key column are known by content. */
  readonly key: readonly string[]
  /** Of the optional key columns those in which an empty cell is a value like any other; absent for none. */
  readonly emptyIsKey?: readonly string[]
  readonly columns: readonly Column[]
}

export const ledgerKindIds = [
  'rates',
  'costs',
  'invoices',
  'lines',
  'payments',
  'stock',
  'commitments',
  'deliveries',
  'events',
  'hours',
  'freight',
  'accruals',
  'disputes',
  'quotes',
] as const
export const recordsKindIds = [
  'territories',
  'segments',
  'reps',
  'families',
  'products',
  'accounts',
  'parents',
  'sites',
  'aliases',
  'owners',
  'targets',
] as const

export type LedgerKindId = (typeof ledgerKindIds)[number]
export type RecordsKindId = (typeof recordsKindIds)[number]
export type KindId = LedgerKindId | RecordsKindId

export const text = (name: string, means: string): Column => ({ name, type: 'text', required: false, means })
export const key = (name: string, means: string): Column => ({ name, type: 'text', required: true, means })
export const day = (name: string, means: string): Column => ({ name, type: 'day', required: false, means })
export const amount = (name: string, means: string): Column => ({ name, type: 'amount', required: false, means })
export const need = (column: Column): Column => ({ ...column, required: true })
export const choice = (name: string, choices: readonly string[], means: string): Column => ({
  name,
  type: 'choice',
  required: false,
  choices,
  means,
})
export const currency: Column = {
  name: 'currency',
  type: 'currency',
  required: false,
  means: 'ISO 4217 code of the amounts in the row; empty means the base currency of the book.',
}
