import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { serialOf, workbookOf } from './workbook.ts'

// One table in every form that a file may have.

/** A text, an amount, a day, or nothing. */
type Cell = string | number | { readonly on: string } | null

export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export const textEncodings = [
  'utf-8',
  'utf-8 with a mark',
  'utf-16le',
  'utf-16le with a mark',
  'utf-16be',
  'utf-16be with a mark',
  'windows-1252',
] as const
export type TextEncoding = (typeof textEncodings)[number]

export const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const

/** CSV with German signs: semicolons, decimal commas, days first. */
export function csvOf({ header, rows }: Table, lineEnd: string): string {
  const cellText = (cell: Cell): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell).replace('.', ',')
    if (typeof cell === 'string') return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
    return cell.on.split('-').toReversed().join('.')
  }
  return [header, ...rows].map((row) => row.map(cellText).join(';') + lineEnd).join('')
}

export function ndjsonOf({ header, rows }: Table, lineEnd: string): string {
  const objects = rows.map((row) =>
    Object.fromEntries(header.flatMap((name, index) => (row[index] === null ? [] : [[name, plainOf(row[index])]]))),
  )
  return objects.map((one) => JSON.stringify(one) + lineEnd).join('')
}

export function sheetOf({ header, rows }: Table): Buffer {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'object' && cell !== null ? { day: serialOf(cell.on) } : cell)),
  )
  return workbookOf([{ name: 'Table', rows: [header, ...cells] }])
}

export async function parquetOf({ header, rows }: Table): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'bookvalue-forms-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
    const cell = (value: Cell): string => {
      if (value === null) return 'NULL'
      if (typeof value === 'number') return `${String(value)}::DOUBLE`
      return typeof value === 'string' ? quoted(value) : `DATE ${quoted(value.on)}`
    }
    const values = rows.map((row) => `(${header.map((_, index) => cell(row[index] ?? null)).join(', ')})`)
    const file = join(folder, 'x.parquet')
    const names = header.map((name) => `"${name}"`).join(', ')
    await connection.run(`COPY (SELECT * FROM (VALUES ${values.join(', ')}) t(${names})) TO '${file}' (FORMAT parquet)`)
    return readFileSync(file)
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}

export function encoded(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1')
  const marked = encoding.endsWith('mark') ? `\ufeff${text}` : text
  if (encoding.startsWith('utf-8')) return Buffer.from(marked)
  const bytes = Buffer.from(marked, 'utf16le')
  return encoding.startsWith('utf-16be') ? bytes.swap16() : bytes
}

function plainOf(cell: Cell | undefined): unknown {
  return typeof cell === 'object' && cell !== null ? cell.on : cell
}
