import { lnBeta } from '../lifetime/gamma.ts'

/** Terms after which the fraction has settled for any shape that rhythms have. */
const mostTerms = 500
const settled = 1e-14
/** In the place of a zero in a denominator. */
const tiny = 1e-300

/**
 * The regularised incomplete beta function: the probability that a beta variable of shapes a and b is at most x. By its continued
 * fraction (Lentz), on whichever side that settles fast; right to about 1e-12.
 */
export function betaUpTo(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < settled) break
  }
  return value
}

function awayFromZero(number: number): number {
  return Math.abs(number) < tiny ? tiny : number
}
