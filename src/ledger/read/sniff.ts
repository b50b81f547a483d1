import type { LineEnd } from './csv-record.ts'
import { createRecordShape, readRecord, recordValues } from './csv-record.ts'
import { FileRefused, quoteValue } from './problem.ts'

const delimiters = [',', ';', '\t', '|'] as const
const sampleRecords = 100
/** Records in which a header is looked for. */
const mostTitles = 20
const binaryHeads: readonly (readonly [string, string])[] = [
  ['d0cf11e0', 'an old Office document (XLS), or a workbook with a password'],
  ['25504446', 'a PDF document'],
  ['89504e47', 'a PNG picture'],
  ['ffd8ff', 'a JPEG picture'],
  ['47494638', 'a GIF picture'],
  ['7f454c46', 'a program'],
  ['4d5a9000', 'a program'],
  ['1f8b', 'a gzip file inside a gzip file'],
  ['425a68', 'a bzip2 archive'],
  ['fd377a58', 'an xz archive'],
  ['28b52ffd', 'a Zstandard archive'],
  ['377abcaf', 'a 7z archive'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
]

/** Throws `FileRefused` 'not-text' when the first bytes are those of a file that is no text. */
export function refuseBinary(head: Buffer, label: string): void {
  const hex = head.subarray(0, 16).toString('hex')
  const known = binaryHeads.find(([magic]) => hex.startsWith(magic))
  if (!known) return
  const bytes = known[0].toUpperCase()
  const reason = `it is ${known[1]} (it starts with the bytes ${bytes}); save it as XLSX or as CSV`
  throw new FileRefused('not-text', label, `Cannot read ${quoteValue(label)} as text: ${reason}`)
}

/** Throws `FileRefused` 'not-text' when many of the first bytes of a text in UTF-8 are control bytes. */
export function assertNoControls(text: Buffer, label: string): void {
  const sample = text.subarray(0, 1 << 16)
  let controls = 0
  for (const byte of sample) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++
  }
  // A stray control byte is a bad line at most; a tenth of them is another kind of file.
  if (controls > 2 && controls * 10 > sample.length) {
    const reason = `${controls} of its first ${sample.length} bytes are control bytes`
    throw new FileRefused('not-text', label, `Cannot read ${quoteValue(label)} as text: ${reason}`)
  }
}

/** How many bytes of a byte order mark the file starts with: 3 or 0. */
export function bomLength(head: Buffer): 0 | 3 {
  return head.length >= 3 && head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
}

/**
 * The delimiter under which most of the first 100 records have as many fields as the header has; of equal ones the one
 * that makes more fields. A comma when none splits the header: the file has one column.
 */
export function sniffDelimiter(head: Buffer, final: boolean): string {
  return bestDelimiter(head, final, false) ?? bestDelimiter(head, final, true) ?? ','
}

/** Null when none splits the first record or, with `skipsTitles`, any of the first ones. */
function bestDelimiter(head: Buffer, final: boolean, skipsTitles: boolean): string | null {
  let best: string | null = null
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = scoreOf(head, final, delimiter, skipsTitles)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function scoreOf(head: Buffer, final: boolean, delimiter: string, skipsTitles: boolean): number {
  const code = delimiter.charCodeAt(0)
  let titles = 0
  const shape = createRecordShape()
  let headerFields = 0
  let spaced = 0
  let records = 0
  let same = 0
  for (let at = 0; at < head.length && records < sampleRecords; at = shape.next) {
    readRecord(head, at, head.length, final, code, shape)
    if (shape.state === 'cut') break
    if (shape.state !== 'whole') {
      const lineFeed = head.indexOf(10, at)
      if (lineFeed < 0) break
      shape.next = lineFeed + 1
    } else if (shape.textEnd === at) continue
    if (headerFields === 0) {
      headerFields = shape.fields
      if (headerFields < 2) {
        if (!skipsTitles || ++titles > mostTitles) return 0
        headerFields = 0
        continue
      }
      if (recordValues(head, at, shape.textEnd, code).some((name) => name.startsWith(' '))) spaced = 0.1
      continue
    }
    records++
    if (shape.state === 'whole' && shape.fields === headerFields) same++
  }
  if (headerFields < 2) return 0
  return (records === 0 ? 1 : same / records) - spaced + headerFields / 100_000 + 0.01
}

/**
 * Where the header starts: reports have titles above their table, records of one filled field. They are skipped when a record of
 * several follows that the one behind it is as wide as, or wider. Null when the bytes do not suffice to tell.
 */
export function headerStart(
  bytes: Buffer,
  start: number,
  end: number,
  final: boolean,
  delimiter: number,
): number | null {
  const shape = createRecordShape()
  let at = start
  for (let titles = 0; titles <= mostTitles && at < end; titles++) {
    readRecord(bytes, at, end, final, delimiter, shape)
    if (shape.state === 'cut') return null
    if (shape.state !== 'whole') return start
    const filled = recordValues(bytes, at, shape.textEnd, delimiter).filter((value) => value.trim() !== '')
    if (filled.length > 1) {
      if (titles === 0) return start
      const { fields, next } = shape
      if (next >= end) return final ? start : null
      const below = createRecordShape()
      readRecord(bytes, next, end, final, delimiter, below)
      if (below.state === 'cut') return null
      return below.state === 'whole' && below.fields >= fields ? at : start
    }
    at = shape.next
  }
  return start
}

/** The delimiter that a line such as `sep=;` states, which spreadsheet programs put above a table; null when there is none. */
export function statedDelimiter(line: string): string | null {
  return /^"?sep=([\t!#-~])"?$/i.exec(line)?.[1] ?? null
}

/** The line end as messages show it. */
export function showLineEnd(lineEnd: LineEnd): string {
  return { '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r', atEnd: 'nothing' }[lineEnd]
}
