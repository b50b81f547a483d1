import { FileRefused, quoteValue } from '../problem.ts'
import { readSheet } from './read-sheet.ts'
import type { SheetRow } from './read-sheet.ts'
import type { Sheet, Workbook } from './workbook.ts'

/** Rows in which the header of a table is looked for. */
const headerRows = 50

/** The table of a sheet: its header, and its rows in pieces. */
export interface SheetTable {
  readonly sheet: string
  readonly header: SheetRow
  rows(): AsyncGenerator<readonly SheetRow[], void>
}

/**
 * Finds the table of the sheet that is asked for, else of the first visible one that holds anything. Rows of one cell above
 * a wider one are titles and no header. Throws `FileRefused` when there is no such sheet or nothing in it.
 */
export async function openSheetTable(
  workbook: Workbook,
  asked: string | undefined,
  label: string,
): Promise<SheetTable> {
  for (const sheet of candidates(workbook, asked, label)) {
    const header = await findHeader(workbook, sheet, label)
    if (header) return { sheet: sheet.name, header, rows: () => rowsBelow(workbook, sheet, label, header.line) }
  }
  const where = asked === undefined ? '' : `sheet ${quoteValue(asked)} of `
  throw new FileRefused('empty-file', label, `Cannot read ${where}${quoteValue(label)}: there is nothing in it`)
}

function candidates(workbook: Workbook, asked: string | undefined, label: string): readonly Sheet[] {
  const { sheets } = workbook
  if (asked === undefined) {
    const visible = sheets.filter((sheet) => !sheet.hidden)
    return visible.length > 0 ? visible : sheets
  }
  const named = sheets.find((sheet) => sheet.name === asked) ?? sheets.find((sheet) => sameName(sheet.name, asked))
  if (named) return [named]
  const names = sheets.map((sheet) => quoteValue(sheet.name)).join(', ')
  const message = `Cannot find sheet ${quoteValue(asked)} in ${quoteValue(label)}: it holds ${names}`
  throw new FileRefused('no-such-sheet', label, message)
}

function sameName(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase()
}

async function findHeader(workbook: Workbook, sheet: Sheet, label: string): Promise<SheetRow | null> {
  let first: SheetRow | null = null
  let seen = 0
  for await (const rows of readSheet(workbook, sheet, label)) {
    for (const row of rows) {
      first ??= row
      if (row.cells.filter((cell) => cell.trim() !== '').length > 1) return row
      if (++seen >= headerRows) return first
    }
  }
  return first
}

async function* rowsBelow(
  workbook: Workbook,
  sheet: Sheet,
  label: string,
  line: number,
): AsyncGenerator<readonly SheetRow[], void> {
  for await (const rows of readSheet(workbook, sheet, label)) {
    const below = (rows[0]?.line ?? 0) > line ? rows : rows.filter((row) => row.line > line)
    if (below.length > 0) yield below
  }
}
