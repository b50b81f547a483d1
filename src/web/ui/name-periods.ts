/** A sentence of the server with the names that programs have for twelve months put into words: `ttm@2026-03-31`. */
export function namePeriods(sentence: string, write: (period: string) => string): string {
  return sentence.replaceAll(/\bttm@\d{4}-\d{2}-\d{2}\b/g, write)
}
