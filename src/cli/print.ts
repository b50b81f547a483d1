import { shownCount } from './format.ts'

/** A column of a table for a person. */
export interface TableColumn<T> {
  readonly title: string
  readonly cell: (row: T) => string | number | null
  readonly align?: 'right'
}

/** Where a command writes: results to `out`, what it is doing and what went wrong to `err`. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person is looking, so that progress may overwrite its own line. */
  readonly interactive: boolean
}

/** One JSON object a line. Money is text already; a bigint would not be. */
export function printJson(terminal: Terminal, rows: Iterable<object>): void {
  let text = ''
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`
    if (text.length > 1 << 16) {
      terminal.out(text)
      text = ''
    }
  }
  if (text !== '') terminal.out(text)
}

/** Rows in aligned columns; an empty cell is a dash, because an empty place could be a zero. */
export function printTable<T>(terminal: Terminal, columns: readonly TableColumn<T>[], rows: readonly T[]): void {
  const cells = rows.map((row) => columns.map((column) => textOf(column.cell(row))))
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((row) => row[index]?.length ?? 0).slice(0, 100_000)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.align === 'right' ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  terminal.out(`${line(columns.map((column) => column.title))}\n`)
  terminal.out(`${widths.map((width) => '-'.repeat(width)).join('  ')}\n`)
  for (const row of cells) terminal.out(`${line(row)}\n`)
}

function textOf(cell: string | number | null): string {
  if (cell === null || cell === '') return '-'
  return typeof cell === 'number' ? shownCount(cell) : cell
}
