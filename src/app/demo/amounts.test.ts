import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideHalfEven } from '../../domain/money.ts'
import { decimalText, scaleHalfEven } from './amounts.ts'

describe('scaleHalfEven', () => {
  it.each([
    [5, 1, 2, 2],
    [15, 1, 10, 2],
    [25, 1, 10, 2],
    [-25, 1, 10, -2],
    [-35, 1, 10, -4],
    [1999, 1900, 10000, 380],
  ])('%i x %i / %i is %i', (amount, numerator, denominator, expected) => {
    expect(scaleHalfEven(amount, numerator, denominator)).toBe(expected)
  })

  it('rounds as the money of the domain does', () => {
    const whole = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
    fc.assert(
      fc.property(whole, fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (amount, numerator, denominator) => {
        const exact = divideHalfEven(BigInt(amount) * BigInt(numerator), BigInt(denominator))
        expect(BigInt(scaleHalfEven(amount, numerator, denominator))).toBe(exact)
      }),
    )
  })

  it('throws rather than lose a digit', () => {
    expect(() => scaleHalfEven(2 ** 52, 3, 1)).toThrow('Cannot scale amount')
  })
})

describe('decimalText', () => {
  it.each([
    [1250, 2, '12.50'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [407207, 4, '40.7207'],
    [-27000, 4, '-2.7000'],
  ])('%i with %i places is %s', (amount, places, expected) => {
    expect(decimalText(amount, places)).toBe(expected)
  })
})
