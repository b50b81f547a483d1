import type { Micros } from '../money.ts'

/**
 * Money in 10^-18: what millionths times a factor of twelve places come to, exactly. Shares of stock are kept so, always rounded
 * down, so that what accounts are given never sums to more than there is.
 */
export type Attos = bigint

/** Decimals of it. */
export const attosPlaces = 18

/** One whole unit of a factor of twelve places. */
export const factorUnit = 1_000_000_000_000n

/** The whole millionths in it. */
export function attosToMicros(attos: Attos): Micros {
  return divideDown(attos, factorUnit)
}

/** numerator / denominator, rounded towards the lesser one. Throws on a zero denominator. */
export function divideDown(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient
}

/** Splits an amount in the proportion of weights of no less than zero; the parts sum to it, the last ones take what rounding leaves. */
export function splitBy(amount: Micros, weights: readonly bigint[]): readonly Micros[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  if (whole === 0n) return weights.map(() => 0n)
  let [before, given] = [0n, 0n]
  return weights.map((weight) => {
    before += weight
    const part = divideDown(amount * before, whole) - given
    given += part
    return part
  })
}
