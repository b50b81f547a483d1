import type { Encoding, FoundEncoding } from './encoding.ts'
import type { FileFormat, Packing } from './file-format.ts'

export interface ReadHeadOptions {
  /** The name shown to the user. */
  readonly label: string
  /** Where what cannot be read in place is unpacked; nothing stays there. */
  readonly tempDir: string
  /** The file of a ZIP archive; needed when the archive holds several (see `listZipEntries`). */
  readonly entry?: string
  /** The sheet of a workbook; the first one that is not empty when left out. */
  readonly sheet?: string
  /** Stated by the user; found out when left out. Text files only. */
  readonly encoding?: Encoding
  /** Stated by the user; found out when left out. CSV only. */
  readonly delimiter?: string
  /** How many data rows to give. */
  readonly rows: number
}

/** The beginning of a file, as `prepareFile` will read it. */
export interface FileHead {
  readonly format: FileFormat
  readonly packing: Packing
  /** Null for workbooks and Parquet, which say it themselves. A stated encoding has the evidence "as stated". */
  readonly encoding: FoundEncoding | null
  /** Null where there are no lines: workbooks and Parquet. */
  readonly lineEnd: '\n' | '\r\n' | '\r' | null
  /** Null for everything but CSV. */
  readonly delimiter: string | null
  /** Names of the sheets of a workbook in its order; empty for everything else. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly header: readonly string[]
  /** Raw cells of the first data rows, an empty text for no value; each is as long as the header. */
  readonly rows: readonly (readonly string[])[]
  /** Size of the file as the user gave it. */
  readonly bytes: number
}

/** Reads only the beginning of a file. Throws `FileRefused` with the sentence `prepareFile` would refuse it with. */
export async function readHead(path: string, options: ReadHeadOptions): Promise<FileHead> {
  await Promise.resolve()
  throw new Error(`Cannot read the head of ${path} (${options.label}) yet`)
}
