import type { BadLine } from './bad-lines.ts'
import type { FoundEncoding } from './encoding.ts'
import type { FileFormat } from './file-format.ts'
import { FileRefused, quoteValue } from './problem.ts'

/** A file whose every record is well formed, and what was left out to make it so. */
export interface PreparedFile {
  readonly format: FileFormat
  /** Null for what says it itself: workbooks and Parquet. */
  readonly encoding: FoundEncoding | null
  /** What DuckDB reads, CSV in UTF-8: the original when it is that and clean, else a copy in the temporary folder. */
  readonly path: string
  readonly label: string
  readonly delimiter: string
  readonly quote: '"'
  readonly newline: '\n' | '\r\n' | '\r'
  readonly header: readonly string[]
  /** Positions of columns that hold numbers of the format's own, written with a point whatever sign texts have. */
  readonly numbers: ReadonlySet<number>
  /** Of these, the columns that also hold a text such as `1.234` -> that text: it cannot be told what sign texts have there. */
  readonly doubts: ReadonlyMap<number, string>
  /** Data rows DuckDB will see. */
  readonly rows: number
  /** Records left out; the rest of them is in `badPath` when there are very many. */
  readonly bad: readonly BadLine[]
  readonly badCount: number
  /** NDJSON of the bad lines that are not in `bad`; null when all are. */
  readonly badPath: string | null
  /** Bytes of the longest record: DuckDB refuses lines longer than its `max_line_size`. */
  readonly longestRecord: number
  /** Whether a value holds a line end: DuckDB may then not read the file in parallel. */
  readonly quotedNewlines: boolean
  /** Size of the file as the user gave it; of a file in an archive, its size there. */
  readonly bytes: number
  /** Hash of the file as the user gave it; of a file in an archive, of what was packed. */
  readonly sha256: string
  /**
   * The 1-based physical line of the user's file on which the row starts that DuckDB sees as `row` (from 0); the number of the
   * row in a sheet or a Parquet file.
   */
  lineOf(row: number): number
}

/** Throws `FileRefused` for a file with a header and nothing below it. */
export function refuseHeaderOnly(rows: number, bad: number, label: string, header: readonly string[]): void {
  if (rows > 0 || bad > 0) return
  const names = quoteValue(header.join(', '))
  throw new FileRefused(
    'header-only',
    label,
    `Cannot read ${quoteValue(label)}: it has a header, ${names}, and no rows`,
    1,
  )
}
