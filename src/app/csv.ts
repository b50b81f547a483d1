/** One record of RFC 4180 text, with its line end. Null is an empty cell, and an empty text is one too. */
export function csvRecord(cells: readonly (string | null)[], delimiter = ','): string {
  return `${cells.map((cell) => csvCell(cell ?? '', delimiter)).join(delimiter)}\n`
}

function csvCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
