import { formatMicros, parseMicros } from '../../../domain/money.ts'

interface Line {
  readonly kind: string
  /** In the base currency. */
  readonly baseNet: string
}

interface LineSum {
  /** Of the kinds that count as spend. */
  readonly counted: string
  /** Of all other kinds; null when there is no such line. */
  readonly other: string | null
}

/** Lines added up exactly, apart by whether the policy counts their kind as spend. */
export function sumLines(lines: readonly Line[], kinds: readonly string[]): LineSum {
  const sumOf = (some: readonly Line[]) => some.reduce((sum, { baseNet }) => sum + parseMicros(baseNet), 0n)
  const others = lines.filter(({ kind }) => !kinds.includes(kind))
  return {
    counted: formatMicros(sumOf(lines.filter(({ kind }) => kinds.includes(kind)))),
    other: others.length === 0 ? null : formatMicros(sumOf(others)),
  }
}
