import { parseMicros, ratio, type Micros } from '../../../domain/money.ts'

/** One step of the bounds, from the worst grade on the left to the best on the right. */
export interface Rung {
  readonly label: string
  /** The least value of the grade as text; null for the grade that takes the rest. */
  readonly atLeast: string | null
  /** How far into this grade the account is, 0 to 1; null when it is not here, or one may not see where. */
  readonly reached: number | null
  readonly isCurrent: boolean
}

/**
 * The bounds as steps of one width, for amounts from a few hundreds to millions would leave the lower grades no room. `bounds`
 * come best first; `value` is what is graded, null when it is not known or not to be seen.
 */
export function rungsOf(
  bounds: readonly { readonly label: string; readonly atLeast: string | null }[],
  grade: string | null,
  value: string | null,
): readonly Rung[] {
  const basis = value === null ? null : parseMicros(value)
  return bounds
    .map(({ label, atLeast }, index) => {
      const isCurrent = label === grade
      const better = bounds[index - 1]?.atLeast ?? null
      const reached = isCurrent && basis !== null ? place(basis, atLeast, better) : null
      return { label, atLeast, reached, isCurrent }
    })
    .toReversed()
}

/** Where a value stands between two bounds. Above the best bound it is drawn against twice that bound, where it ends. */
function place(value: Micros, from: string | null, below: string | null): number | null {
  const low = from === null ? 0n : parseMicros(from)
  const high = below === null ? low * 2n : parseMicros(below)
  const share = ratio(value - low, high - low)
  return share === null ? null : Math.min(1, Math.max(0, share))
}
