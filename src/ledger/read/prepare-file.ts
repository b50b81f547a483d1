import type { Encoding } from '../../domain/mapping/document.ts'
import { lookInto } from './look-into.ts'
import type { SourceLimits } from './open-source.ts'
import { prepareParquet } from './prepare-parquet.ts'
import { prepareText } from './prepare-text.ts'
import { prepareWorkbook } from './prepare-workbook.ts'
import type { PreparedFile } from './prepared-file.ts'
import { quoteValue } from './problem.ts'

export type { PreparedFile } from './prepared-file.ts'

export interface PrepareOptions {
  /** Where a repaired copy goes; the caller removes it. */
  readonly tempDir: string
  /** The name shown to the user. */
  readonly label: string
  /** The file of a ZIP archive; needed when the archive holds several. */
  readonly entry?: string | undefined
  /** The sheet of a workbook; the first one that is not empty when not given. */
  readonly sheet?: string | undefined
  /** Found out from the bytes when not given. Text only. */
  readonly encoding?: Encoding | undefined
  /** Found out from the first 100 records when not given; one ASCII character. CSV only. */
  readonly delimiter?: string | undefined
  /** Most bytes a packed file may unpack to; 64 GiB when not given. */
  readonly maxBytes?: number
  /** Most bytes unpacked per byte in, judged after the first 64 MiB; 200 when not given. */
  readonly maxRatio?: number
  readonly signal?: AbortSignal
  /** Bytes of the file as the user gave it. */
  onProgress?(bytesDone: number, bytesTotal: number): void
}

/**
 * Makes a CSV, NDJSON, XLSX or Parquet file, plain or packed, in whatever encoding, into rows that DuckDB reads safely: text is
 * checked byte by byte, what has no readable shape is left out. Bad records are data; throws `FileRefused` when nothing in
 * the file can be trusted, leaving no file behind.
 */
export async function prepareFile(path: string, options: PrepareOptions): Promise<PreparedFile> {
  assertDelimiter(options.delimiter)
  options.signal?.throwIfAborted()
  const limits = limitsOf(options)
  const { format, encoding } = await lookInto(path, limits, options.encoding)
  if (format === 'xlsx') return prepareWorkbook(path, options.sheet, limits)
  if (format === 'parquet' || encoding === null) return prepareParquet(path, limits)
  return prepareText(path, { format, encoding, delimiter: options.delimiter ?? null }, limits)
}

export function assertDelimiter(delimiter: string | undefined): void {
  if (delimiter === undefined || (/^[\t -~]$/.test(delimiter) && delimiter !== '"' && delimiter !== ' ')) return
  throw new RangeError(`Cannot use delimiter ${quoteValue(delimiter)}: it must be one ASCII character that is no quote`)
}

export function limitsOf(options: PrepareOptions): SourceLimits {
  return {
    label: options.label,
    tempDir: options.tempDir,
    entry: options.entry,
    maxBytes: options.maxBytes ?? 64 * 2 ** 30,
    maxRatio: options.maxRatio ?? 200,
    signal: options.signal,
    onProgress: options.onProgress?.bind(options),
  }
}
