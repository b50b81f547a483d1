/** How a cell begins that a spreadsheet runs instead of showing. */
const startsFormula = /^[=+\-@\t\r\n]/
const plainNumber = /^-?\d+(?:\.\d+)?$/

/**
 * A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it, which spreadsheets
 * do not show. Numbers stay numbers.
 */
export function safeCell(cell: string | null): string | null {
  return cell === null || !startsFormula.test(cell) || plainNumber.test(cell) ? cell : `'${cell}`
}
