import type { Format } from '../../format.ts'

const day = /\b\d{4}-\d{2}-\d{2}\b/g
const longFigure = /(?<= )-?\d+\.\d{3,}(?= (?:points|days|%)|\.?$)/g

/**
 * A sentence of the explanation as the reader writes days and amounts. It comes with every decimal it has and days as the
 * records keep them; names in it are left as they are.
 */
export function writtenSentence(sentence: string, format: Format, currency: string): string {
  const amount = new RegExp(`(?<![\\d.,])-?\\d+(?:\\.\\d+)?(?= ${currency}\\b)`, 'g')
  return sentence
    .replaceAll(amount, (digits) => format.money(digits))
    .replaceAll(day, (digits) => format.day(digits))
    .replaceAll(longFigure, (digits) => format.money(digits))
}
