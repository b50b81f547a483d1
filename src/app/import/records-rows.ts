import type { RecordsKindId } from '../../domain/kind.ts'
import type { KindSpool } from '../../ledger/read/read-kind.ts'
import { spoolScan, type Reader } from '../../ledger/read/reader.ts'
import { textOf, textOrNull } from '../../ledger/store/decode.ts'
import type { ImportRow } from '../../records/import-row.ts'

/** The rows of a records kind as the records store takes them, in pieces. */
export async function* recordsRows(reader: Reader, spool: KindSpool): AsyncIterable<readonly ImportRow[]> {
  const names = spool.kind.columns.map((column) => column.name)
  const columns = spool.kind.columns.map((column) =>
    column.type === 'amount'
      ? `rtrim(rtrim(CAST("${column.name}" AS VARCHAR), '0'), '.') AS "${column.name}"`
      : `CAST("${column.name}" AS VARCHAR) AS "${column.name}"`,
  )
  for await (const rows of reader.pieces(
    `SELECT source, ${columns.join(', ')} FROM ${spoolScan(spool.staged.paths)}`,
  )) {
    yield rows.map((row) => ({
      kind: spool.kind.id as RecordsKindId,
      source: textOf(row, 'source'),
      key: JSON.stringify(spool.kind.key.map((name) => textOrNull(row, name))),
      content: Object.fromEntries(names.map((name) => [name, textOrNull(row, name)])),
    }))
  }
}
