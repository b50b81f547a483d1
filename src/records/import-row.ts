import type { RecordsKindId } from '../domain/kind.ts'

/** What one row of a file says about one thing. */
export interface ImportRow {
  readonly kind: RecordsKindId
  readonly source: string
  /** The natural key: its values in the order of the kind's key columns as a JSON array, `["4711",null]`. */
  readonly key: string
  /** Every column of the kind by name, in its canonical text; null retires the row. */
  readonly content: Readonly<Record<string, string | null>> | null
}

/** Rows as they come from a reader, in chunks of any size. */
export type ImportRows = AsyncIterable<readonly ImportRow[]> | Iterable<readonly ImportRow[]>
