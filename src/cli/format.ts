import type { ExactBound } from '../domain/grade.ts'
import { formatMicros, roundMicros } from '../domain/money.ts'
import type { Micros } from '../domain/money.ts'

/** Money for a person: two decimals, thousands apart. Rows and totals are rounded each by itself. Null stays null. */
export function shownMoney(amount: Micros | null): string | null {
  if (amount === null) return null
  const [whole = '', places = ''] = formatMicros(roundMicros(amount, 2)).split('.')
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ' ')}.${places}`
}

/** The same, but with every decimal where two of them would show a bound that the amount is not. */
export function shownBesideBounds(amount: Micros | null, bounds: readonly ExactBound[]): string | null {
  if (amount === null) return null
  const rounded = roundMicros(amount, 2)
  if (rounded === amount || !bounds.some((bound) => bound.atLeast === rounded)) return shownMoney(amount)
  const [whole = '', places = ''] = formatMicros(amount).split('.')
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ' ')}.${places}`
}

/** Money for a program: every decimal there is, at least two. Null stays null. */
export function exactMoney(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

/** A fraction as a percentage with one decimal. */
export function shownShare(share: number | null): string | null {
  // What rounds to nothing has no sign.
  return share === null ? null : `${(share * 100).toFixed(1).replace(/^-(?=0\.0$)/, '')} %`
}

/** A count for a person, thousands apart like money. */
export function shownCount(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}
