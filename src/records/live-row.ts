import { kindOf } from '../domain/kind.ts'
import type { RecordsKindId } from '../domain/kind.ts'
import type { RecordsView } from './records.ts'
import { tableOfKind } from './tables.ts'

/** The row of a kind that is live under its key: what its table shows. */
export interface LiveRow {
  readonly source: string
  /** The natural key as a JSON array, as it was imported. */
  readonly key: string
  /** Every column of the kind by name. */
  readonly content: Readonly<Record<string, string | null>>
}

/** A row of the table of any kind; its columns are those of the kind. */
type TableRow = Readonly<Record<string, string | null>> & { readonly source: string; readonly row_key: string }

/** Selects from the table of any kind, through the columns all of these tables have. */
export function selectLive(view: RecordsView, kind: RecordsKindId) {
  // Kysely types one table at a time: the smallest stands for all.
  return view.selectFrom(tableOfKind[kind] as 'segment')
}

/** What `selectLive(...).selectAll()` gave, as rows of that kind. */
export function toLiveRows(kind: RecordsKindId, rows: readonly object[]): LiveRow[] {
  const columns = kindOf(kind).columns.map(({ name }) => name)
  return (rows as readonly TableRow[]).map((row) => {
    const content: Record<string, string | null> = {}
    for (const name of columns) content[name] = row[name] ?? null
    return { source: row.source, key: row.row_key, content }
  })
}
