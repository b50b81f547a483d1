/** One thing wrong in a user's file: data for a list and an error file, not an exception. */
export interface Problem {
  /** The file as the user names it. */
  readonly file: string
  /** 1-based physical line on which the record starts. */
  readonly line: number
  /** Null when the record as a whole is wrong. */
  readonly column: string | null
  /** The value as it stands in the file, cut for display; null when there is none to show. */
  readonly value: string | null
  /** One sentence that says what could not be done and quotes the value. */
  readonly message: string
}

export type FileRefusedCode =
  | 'empty-file'
  | 'header-only'
  | 'not-text'
  | 'nul-byte'
  | 'mixed-line-ends'
  | 'gzip-too-large'
  | 'gzip-damaged'
  | 'zip-too-large'
  | 'zip-damaged'
  | 'zip-protected'
  | 'zip-choice'
  | 'workbook-damaged'
  | 'no-such-sheet'
  | 'parquet-damaged'
  | 'unknown-column'
  | 'no-such-file'
  | 'bad-header'
  | 'too-wide'
  | 'changed'
  | 'no-space'

/** A file none of which can be read. `line` is null when no line is to blame. */
export class FileRefused extends Error {
  readonly code: FileRefusedCode
  readonly file: string
  readonly line: number | null

  constructor(code: FileRefusedCode, file: string, message: string, line: number | null = null) {
    super(message)
    this.name = 'FileRefused'
    this.code = code
    this.file = file
    this.line = line
  }
}

/** The value in double quotes, cut at 80 characters, control characters as \xNN. */
export function quoteValue(value: string): string {
  return `"${showValue(value)}"`
}

/** The value as messages show it: cut at 80 characters, control characters as \xNN. */
export function showValue(value: string): string {
  const shown = value.length > 80 ? `${value.slice(0, 80).toWellFormed()}…` : value
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is being replaced
  return shown.replace(/[\u0000-\u001f\u007f-\u009f]/g, hexEscape)
}

/** Bytes that are not UTF-8 as messages show them: everything outside printable ASCII as \xNN. */
export function showBytes(bytes: Uint8Array): string {
  const cut = Buffer.from(bytes.subarray(0, 80)).toString('latin1')
  return cut.replace(/[^\u0020-\u007e]/g, hexEscape) + (bytes.length > 80 ? '…' : '')
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
