import { currencyWords } from './words.ts'

/** What the values of a column of a file look like. Shares are of the cells that hold something. */
export interface Profile {
  /** Cells that hold something. */
  readonly filled: number
  readonly days: number
  readonly amounts: number
  readonly currencies: number
  /** Of those with a letter in them. */
  readonly letters: number
  /** Whether no value stands there twice. */
  readonly unique: boolean
  /** The values that differ, the first ones. */
  readonly values: readonly string[]
}

const mostValues = 60
/** No day, amount or code is longer; a text that is need not be looked at whole. */
const longestLooked = 100

const numericDay =
  /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d{6})(?:[ T]+\d{1,2}:\d{2}.*)?$/
const amountForm =
  /^[\s+(\u2212-]*(?:[€£$]|[A-Z]{3})?\s*\d[\d.,'\u2019\s\u00a0\u202f]*(?:[€£$]|[A-Z]{3}|Euro)?[\s)\u2212-]*$/

export function profileOf(cells: readonly string[]): Profile {
  const filled = cells.map((cell) => cell.slice(0, longestLooked)).filter((cell) => cell.trim() !== '')
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length
  const values = new Set(filled)
  return {
    filled: filled.length,
    days: share((cell) => numericDay.test(cell) || wordyFormOf(cell) !== null),
    amounts: share((cell) => amountForm.test(cell)),
    currencies: share((cell) => /^\s*[A-Z]{3}\s*$/.test(cell) || isCurrencyWord(cell)),
    letters: share((cell) => /\p{L}/u.test(cell)),
    unique: values.size === filled.length,
    values: [...values].slice(0, mostValues),
  }
}

function isCurrencyWord(cell: string): boolean {
  return Object.hasOwn(currencyWords, cell.trim().toLowerCase())
}

const wordyForms: readonly (readonly [RegExp, string])[] = [
  [/^\d{1,2} [a-z]{3} \d{4}$/i, 'D MMM YYYY'],
  [/^\d{1,2}-[a-z]{3}-\d{4}$/i, 'D-MMM-YYYY'],
  [/^\d{1,2}-[a-z]{3}-\d{2}$/i, 'D-MMM-YY'],
  [/^\d{1,2} [a-z]{3} \d{2}$/i, 'D MMM YY'],
  [/^[a-z]{3} \d{1,2}, \d{4}$/i, 'MMM D, YYYY'],
  [/^\d{1,2} [a-z]{4,9} \d{4}$/i, 'D MMMM YYYY'],
  [/^[a-z]{4,9} \d{1,2}, \d{4}$/i, 'MMMM D, YYYY'],
]

const monthNames = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i

/** The form of a day that is written with the name of its month in English; null for anything else. */
export function wordyFormOf(cell: string): string | null {
  const text = cell.trim()
  if (!monthNames.test(text)) return null
  return wordyForms.find(([form]) => form.test(text))?.[1] ?? null
}

/** The sign or code of a currency that stands in amounts; null when none does, or several do. */
export function currencyIn(values: readonly string[]): { readonly found: string; readonly code: string | null } | null {
  const found = new Set(values.flatMap((value) => value.match(/[€£$]|\b[A-Z]{3}\b|Euro/) ?? []))
  const [one] = found
  if (one === undefined || found.size > 1) return null
  return { found: one, code: /^[A-Z]{3}$/.test(one) ? one : (currencyWords[one.toLowerCase()] ?? null) }
}
