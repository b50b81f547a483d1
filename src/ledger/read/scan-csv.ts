import { isUtf8 } from 'node:buffer'
import type { BadLines } from './bad-lines.ts'
import { characterEnd } from './characters.ts'
import type { LineEnd, RecordShape } from './csv-record.ts'
import { createRecordShape, formatRecord, readRecord, recordValues } from './csv-record.ts'
import { nameColumns } from './header.ts'
import type { LineMap } from './line-map.ts'
import { FileRefused, quoteValue, showBytes, showValue } from './problem.ts'
import { bomLength, headerStart, showLineEnd, sniffDelimiter, statedDelimiter } from './sniff.ts'

/** Longest record in bytes; a quoted field that runs on for longer lacks its closing quote. */
export const mostRecordBytes = 16 << 20
/** After a record that is not plain, so many are read with care at once: such records come in company. */
const carefulRun = 64
/** In the sum of a line's bytes a delimiter counts 1, and each of these more than a line has delimiters. */
const oddByte = 1 << 12
const returnByte = 1 << 20

export interface CsvScanOptions {
  readonly label: string
  /** Null to find it out. */
  readonly delimiter: string | null
  readonly badLines: BadLines
  readonly lineMap: LineMap
  /** What the file is written in, as messages name it. */
  readonly encoding: string
  /** Whether a record is one line however many its texts have: the file was made of rows that are counted so. */
  readonly countsRecords?: boolean
}

/** Part of the file that DuckDB must not see as it is: bytes [from, to) of the buffer, and what stands for them. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Goes through a CSV file in pieces of whole records. Almost every line of a usual file has neither quote nor stray
 * byte: those are known by one sum over their bytes. All others are read field by field.
 */
export class CsvScan {
  header: readonly string[] = []
  delimiter = ','
  newline: Exclude<LineEnd, 'atEnd'> = '\n'
  rows = 0
  /** Bytes of the longest record kept. */
  longestRecord = 0
  quotedNewlines = false
  /** Whether a header has been read. */
  started = false
  readonly #options: CsvScanOptions
  readonly #shape: RecordShape = createRecordShape()
  readonly #weights = new Int32Array(256)
  #line = 1
  #firstLine = 1
  #code = 0x2c
  #careful = 0

  constructor(options: CsvScanOptions) {
    this.#options = options
  }

  /**
   * Reads the records that are whole in bytes [start, end) of the buffer, adds what must change to `edits` and returns
   * where it stopped. `final` says that the file ends here.
   */
  scan(bytes: Buffer, start: number, end: number, final: boolean, edits: Edit[]): number {
    let at = start
    if (!this.started) {
      at = this.#readHeader(bytes, start, end, final, edits)
      if (!this.started) return at
    }
    const valid = isUtf8(bytes.subarray(at, final ? end : characterEnd(bytes, at, end)))
    while (at < end) {
      if (valid && this.#careful === 0) {
        at = this.#skipPlain(bytes, at, end)
        if (at >= end) break
        this.#careful = carefulRun
      }
      const next = this.#readOne(bytes, at, end, final, valid, edits)
      if (next < 0) break
      at = next
      if (this.#careful > 0) this.#careful--
    }
    if (end - at > mostRecordBytes) this.#refuseLong(bytes, at, end)
    return at
  }

  /** The physical line that the byte at `at` is on, when everything before `from` has been scanned. */
  lineAt(bytes: Buffer, from: number, at: number): number {
    return this.#line + countLineEnds(bytes, from, at)
  }

  #readHeader(bytes: Buffer, start: number, end: number, final: boolean, edits: Edit[]): number {
    const { label } = this.#options
    const mark = bomLength(bytes.subarray(start, end))
    let at = start + mark
    this.#line = 1
    while (at < end && (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x20)) at++
    if (at >= end) return start
    const lineStart = Math.max(bytes.lastIndexOf(0x0a, at), bytes.lastIndexOf(0x0d, at)) + 1
    at = Math.max(lineStart, start + mark)
    const firstEnd = lineEndAt(bytes, at, end, null)
    const stated = statedDelimiter(bytes.toString('latin1', at, Math.min(firstEnd, at + 8)))
    if (stated !== null) at = firstEnd + (bytes[firstEnd] === 0x0d && bytes[firstEnd + 1] === 0x0a ? 2 : 1)
    if (at >= end) return start
    this.delimiter = this.#options.delimiter ?? stated ?? sniffDelimiter(bytes.subarray(at, end), final)
    this.#code = this.delimiter.charCodeAt(0)
    const table = headerStart(bytes, at, end, final, this.#code)
    if (table === null) {
      if (end - at > mostRecordBytes) this.#refuseLong(bytes, at, end)
      return start
    }
    at = table
    this.#line = 1 + countLineEnds(bytes, start + mark, at)
    const shape = this.#shape
    readRecord(bytes, at, end, final, this.#code, shape)
    if (shape.state === 'cut') {
      if (end - at > mostRecordBytes) this.#refuseLong(bytes, at, end)
      return start
    }
    const text = bytes.subarray(at, shape.state === 'whole' ? shape.textEnd : lineEndAt(bytes, at, end, null))
    if (shape.state !== 'whole') {
      const what = shape.state === 'unclosed' ? 'a quote is not closed' : 'text follows a closing quote'
      const message = `Cannot read the header of ${quoteValue(label)}: ${what} in ${quoteValue(text.toString())}`
      throw new FileRefused('bad-header', label, message, this.#line)
    }
    if (!isUtf8(text)) {
      const message = `Cannot read the header of ${quoteValue(label)} as ${this.#options.encoding}: "${showBytes(text)}"`
      throw new FileRefused('not-text', label, message, this.#line)
    }
    this.header = nameColumns(recordValues(bytes, at, shape.textEnd, this.#code), label, this.#line)
    if (shape.lineEnd !== 'atEnd') this.newline = shape.lineEnd
    this.#weigh()
    this.started = true
    // DuckDB would take a blank line for the header, and does not see a quoted name behind a byte order mark.
    const blank = at > start + mark
    if (blank || (mark > 0 && shape.hasQuotes)) edits.push({ from: start, to: at, text: '' })
    if (shape.needsRewrite) {
      edits.push({ from: at, to: shape.next, text: formatRecord(this.header, this.delimiter, this.newline) })
    }
    this.#firstLine = this.#line
    this.#line += this.#linesOf(shape.innerLines)
    this.longestRecord = shape.next - at
    return shape.next
  }

  #weigh(): void {
    const weights = this.#weights
    weights[0x22] = oddByte
    weights[0x0a] = oddByte
    weights[0x0d] = this.newline === '\r\n' ? returnByte : oddByte
    weights[this.#code] = 1
    weights[this.newline === '\r' ? 0x0d : 0x0a] = 0
  }

  /** Skips lines that hold nothing odd and as many delimiters as the header; returns where the first other one starts. */
  #skipPlain(bytes: Buffer, start: number, end: number): number {
    const weights = this.#weights
    const stop = this.newline === '\r' ? 0x0d : 0x0a
    const crlf = this.newline === '\r\n'
    const wanted = this.header.length - 1 + (crlf ? returnByte : 0)
    const blank = crlf ? 1 : 0
    const single = this.header.length === 1
    let lineStart = start
    let rows = 0
    let longest = this.longestRecord
    let sum = 0
    let at = start
    const fours = end - 3
    while (at < end) {
      while (at < fours) {
        const a = bytes[at] as number
        const b = bytes[at + 1] as number
        const c = bytes[at + 2] as number
        const d = bytes[at + 3] as number
        if (a === stop || b === stop || c === stop || d === stop) break
        sum += (weights[a] as number) + (weights[b] as number) + (weights[c] as number) + (weights[d] as number)
        at += 4
      }
      while (at < end) {
        const byte = bytes[at] as number
        if (byte === stop) break
        sum += weights[byte] as number
        at++
      }
      if (at >= end) break
      if (sum !== wanted || (crlf && bytes[at - 1] !== 0x0d) || (single && at - lineStart === blank)) break
      at++
      // A carriage return before the line feed of the next piece, or a stray one in a file of bare returns.
      if (stop === 0x0d && (at >= end || bytes[at] === 0x0a)) break
      if (at - lineStart > longest) {
        if (at - lineStart > mostRecordBytes) break
        longest = at - lineStart
      }
      rows++
      sum = 0
      lineStart = at
    }
    if (rows > 0) this.#options.lineMap.mark(this.rows, this.#line)
    this.rows += rows
    this.#line += rows
    this.longestRecord = longest
    return lineStart
  }

  /** Reads one record with care; returns where the next one starts, or -1 when this one is not whole yet. */
  #readOne(bytes: Buffer, at: number, end: number, final: boolean, valid: boolean, edits: Edit[]): number {
    const shape = this.#shape
    readRecord(bytes, at, end, final, this.#code, shape)
    if (shape.state === 'cut') {
      if (end - at <= mostRecordBytes || lineEndAt(bytes, at, end, this.newline) === end) return -1
      shape.state = 'unclosed'
    }
    if (shape.state !== 'whole') {
      const textEnd = lineEndAt(bytes, at, end, this.newline)
      const next = textEnd === end ? end : textEnd + this.newline.length
      if (textEnd === end && !final) return -1
      const what = shape.state === 'unclosed' ? 'a quote is not closed' : 'text follows a closing quote'
      this.#leaveOut(bytes, at, textEnd, next, what, edits)
      this.#line += this.#linesOf(countLineEnds(bytes, at, next) - 1)
      return next
    }
    if (shape.next - at > mostRecordBytes) this.#refuseLong(bytes, at, shape.next)
    if (shape.lineEnd !== this.newline && shape.lineEnd !== 'atEnd') this.#refuseMixed(shape)
    const { textEnd, next, innerLines } = shape
    const width = this.header.length
    const single = width === 1
    if (textEnd === at || (!single && isBlank(bytes, at, textEnd))) {
      // DuckDB skips an empty line, but takes it for a row where there is one column.
      if (single || textEnd > at) edits.push({ from: at, to: next, text: '' })
    } else if (!valid && !isUtf8(bytes.subarray(at, textEnd))) {
      this.#leaveOut(bytes, at, textEnd, next, null, edits)
    } else if (shape.fields < width || (shape.fields > width && !this.#endsEmpty(bytes, at, textEnd))) {
      const counts = `it has ${shape.fields} ${shape.fields === 1 ? 'field' : 'fields'}, the header ${width}`
      this.#leaveOut(bytes, at, textEnd, next, counts, edits)
    } else {
      if (shape.needsRewrite || shape.fields > width) {
        const end = shape.lineEnd === 'atEnd' ? '' : this.newline
        const values = recordValues(bytes, at, textEnd, this.#code).slice(0, width)
        edits.push({ from: at, to: next, text: formatRecord(values, this.delimiter, end) })
      }
      this.#options.lineMap.mark(this.rows, this.#line)
      this.rows++
      if (innerLines > 0) this.quotedNewlines = true
      if (next - at > this.longestRecord) this.longestRecord = next - at
    }
    this.#line += this.#linesOf(innerLines)
    return next
  }

  /** The lines of a record with so many line ends inside. */
  #linesOf(innerLines: number): number {
    return this.#options.countsRecords === true ? 1 : Math.max(0, innerLines) + 1
  }

  /** Whether a record is wider than the header by empty fields alone: programs end lines with a delimiter that headers lack. */
  #endsEmpty(bytes: Buffer, at: number, textEnd: number): boolean {
    return recordValues(bytes, at, textEnd, this.#code)
      .slice(this.header.length)
      .every((value) => value === '')
  }

  /** Makes a bad line of a record; `what` is null when the bytes are not UTF-8. */
  #leaveOut(bytes: Buffer, at: number, textEnd: number, next: number, what: string | null, edits: Edit[]): void {
    const record = bytes.subarray(at, textEnd)
    const raw = what === null || !isUtf8(record) ? record.toString('latin1') : record.toString()
    const value = what === null ? showBytes(record) : showValue(raw)
    const message =
      what === null
        ? `Cannot read line ${this.#line} as ${this.#options.encoding}: "${value}"`
        : `Cannot read line ${this.#line}: ${what} in "${value}"`
    const problem = { file: this.#options.label, line: this.#line, column: null, value, message }
    this.#options.badLines.add({ line: this.#line, raw, problem })
    edits.push({ from: at, to: next, text: '' })
  }

  #refuseMixed(shape: RecordShape): never {
    const { label } = this.#options
    const line = this.#line + shape.innerLines
    const ends = `line ${this.#firstLine} ends with ${showLineEnd(this.newline)}, line ${line} with ${showLineEnd(shape.lineEnd)}`
    throw new FileRefused(
      'mixed-line-ends',
      label,
      `Cannot read ${quoteValue(label)}: its line ends differ, ${ends}`,
      line,
    )
  }

  #refuseLong(bytes: Buffer, at: number, end: number): never {
    const { label } = this.#options
    const start = quoteValue(bytes.subarray(at, Math.min(end, at + 200)).toString())
    const message = `Cannot read line ${this.#line} of ${quoteValue(label)}: it is longer than ${mostRecordBytes} bytes: ${start}`
    throw new FileRefused('too-wide', label, message, this.#line)
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0x20) return false
  return true
}

/** Where the line at `from` ends, `end` when it does not; null takes any line end for one. */
function lineEndAt(bytes: Buffer, from: number, end: number, newline: LineEnd | null): number {
  for (let at = from; at < end; at++) {
    const byte = bytes[at]
    if (newline === null ? byte === 0x0a || byte === 0x0d : byte === newline.charCodeAt(0)) {
      if (newline !== '\r\n' || (at + 1 < end && bytes[at + 1] === 0x0a)) return at
    }
  }
  return end
}

/** Line ends of any kind in bytes [from, to). */
function countLineEnds(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && (at + 1 >= to || bytes[at + 1] !== 0x0a))) count++
  }
  return count
}
