/** Coefficients of Stirling's series for the logarithm of the gamma function, from 1/x on in odd powers. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400] as const
/** The same for its derivative, from 1/x² on in even powers. */
const stirlingSlope = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160] as const
/** From here on the series are exact to the last digit; smaller numbers are stepped up to it. */
const largeEnough = 10
const halfLogOfTwoPi = 0.918_938_533_204_672_7

/** Natural logarithm of the gamma function for x > 0, right to about 1e-15 of the larger of 1 and the answer. */
export function lnGamma(x: number): number {
  let product = 1
  let large = x
  for (; large < largeEnough; large++) product *= large
  const inverse = 1 / large
  const series = evenSeries(stirling, inverse * inverse) * inverse
  return (large - 0.5) * Math.log(large) - large + halfLogOfTwoPi + series - Math.log(product)
}

/** Slope of `lnGamma` for x > 0. */
export function digamma(x: number): number {
  let sum = 0
  let large = x
  for (; large < largeEnough; large++) sum += 1 / large
  const inverse = 1 / large
  const square = inverse * inverse
  return Math.log(large) - inverse / 2 - evenSeries(stirlingSlope, square) * square - sum
}

/** Natural logarithm of the beta function. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b)
}

function evenSeries(coefficients: readonly number[], square: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * square + coefficient, 0)
}
