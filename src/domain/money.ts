/**
 * An exact amount of money, price or quantity in millionths: `1.5` is `1500000n`. The ledger keeps DECIMAL(18,6) and sums
 * of it, so every figure of the ledger is a whole number of these; adding is plain `+`. No float ever holds one.
 */
export type Micros = bigint

/** One whole unit. */
export const microsPerUnit = 1_000_000n
const form = /^([+-]?)(\d+)(?:\.(\d+))?$/

/** Reads a decimal string exactly. Throws on anything else and on more than 6 places that are not zero. */
export function parseMicros(text: string): Micros {
  const match = form.exec(text)
  if (!match) throw new RangeError(`Cannot read amount "${text}"`)
  const places = match[3] ?? ''
  if (/[1-9]/.test(places.slice(6))) throw new RangeError(`Cannot read amount "${text}": more than 6 decimal places`)
  const size = BigInt(match[2] + places.slice(0, 6).padEnd(6, '0'))
  return match[1] === '-' ? -size : size
}

/** Writes every decimal there is, at least `minPlaces` of them and without needless zeros: `12.50`, `0.000001`. */
export function formatMicros(amount: Micros, minPlaces = 2): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(7, '0')
  const places = digits.slice(-6).replace(/0+$/, '').padEnd(minPlaces, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -6)}${places === '' ? '' : `.${places}`}`
}

/** numerator / denominator to the nearest whole number, a tie to the even one. Throws on a zero denominator. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Cannot divide by zero')
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
  const floor = n >= 0n ? n / d : -((-n + d - 1n) / d)
  const twice = (n - floor * d) * 2n
  if (twice < d) return floor
  if (twice > d) return floor + 1n
  return floor % 2n === 0n ? floor : floor + 1n
}

/** The same with a tie away from zero: how both engines of the ledger round a product that has too many decimals. */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Cannot divide by zero')
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
  return n < 0n ? -((-n * 2n + d) / (d * 2n)) : (n * 2n + d) / (d * 2n)
}

/** The amount rounded to `places` decimals, half to even: the one rounding that screens and closed scorecards use. */
export function roundMicros(amount: Micros, places: number): Micros {
  const step = 10n ** BigInt(6 - places)
  return divideHalfEven(amount, step) * step
}

/** part / whole as a fraction with 6 decimals, half to even. Null when the whole is zero: no share of nothing. */
export function ratio(part: Micros, whole: Micros): number | null {
  if (whole === 0n) return null
  return Number(divideHalfEven(part * microsPerUnit, whole)) / 1e6
}

/** A fraction, count, weight or score of at most 6 decimals as exact millionths. For numbers that are not money. */
export function numberToMicros(number: number): Micros {
  if (!Number.isFinite(number)) throw new RangeError(`Cannot read number "${number}"`)
  return BigInt(Math.round(number * 1e6))
}
