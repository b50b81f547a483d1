import type { BadLines } from './bad-lines.ts'
import { createBadLines } from './bad-lines.ts'
import { formatRecord } from './csv-record.ts'
import { nameColumns } from './header.ts'
import { createLineMap } from './line-map.ts'
import type { SourceLimits } from './open-source.ts'
import { NumberColumns } from './number-columns.ts'
import { randomAccess } from './random-access.ts'
import { refuseHeaderOnly } from './prepared-file.ts'
import type { PreparedFile } from './prepared-file.ts'
import { showValue } from './problem.ts'
import { createRepairedCopy } from './repaired-copy.ts'
import { openSheetTable } from './workbook/sheet-table.ts'
import type { SheetRow } from './workbook/read-sheet.ts'
import { Workbook } from './workbook/workbook.ts'

/**
 * Writes the table of a sheet as CSV, row by row: days as YYYY-MM-DD, numbers with a point. A row with more cells than the
 * header is left out. Throws `FileRefused` when the workbook is damaged, wherever that shows.
 */
export async function prepareWorkbook(
  path: string,
  asked: string | undefined,
  limits: SourceLimits,
): Promise<PreparedFile> {
  const { label, tempDir, signal } = limits
  await using file = await randomAccess(path, limits)
  using workbook = await Workbook.open(file.path, limits)
  const table = await openSheetTable(workbook, asked, label)
  const header = nameColumns(headerOf(table.header), label, table.header.line)
  const [badLines, lineMap] = [createBadLines(tempDir), createLineMap()]
  const copy = await createRepairedCopy(tempDir, label, file.bytes)
  const columns = new NumberColumns()
  let [rows, longestRecord, quotedNewlines] = [0, 0, false]
  try {
    copy.append(Buffer.from(formatRecord(header, ',', '\n')))
    for await (const piece of table.rows()) {
      signal?.throwIfAborted()
      const records: string[] = []
      for (const row of piece) {
        const what = problemOf(row, header.length)
        if (what !== null) {
          leaveOut(row, what, label, badLines)
          continue
        }
        const record = recordOf(row, header.length)
        lineMap.mark(rows, row.line)
        rows++
        watch(row, columns)
        // A letter is three bytes at most here: only long records are measured.
        if (record.length * 3 > longestRecord) longestRecord = Math.max(longestRecord, Buffer.byteLength(record))
        if (!quotedNewlines && /[\r\n]/.test(record.slice(0, -1))) quotedNewlines = true
        records.push(record)
      }
      copy.append(Buffer.from(records.join('')))
      await copy.flush()
      await badLines.flush()
    }
    refuseHeaderOnly(rows, badLines.count, label, header)
    await copy.close()
  } catch (error) {
    await copy.discard()
    await badLines.discard()
    throw error
  }
  return {
    format: 'xlsx',
    encoding: null,
    path: copy.path,
    label,
    delimiter: ',',
    quote: '"',
    newline: '\n',
    header,
    numbers: columns.numbers,
    doubts: columns.doubts,
    rows,
    bad: badLines.kept,
    badCount: badLines.count,
    badPath: badLines.path,
    longestRecord,
    quotedNewlines,
    bytes: file.bytes,
    sha256: await file.sha256(),
    lineOf: (row) => lineMap.lineOf(row),
  }
}

/** The names of a header row up to its last one. */
export function headerOf(row: SheetRow): readonly string[] {
  const last = row.cells.findLastIndex((cell) => cell.trim() !== '')
  return row.cells.slice(0, last + 1)
}

/** The cells of a row, as many as the header has. */
export function cellsOf(row: SheetRow, width: number): string[] {
  return Array.from({ length: width }, (_, column) => row.cells[column] ?? '')
}

function watch({ cells, numbers }: SheetRow, columns: NumberColumns): void {
  for (const column of numbers) columns.seeNumber(column)
  for (const [column, text] of cells.entries()) if (!numbers.includes(column)) columns.seeText(column, text)
}

/** Why a row cannot be taken; null when it can. */
export function problemOf(row: SheetRow, width: number): string | null {
  if (row.problem !== null) return row.problem
  const beyond = row.cells.findIndex((cell, column) => column >= width && cell.trim() !== '')
  if (beyond >= 0) return `it has ${beyond + 1} cells, the header ${width}`
  const nul = row.cells.findIndex((cell) => cell.includes('\0'))
  return nul < 0 ? null : `a NUL character is in its cell ${nul + 1}`
}

function recordOf(row: SheetRow, width: number): string {
  return formatRecord(row.cells.length === width ? row.cells : cellsOf(row, width), ',', '\n')
}

function leaveOut(row: SheetRow, what: string, label: string, badLines: BadLines): void {
  const raw = formatRecord(row.cells, ',', '')
  const value = showValue(raw)
  const message = `Cannot read row ${row.line}: ${what} in "${value}"`
  badLines.add({ line: row.line, raw, problem: { file: label, line: row.line, column: null, value, message } })
}
