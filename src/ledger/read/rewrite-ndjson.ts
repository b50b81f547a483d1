import { isUtf8 } from 'node:buffer'
import type { BadLines } from './bad-lines.ts'
import { formatRecord } from './csv-record.ts'
import { checkHeader } from './header.ts'
import type { LineMap } from './line-map.ts'
import { canBeReadTwoWays, NumberColumns } from './number-columns.ts'
import { FileRefused, quoteValue, showBytes, showValue } from './problem.ts'
import { mostRecordBytes } from './scan-csv.ts'
import { bomLength } from './sniff.ts'

export interface NdjsonOptions {
  readonly label: string
  readonly badLines: BadLines
  readonly lineMap: LineMap
  /** The columns an earlier pass found; empty on the first pass. */
  readonly columns: readonly string[]
  /** What the file is written in, as messages name it. */
  readonly encoding: string
}

/** The members of one object as text. */
interface Cells extends ReadonlyMap<string, string> {
  /** Keys whose value is a number. */
  readonly numeric: ReadonlySet<string>
}

/**
 * One pass over a file with a flat JSON object on each line, which it rewrites as CSV with a column for each key. A key
 * that first appears after rows have been written makes the pass a search for keys: `grew` is set and a second is needed.
 */
export class NdjsonPass {
  rows = 0
  longestRecord = 0
  quotedNewlines = false
  grew = false
  readonly #options: NdjsonOptions
  readonly #columns: string[]
  readonly #known: Set<string>
  readonly #numeric = new Set<string>()
  readonly #twoWays = new Map<string, string>()
  #line = 1
  #wroteHeader = false
  /** The byte a line ends with; a return before a line feed is a space to JSON. */
  #stop = 0
  #returns = false

  constructor(options: NdjsonOptions) {
    this.#options = options
    this.#columns = [...options.columns]
    this.#known = new Set(options.columns)
  }

  /** The keys seen so far in order of first appearance. */
  get columns(): readonly string[] {
    return this.#columns
  }

  get lineEnd(): '\n' | '\r\n' | '\r' {
    return this.#stop === 0x0d ? '\r' : this.#returns ? '\r\n' : '\n'
  }

  /** Which columns hold numbers, by their positions. */
  numberColumns(): NumberColumns {
    const columns = new NumberColumns()
    for (const [index, column] of this.#columns.entries()) {
      if (this.#numeric.has(column)) columns.seeNumber(index)
      const text = this.#twoWays.get(column)
      if (text !== undefined) columns.seeText(index, text)
    }
    return columns
  }

  /** Rewrites the lines that are whole in bytes [start, end); returns where it stopped. */
  scan(bytes: Buffer, start: number, end: number, final: boolean, write: (text: Uint8Array) => void): number {
    let at = start
    if (this.#line === 1) at += bomLength(bytes.subarray(start, end))
    const parts: string[] = []
    if (this.#stop === 0) this.#stop = lineStop(bytes.subarray(at, end), final)
    while (at < end && this.#stop > 0) {
      const lineEnd = bytes.indexOf(this.#stop, at)
      const found = lineEnd >= 0 && lineEnd < end
      if (!found && !final) break
      const textEnd = found ? lineEnd : end
      if (found && bytes[textEnd - 1] === 0x0d) this.#returns = true
      this.#readLine(bytes.subarray(at, textEnd), parts)
      this.#line++
      at = found ? textEnd + 1 : end
    }
    if (end - at > mostRecordBytes) {
      const { label } = this.#options
      const message = `Cannot read line ${this.#line} of ${quoteValue(label)}: it is longer than ${mostRecordBytes} bytes`
      throw new FileRefused('too-wide', label, message, this.#line)
    }
    if (parts.length > 0) write(Buffer.from(parts.join('')))
    return at
  }

  lineAt(bytes: Buffer, from: number, at: number): number {
    let line = this.#line
    for (let index = from; index < at; index++) if (bytes[index] === this.#stop) line++
    return line
  }

  #readLine(bytes: Buffer, parts: string[]): void {
    if (!isUtf8(bytes)) {
      this.#leaveOut(
        bytes.toString('latin1'),
        `Cannot read line ${this.#line} as ${this.#options.encoding}`,
        showBytes(bytes),
      )
      return
    }
    const text = bytes.toString()
    if (text.trim() === '') return
    const cells = parseFlat(text)
    if (typeof cells === 'string') {
      this.#leaveOut(text, `Cannot read line ${this.#line}: ${cells}`, showValue(text))
      return
    }
    for (const key of cells.numeric) this.#numeric.add(key)
    for (const [key, text] of cells) {
      if (canBeReadTwoWays(text) && !cells.numeric.has(key)) this.#twoWays.set(key, text)
    }
    for (const key of cells.keys()) {
      if (this.#known.has(key)) continue
      this.#known.add(key)
      this.#columns.push(key)
      if (this.#wroteHeader) this.grew = true
    }
    if (!this.#wroteHeader) {
      checkHeader(this.#columns, this.#options.label, this.#line)
      parts.push(formatRecord(this.#columns, ',', '\n'))
      this.#wroteHeader = true
    }
    this.#options.lineMap.mark(this.rows, this.#line)
    this.rows++
    if (this.grew) return
    const record = recordOf(this.#columns, cells)
    if (record.length * 3 > this.longestRecord)
      this.longestRecord = Math.max(this.longestRecord, Buffer.byteLength(record))
    if (!this.quotedNewlines && /[\r\n]/.test(record.slice(0, -1))) this.quotedNewlines = true
    parts.push(record)
  }

  #leaveOut(raw: string, what: string, value: string): void {
    const problem = { file: this.#options.label, line: this.#line, column: null, value, message: `${what}: "${value}"` }
    this.#options.badLines.add({ line: this.#line, raw: raw.replace(/\r$/, ''), problem })
  }
}

/** How lines end: with a bare return only where the first one is followed by no line feed; 0 when there is none yet. */
function lineStop(text: Buffer, final: boolean): number {
  const [feed, back] = [text.indexOf(0x0a), text.indexOf(0x0d)]
  if (feed >= 0 && (back < 0 || back >= feed - 1)) return 0x0a
  if (back < 0) return final ? 0x0a : 0
  return back + 1 < text.length || final ? 0x0d : 0
}

class CellMap extends Map<string, string> implements Cells {
  readonly numeric = new Set<string>()
}

/** An empty line would be lost where there is one column, so an empty single cell is written as quotes. */
function recordOf(columns: readonly string[], cells: Cells): string {
  const record = formatRecord(
    columns.map((column) => cells.get(column) ?? ''),
    ',',
    '\n',
  )
  return record === '\n' ? '""\n' : record
}

// oxlint-disable-next-line eslint/no-control-regex -- these make a line one for the careful reader
const careful = /[\u0000-\u001f\\]/
const literalValue = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/

/** The members of a flat JSON object as text, numbers as they are written; a sentence when the text is no such object. */
function parseFlat(text: string): Cells | string {
  return parsePlain(text) ?? parseWithCare(text)
}

/** Reads an object of strings without escapes, numbers, booleans and nulls; null when there is anything else in it. */
function parsePlain(line: string): Cells | null {
  const text = line.trimEnd()
  if (careful.test(text) || !text.startsWith('{') || !text.endsWith('}')) return null
  const cells = new CellMap()
  const last = text.length - 1
  for (let at = 1; ; at++) {
    const keyStart = skipSpaces(text, at)
    const keyEnd = text.indexOf('"', keyStart + 1)
    if (text[keyStart] !== '"' || keyEnd < 0) return null
    const colon = skipSpaces(text, keyEnd + 1)
    if (text[colon] !== ':') return null
    const start = skipSpaces(text, colon + 1)
    let value: string
    if (text[start] === '"') {
      const end = text.indexOf('"', start + 1)
      if (end < 0) return null
      value = text.slice(start + 1, end)
      at = skipSpaces(text, end + 1)
    } else {
      const comma = text.indexOf(',', start)
      at = comma < 0 ? last : comma
      value = text.slice(start, at).trimEnd()
      if (!literalValue.test(value)) return null
      if (value === 'null') value = ''
      else if (value !== 'true' && value !== 'false') cells.numeric.add(text.slice(keyStart + 1, keyEnd))
    }
    cells.set(text.slice(keyStart + 1, keyEnd), value)
    if (at === last) return cells
    if (text[at] !== ',') return null
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 0x20) at++
  return at
}

function parseWithCare(text: string): Cells | string {
  const cells = new CellMap()
  let nested: string | null = null
  let root: unknown
  try {
    root = JSON.parse(text, (key: string, value: unknown, context?: { readonly source?: string }) => {
      if (typeof value !== 'number') return value
      cells.numeric.add(key)
      return context?.source ?? String(value)
    })
  } catch (error) {
    return `it is no JSON (${(error as Error).message.slice(0, 60)})`
  }
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return 'it is no JSON object'
  for (const [key, value] of Object.entries(root)) {
    if (typeof value === 'object' && value !== null) nested = key
    const cell = value === null || typeof value === 'object' ? '' : String(value)
    if (cell.includes('\0')) return `a NUL character is in ${quoteValue(key)}`
    if (!cell.isWellFormed() || !key.isWellFormed()) return `half a character is in ${quoteValue(key)}`
    cells.set(key, cell)
  }
  return nested === null ? cells : `${quoteValue(nested)} is nested, only flat objects can be read`
}
