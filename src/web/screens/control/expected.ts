import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import type { Micros } from '../../../domain/money.ts'

type Total = Output<'listControlTotals'>['items'][number]

export const comparedFigures = ['lines', 'net', 'tax', 'credits'] as const
export type ComparedFigure = (typeof comparedFigures)[number]

/** What the totals on screen add up to. Money is null where several currencies would be added, tax where no header states any. */
export interface Sums {
  readonly lines: number
  readonly currency: string | null
  readonly net: Micros | null
  readonly tax: Micros | null
  readonly credits: Micros | null
  readonly baseNet: Micros
}

/** The exact sums of some totals. */
export function sumsOf(totals: readonly Total[]): Sums {
  const currencies = new Set(totals.map((total) => total.currency))
  const [first = null] = currencies
  const sum = (figure: 'net' | 'credits' | 'baseNet'): Micros =>
    totals.reduce((whole, total) => whole + parseMicros(total[figure]), 0n)
  const taxes = totals.flatMap(({ tax }) => (tax === null ? [] : [parseMicros(tax)]))
  const isOne = currencies.size <= 1
  return {
    lines: totals.reduce((whole, total) => whole + total.lines, 0),
    currency: isOne ? first : null,
    net: isOne ? sum('net') : null,
    tax: isOne && taxes.length > 0 ? taxes.reduce((whole, tax) => whole + tax, 0n) : null,
    credits: isOne ? sum('credits') : null,
    baseNet: sum('baseNet'),
  }
}

/** How a figure of somebody's own books stands to the book's. */
export type Outcome =
  | { readonly kind: 'untyped' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'agrees' }
  /** The book's figure less the one expected. */
  | { readonly kind: 'differs'; readonly by: string }

/** Compares a figure as it is typed, to the cent. Grouping is not guessed: `1,234.50` and `1.234,50` are read, `1,234` is not. */
export function compareFigure(sums: Sums, figure: ComparedFigure, typed: string): Outcome {
  if (typed.trim() === '') return { kind: 'untyped' }
  if (figure === 'lines') {
    const wanted = typed.replaceAll(/[\s']/g, '')
    if (!/^\d{1,15}$/.test(wanted)) return { kind: 'unreadable' }
    return differenceOf(BigInt(sums.lines) - BigInt(wanted), String)
  }
  const wanted = readAmount(typed)
  if (wanted === null) return { kind: 'unreadable' }
  const found = sums[figure]
  return found === null ? { kind: 'unknown' } : differenceOf(found - wanted, formatMicros)
}

function differenceOf(difference: bigint, write: (amount: bigint) => string): Outcome {
  return difference === 0n ? { kind: 'agrees' } : { kind: 'differs', by: write(difference) }
}

/** An amount as people type or paste it; null when it could mean two things, or is none. */
export function readAmount(typed: string): Micros | null {
  const text = typed.replaceAll(/[\s'’]/gu, '').replace('−', '-')
  const match = /^(-?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?|(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,6})?)$/.exec(text)
  if (!match) return null
  const [, sign = '', digits = ''] = match
  // One mark with three digits behind it: a thousand, or a bit more than one.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return null
  const decimal = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const marks = digits.replaceAll(/\d/g, '')
  const isGrouping = marks.length > 1 && new Set(marks).size === 1
  const whole = (decimal === -1 || isGrouping ? digits : digits.slice(0, decimal)).replaceAll(/\D/g, '')
  const places = decimal === -1 || isGrouping ? '' : `.${digits.slice(decimal + 1)}`
  return parseMicros(`${sign}${whole}${places}`)
}
