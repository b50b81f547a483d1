/** What a chart shows, as rows: the same numbers for a reader, a spreadsheet and a screen reader. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[]
  readonly rows: readonly (readonly ChartCell[])[]
}

interface ChartColumn {
  readonly title: string
  /** Whether the cells are figures, which stand to the right. */
  readonly isFigure?: boolean
}

interface ChartCell {
  /** As one reads it. */
  readonly text: string
  /** As a program reads it: an exact decimal or a day. The text when left out; null is an empty cell. */
  readonly value?: string | number | null
}

/** RFC 4180 text with a header, exact values and no formulas: a name that a spreadsheet would run is kept as text. */
export function chartTableToCsv({ columns, rows }: ChartTable): string {
  const records = [
    columns.map(({ title }) => title),
    ...rows.map((cells) => cells.map(({ text, value }) => (value === undefined ? text : (value ?? '')))),
  ]
  return records.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: string | number): string {
  const text = String(value)
  const isNumber = /^-?\d+(\.\d+)?$/.test(text)
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
