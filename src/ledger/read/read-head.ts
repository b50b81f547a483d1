import type { Encoding } from '../../domain/mapping/document.ts'
import { createRecordShape, readRecord, recordValues } from './csv-record.ts'
import { encodingNames, toUtf8 } from './encoding.ts'
import type { DetectedEncoding, FoundEncoding } from './encoding.ts'
import type { FileFormat, Packing } from './file-format.ts'
import { checkHeader, nameColumns } from './header.ts'
import { createBadLines } from './bad-lines.ts'
import { createLineMap } from './line-map.ts'
import { lookInto } from './look-into.ts'
import { openSource } from './open-source.ts'
import type { SourceLimits } from './open-source.ts'
import { assertDelimiter, limitsOf } from './prepare-file.ts'
import { readParquetHead } from './prepare-parquet.ts'
import { cellsOf, headerOf, problemOf } from './prepare-workbook.ts'
import { FileRefused, quoteValue } from './problem.ts'
import { randomAccess } from './random-access.ts'
import { NdjsonPass } from './rewrite-ndjson.ts'
import { CsvScan } from './scan-csv.ts'
import { openSheetTable } from './workbook/sheet-table.ts'
import { Workbook } from './workbook/workbook.ts'

/** Bytes of text that are read, as UTF-8: a hundred rows of any usual file, and enough to tell the delimiter. */
const headBytes = 1 << 20

export interface ReadHeadOptions {
  /** The name shown to the user. */
  readonly label: string
  /** Where what cannot be read in place is unpacked; nothing stays there. */
  readonly tempDir: string
  /** The file of a ZIP archive; needed when the archive holds several. */
  readonly entry?: string | undefined
  /** The sheet of a workbook; the first one that is not empty when left out. */
  readonly sheet?: string | undefined
  /** Stated by the user; found out when left out. Text only. */
  readonly encoding?: Encoding | undefined
  /** Stated by the user; found out when left out. CSV only. */
  readonly delimiter?: string | undefined
  /** How many data rows to give. */
  readonly rows: number
  readonly signal?: AbortSignal
}

/** The beginning of a file, as `prepareFile` will read it. */
export interface FileHead {
  readonly format: FileFormat
  readonly packing: Packing
  /** Null for workbooks and Parquet, which say it themselves. A stated one has the evidence "as stated". */
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
  /** Line of each of these rows in the file, from 1; in a sheet or a Parquet file the number of the row. */
  readonly lines: readonly number[]
  /** Positions of columns that hold numbers of the format's own in these rows, which have a point whatever sign texts have. */
  readonly numbers: ReadonlySet<number>
  /** Size of the file as the user gave it. */
  readonly bytes: number
}

type Found = Pick<FileHead, 'lineEnd' | 'delimiter' | 'sheets' | 'sheet' | 'header' | 'rows' | 'lines' | 'numbers'>

/** Reads only the beginning of a file. Throws `FileRefused` with the sentence `prepareFile` would refuse it with. */
export async function readHead(path: string, options: ReadHeadOptions): Promise<FileHead> {
  assertDelimiter(options.delimiter)
  const limits = limitsOf(options)
  const { format, packing, encoding, bytes } = await lookInto(path, limits, options.encoding)
  const found = await readFound(path, format, encoding, options, limits)
  const shown = encoding && { name: encoding.name, evidence: encoding.evidence }
  return { format, packing, encoding: shown, bytes, ...found }
}

async function readFound(
  path: string,
  format: FileFormat,
  encoding: DetectedEncoding | null,
  options: ReadHeadOptions,
  limits: SourceLimits,
): Promise<Found> {
  if (format === 'xlsx') return workbookHead(path, options, limits)
  if (format === 'parquet' || encoding === null) return parquetHead(path, options, limits)
  const { text, isWhole } = await textHead(path, encoding, limits)
  if (format === 'ndjson') return ndjsonHead(text, isWhole, encoding, options)
  return csvHead(text, isWhole, encoding, options)
}

/** The first bytes of a text in UTF-8, and whether they are all of it. */
async function textHead(
  path: string,
  encoding: DetectedEncoding,
  limits: SourceLimits,
): Promise<{ text: Buffer; isWhole: boolean }> {
  const source = await openSource(path, limits)
  const parts: Buffer[] = []
  let length = 0
  for await (const part of toUtf8(source.chunks(), encoding.name)) {
    parts.push(Buffer.from(part.subarray(0, headBytes - length + 1)))
    length += part.length
    if (length > headBytes) break
  }
  const text = Buffer.concat(parts)
  const isWhole = text.length <= headBytes
  const head = isWhole ? text : text.subarray(0, headBytes)
  const nul = head.indexOf(0)
  if (nul < 0) return { text: head, isWhole }
  const message = `Cannot read ${quoteValue(limits.label)} as text: a NUL byte (\\x00) is ${nul} bytes from the start`
  throw new FileRefused('nul-byte', limits.label, message)
}

function csvHead(text: Buffer, isWhole: boolean, encoding: DetectedEncoding, options: ReadHeadOptions): Found {
  const { label, tempDir, delimiter = null } = options
  const [badLines, lineMap] = [createBadLines(tempDir), createLineMap()]
  const scan = new CsvScan({ label, delimiter, badLines, lineMap, encoding: encodingNames[encoding.name] })
  const kept: Buffer[] = []
  const edits: { from: number; to: number; text: string }[] = []
  const stop = scan.scan(text, 0, text.length, isWhole, edits)
  if (!scan.started) {
    const reason = isWhole ? 'it holds nothing but blank lines' : 'its header is too long'
    throw new FileRefused('empty-file', label, `Cannot read ${quoteValue(label)}: ${reason}`)
  }
  let at = 0
  for (const edit of edits) {
    kept.push(text.subarray(at, edit.from), Buffer.from(edit.text))
    at = edit.to
  }
  kept.push(text.subarray(at, stop))
  const [, ...rows] = firstRecords(Buffer.concat(kept), scan.delimiter, options.rows + 1, scan.header.length)
  return {
    lineEnd: scan.newline,
    delimiter: scan.delimiter,
    sheets: [],
    sheet: null,
    header: scan.header,
    rows,
    lines: rows.map((_, row) => lineMap.lineOf(row)),
    numbers: new Set(),
  }
}

/** The records of a CSV text that has been scanned, without blank lines. */
function firstRecords(text: Buffer, delimiter: string, most: number, width: number): string[][] {
  const shape = createRecordShape()
  const code = delimiter.charCodeAt(0)
  const records: string[][] = []
  for (let at = 0; at < text.length && records.length < most; at = shape.next) {
    readRecord(text, at, text.length, true, code, shape)
    if (shape.state !== 'whole') break
    if (shape.textEnd === at && width > 1) continue
    records.push(recordValues(text, at, shape.textEnd, code))
  }
  return records
}

function ndjsonHead(text: Buffer, isWhole: boolean, encoding: DetectedEncoding, options: ReadHeadOptions): Found {
  const { label, tempDir } = options
  const pass = (columns: readonly string[]) => {
    const lineMap = createLineMap()
    const form = { label, badLines: createBadLines(tempDir), lineMap, columns, encoding: encodingNames[encoding.name] }
    const read = new NdjsonPass(form)
    const parts: Uint8Array[] = []
    read.scan(text, 0, text.length, isWhole, (part) => parts.push(part))
    return { read, lineMap, first: form.badLines.kept[0], csv: Buffer.concat(parts) }
  }
  let found = pass([])
  if (found.read.grew) found = pass(found.read.columns)
  const { read, lineMap, first, csv } = found
  if (read.rows === 0) {
    const why = first ? `no line is a JSON object. ${first.problem.message}` : 'it holds no JSON object'
    throw new FileRefused(first ? 'bad-header' : 'empty-file', label, `Cannot read ${quoteValue(label)}: ${why}`)
  }
  const header = checkHeader(read.columns, label, 1)
  const [, ...rows] = firstRecords(csv, ',', options.rows + 1, header.length)
  return {
    lineEnd: read.lineEnd,
    delimiter: null,
    sheets: [],
    sheet: null,
    header,
    rows,
    lines: rows.map((_, row) => lineMap.lineOf(row)),
    numbers: read.numberColumns().numbers,
  }
}

async function workbookHead(path: string, options: ReadHeadOptions, limits: SourceLimits): Promise<Found> {
  const { label } = limits
  await using file = await randomAccess(path, limits)
  using workbook = await Workbook.open(file.path, limits)
  const table = await openSheetTable(workbook, options.sheet, label)
  const header = nameColumns(headerOf(table.header), label, table.header.line)
  const rows: string[][] = []
  const lines: number[] = []
  const numbers = new Set<number>()
  for await (const piece of table.rows()) {
    const whole = piece.filter((row) => problemOf(row, header.length) === null)
    for (const row of whole.slice(0, options.rows - rows.length)) {
      rows.push(cellsOf(row, header.length))
      lines.push(row.line)
      for (const column of row.numbers) numbers.add(column)
    }
    if (rows.length >= options.rows) break
  }
  const sheets = workbook.sheets.map((sheet) => sheet.name)
  return { lineEnd: null, delimiter: null, sheets, sheet: table.sheet, header, rows, lines, numbers }
}

async function parquetHead(path: string, options: ReadHeadOptions, limits: SourceLimits): Promise<Found> {
  const { header, rows, numbers } = await readParquetHead(path, options.rows, limits)
  const lines = rows.map((_, row) => row + 1)
  return { lineEnd: null, delimiter: null, sheets: [], sheet: null, header, rows, lines, numbers }
}
