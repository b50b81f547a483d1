/** One record of RFC 4180 text, with its line end. Null is an empty cell, and an empty text is one too. */
export function csvRecord(cells: readonly (string | null)[], delimiter = ','): string {
  return `${cells.map((cell) => csvCell(cell ?? '', delimiter)).join(delimiter)}\n`
}

function csvCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** What a spreadsheet takes for the beginning of a formula, in the first place or after white space it drops. */
const formulaStart = /^[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/
/** A plain number is no formula, whatever its sign. */
const plainNumber = /^[+-]?\d+(?:[.,]\d+)*$/

/**
 * A cell that a spreadsheet shows and does not run: text that it would take for a formula gets an apostrophe before it. For
 * every export made to be read; not for what is imported again, where a cell must stay as it is.
 */
export function plainCell(cell: string | null): string | null {
  if (cell === null || !formulaStart.test(cell) || plainNumber.test(cell)) return cell
  return `'${cell}`
}

/** The cell that `plainCell` made this of. */
export function cellBefore(plain: string): string {
  const cell = plain.slice(1)
  return plain.startsWith("'") && plainCell(cell) === plain ? cell : plain
}

/** The records of CSV text with commas, as `csvRecord` writes it. */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<string[], void, void> {
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let quoteBefore = false
  for await (const piece of text) {
    for (const character of piece) {
      if (character === '"') {
        if (quoteBefore) cell += '"'
        quoteBefore = isQuoted && !quoteBefore
        isQuoted = !isQuoted
        continue
      }
      quoteBefore = false
      if (isQuoted || (character !== ',' && character !== '\n')) {
        cell += character
        continue
      }
      cells.push(cell)
      cell = ''
      if (character === '\n') {
        yield cells
        cells = []
      }
    }
  }
}
