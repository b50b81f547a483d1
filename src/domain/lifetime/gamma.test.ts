import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digamma, lnBeta, lnGamma } from './gamma.ts'

describe('lnGamma', () => {
  it.each([
    [1, 0],
    [2, 0],
    [0.5, 0.5723649429247001],
    [1e-6, 13.815509980749432],
    [4.4135, 2.334536459137818],
    [10, 12.801827480081469],
    [171, 706.5730622457874],
    [5000.5, 37586.88488728106],
  ])('of %s is %s', (x, expected) => {
    expect(Math.abs(lnGamma(x) - expected)).toBeLessThan(4e-15 * Math.max(1, Math.abs(expected)))
  })

  it('grows by the logarithm of x with every step', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const larger = lnGamma(x + 1)
        expect(Math.abs(larger - lnGamma(x) - Math.log(x))).toBeLessThan(8e-15 * Math.max(16, Math.abs(larger)))
      }),
    )
  })
})

describe('digamma', () => {
  it.each([
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
    [10, 2.251752589066721],
    [1e-3, -1000.5755719318103],
    [1e6, 13.815510057964191],
  ])('of %s is %s', (x, expected) => {
    expect(Math.abs(digamma(x) - expected)).toBeLessThan(4e-15 * Math.max(1, Math.abs(expected)))
  })
})

it('lnBeta of 2 and 3 is the logarithm of a twelfth', () => {
  expect(lnBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 14)
})
