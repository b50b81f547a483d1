/** How a record ends; `atEnd` is the end of the file without a line end. */
export type LineEnd = '\n' | '\r\n' | '\r' | 'atEnd'

/** What `readRecord` found; one object is filled again and again, because there is one for every record of a file. */
export interface RecordShape {
  /**
   * `whole`: ends at `next`. `cut`: the bytes end before the record does. `unclosed`: so does the file, inside quotes.
   * `afterQuote`: text follows the closing quote of a field, at `next`.
   */
  state: 'whole' | 'cut' | 'unclosed' | 'afterQuote'
  fields: number
  /** Where the text ends, before the line end. */
  textEnd: number
  /** Where the next record starts. */
  next: number
  lineEnd: LineEnd
  /** Line ends inside quotes. */
  innerLines: number
  hasQuotes: boolean
  /** A field starts with spaces and a quote, which DuckDB takes for a quoted field and we for text. */
  needsRewrite: boolean
}

export function createRecordShape(): RecordShape {
  return {
    state: 'whole',
    fields: 0,
    textEnd: 0,
    next: 0,
    lineEnd: '\n',
    innerLines: 0,
    hasQuotes: false,
    needsRewrite: false,
  }
}

const quote = 0x22
const lf = 0x0a
const cr = 0x0d
const space = 0x20

/**
 * Reads the shape of one record. A field is quoted when its first byte is a quote; a quote anywhere else is text.
 * `final` says that the file ends at `end`.
 */
export function readRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  delimiter: number,
  shape: RecordShape,
): void {
  let at = start
  let fields = 1
  shape.innerLines = 0
  shape.hasQuotes = false
  shape.needsRewrite = false
  shape.fields = 0
  for (;;) {
    if (at < end && bytes[at] === quote) {
      shape.hasQuotes = true
      at = skipQuoted(bytes, at + 1, end, final, shape)
      if (at < 0) return
      const follows = bytes[at]
      if (at < end && follows !== delimiter && follows !== lf && follows !== cr) {
        shape.state = 'afterQuote'
        shape.next = at
        return
      }
    } else if (at < end && bytes[at] === space) {
      while (at < end && bytes[at] === space) at++
      if (at < end && bytes[at] === quote) shape.needsRewrite = true
    }
    while (at < end) {
      const byte = bytes[at]
      if (byte === delimiter || byte === lf || byte === cr) break
      if (byte === quote) shape.hasQuotes = true
      at++
    }
    if (at < end && bytes[at] === delimiter) {
      fields++
      at++
      continue
    }
    // A carriage return as the last byte at hand may be half of a line end.
    if (!final && (at === end || (bytes[at] === cr && at + 1 === end))) {
      shape.state = 'cut'
      return
    }
    shape.state = 'whole'
    shape.fields = fields
    shape.textEnd = at
    if (at === end) shape.lineEnd = 'atEnd'
    else if (bytes[at] === lf) shape.lineEnd = '\n'
    else shape.lineEnd = at + 1 < end && bytes[at + 1] === lf ? '\r\n' : '\r'
    shape.next = at + (shape.lineEnd === 'atEnd' ? 0 : shape.lineEnd.length)
    return
  }
}

/** Goes from behind the opening quote to behind the closing one; -1 with the state set when it is not in these bytes. */
function skipQuoted(bytes: Uint8Array, from: number, end: number, final: boolean, shape: RecordShape): number {
  let at = from
  while (at < end) {
    const byte = bytes[at]
    if (byte === quote) {
      if (at + 1 < end) {
        if (bytes[at + 1] !== quote) return at + 1
        at += 2
        continue
      }
      if (final) return end
      break
    }
    if (byte === lf || (byte === cr && bytes[at + 1] !== lf)) shape.innerLines++
    at++
  }
  shape.state = final ? 'unclosed' : 'cut'
  return -1
}

/** The values of a record that `readRecord` found whole, as strings. */
export function recordValues(bytes: Buffer, start: number, textEnd: number, delimiter: number): string[] {
  const values: string[] = []
  for (let at = start; ; at++) {
    const from = at
    if (at < textEnd && bytes[at] === quote) {
      at++
      while (at < textEnd && (bytes[at] !== quote || (at + 1 < textEnd && bytes[at + 1] === quote))) {
        at += bytes[at] === quote ? 2 : 1
      }
      values.push(bytes.toString('utf8', from + 1, at).replaceAll('""', '"'))
      at++
    } else {
      while (at < textEnd && bytes[at] !== delimiter) at++
      values.push(bytes.toString('utf8', from, at))
    }
    if (at >= textEnd) return values
  }
}

const structure = /["\r\n]|^ | $/

/** One canonical CSV record: quoted where anything in the value could be taken for structure. */
export function formatRecord(values: readonly string[], delimiter: string, newline: string): string {
  let record = ''
  for (const [index, value] of values.entries()) {
    if (index > 0) record += delimiter
    const plain = !structure.test(value) && !value.includes(delimiter)
    record += plain ? value : `"${value.replaceAll('"', '""')}"`
  }
  return record + newline
}
