/**
 * Whole-number arithmetic of the generator: cents, ten-thousandths and basis points as safe integers. The Micros of the
 * domain are bigint, which tens of millions of lines would feel; no amount of a demo book comes near 2^53.
 */

/** amount x numerator / denominator to the nearest whole number, a tie to the even one; the denominator is positive. */
export function scaleHalfEven(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator
  if (!Number.isSafeInteger(product)) throw new RangeError(`Cannot scale amount "${amount}" by "${numerator}"`)
  const floor = Math.floor(product / denominator)
  const twice = (product - floor * denominator) * 2
  if (twice < denominator) return floor
  if (twice > denominator) return floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

/** A whole number of 10^-places units as a decimal string with all its places: 1250 with 2 places is `12.50`. */
export function decimalText(amount: number, places: number): string {
  const digits = String(Math.abs(amount)).padStart(places + 1, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
