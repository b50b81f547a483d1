/**
 * What a column holds, the same on both engines: `text`, `integer` (64 bits, read as bigint), `real`, `json` (its text,
 * read by decode.ts); with `?` it may be null.
 */
type ColumnHolds = 'text' | 'text?' | 'integer' | 'integer?' | 'real?' | 'json' | 'json?'

export interface Table {
  /** The primary key, in the order of its index; no part of it is ever null. */
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, ColumnHolds>>
  /** Not in a backup: it can be made anew from the rest, or means nothing after a restore, as sessions do. */
  readonly isTransient?: true
}
