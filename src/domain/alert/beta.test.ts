import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaUpTo } from './beta.ts'

describe('The probability that a beta variable is at most x', () => {
  it.each([
    // x^a where b is 1, and polynomials where both are whole.
    [0.5, 7, 1, 0.5 ** 7],
    [0.25, 5, 2, 0.25 ** 5 * (6 - 5 * 0.25)],
    [0.5, 2, 3, 0.6875],
    // At least 40 of 43 that each come with 0.9.
    [0.9, 40, 4, 12341 * 0.9 ** 40 * 0.1 ** 3 + 903 * 0.9 ** 41 * 0.1 ** 2 + 43 * 0.9 ** 42 * 0.1 + 0.9 ** 43],
    [0, 3, 2, 0],
    [1, 3, 2, 1],
  ])('at %s of shapes %s and %s is %s', (x, a, b, expected) => {
    expect(betaUpTo(x, a, b)).toBeCloseTo(expected, 9)
  })

  it('is exact in its digits where it is tiny: an alarm among many tests is', () => {
    expect(betaUpTo(0.01, 30, 1) / 1e-60).toBeCloseTo(1, 9)
  })

  it('and the one that it is more, with shapes changed over, are one together, and it never falls', () => {
    const shape = fc.double({ min: 0.2, max: 300, noNaN: true })
    const part = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(shape, shape, part, part, (a, b, one, other) => {
        expect(betaUpTo(one, a, b) + betaUpTo(1 - one, b, a)).toBeCloseTo(1, 9)
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        expect(betaUpTo(less, a, b)).toBeLessThanOrEqual(betaUpTo(more, a, b) + 1e-12)
      }),
    )
  })
})
