/** Characters a spreadsheet takes in one cell. */
const longestText = 32_767
/** What XML cannot hold, written as spreadsheets write it; and text that would be read as if it were that. */
const unwritable = /(?![\t\n\u007F-\u009F])[\p{Cc}\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** A text between tags or in an attribute. What is longer than a cell may be ends with an ellipsis. */
export function cellText(text: string): string {
  const whole = text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`
  return whole
    .replace(halfPair, '\uFFFD')
    .replace(unwritable, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The letters of a column: A, B, ... Z, AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
