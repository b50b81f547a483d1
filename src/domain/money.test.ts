import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  divideHalfAway,
  divideHalfEven,
  formatMicros,
  numberToMicros,
  parseMicros,
  ratio,
  roundMicros,
} from './money.ts'

const micros = fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n })

describe('parseMicros', () => {
  it.each([
    ['0', 0n],
    ['-0', 0n],
    ['1', 1_000_000n],
    ['+1.5', 1_500_000n],
    ['-1.5', -1_500_000n],
    ['007.250000', 7_250_000n],
    ['0.000001', 1n],
    ['0.1000000000', 100_000n],
    ['80487704.179188', 80_487_704_179_188n],
    ['99999999999999999999999999999999.999999', 99_999_999_999_999_999_999_999_999_999_999_999_999n],
  ])('reads %s', (text, amount) => {
    expect(parseMicros(text)).toBe(amount)
  })

  it.each(['', ' ', '1,5', '.5', '5.', '1e3', '0x10', '1 000', '--1', 'NaN', '1\n', '１'])('refuses %j', (text) => {
    expect(() => parseMicros(text)).toThrow(`Cannot read amount "${text}"`)
  })

  it('refuses a seventh decimal place and quotes the value', () => {
    expect(() => parseMicros('1.0000001')).toThrow('Cannot read amount "1.0000001": more than 6 decimal places')
  })
})

describe('formatMicros', () => {
  it.each([
    [0n, '0.00'],
    [12_500_000n, '12.50'],
    [-12_500_000n, '-12.50'],
    [1n, '0.000001'],
    [-1n, '-0.000001'],
    [9_999_990_000n, '9999.99'],
    [9_999_999_999n, '9999.999999'],
  ])('writes %s as %s', (amount, text) => {
    expect(formatMicros(amount)).toBe(text)
  })

  it('writes no point when no place is asked for and none is needed', () => {
    expect(formatMicros(5_000_000n, 0)).toBe('5')
    expect(formatMicros(5_500_000n, 0)).toBe('5.5')
  })

  it('law: reading what was written gives the same amount', () => {
    fc.assert(
      fc.property(micros, fc.integer({ min: 0, max: 6 }), (amount, places) => {
        expect(parseMicros(formatMicros(amount, places))).toBe(amount)
      }),
    )
  })
})

describe('divideHalfEven', () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [-1n, 2n, 0n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, -7n, 0n],
  ])('%s / %s is %s', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient)
  })

  it('refuses a zero denominator', () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow('Cannot divide by zero')
  })

  it('law: the quotient is never more than half a unit away, and a tie is even', () => {
    fc.assert(
      fc.property(micros, micros, (numerator, denominator) => {
        fc.pre(denominator !== 0n)
        const quotient = divideHalfEven(numerator, denominator)
        const twiceRest = (numerator - quotient * denominator) * 2n
        const [rest, size] = [twiceRest < 0n ? -twiceRest : twiceRest, denominator < 0n ? -denominator : denominator]
        expect(rest < size || (rest === size && quotient % 2n === 0n)).toBe(true)
      }),
    )
  })

  it('law: turning the sign of the numerator turns the sign of the quotient', () => {
    fc.assert(
      fc.property(micros, micros, (numerator, denominator) => {
        fc.pre(denominator !== 0n)
        expect(divideHalfEven(-numerator, denominator)).toBe(-divideHalfEven(numerator, denominator))
      }),
    )
  })
})

describe('divideHalfAway', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [3n, 2n, 2n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
  ])('%d / %d is %d', (numerator, denominator, quotient) => {
    expect(divideHalfAway(numerator, denominator)).toBe(quotient)
  })

  it('is off by half at most, and half to even wherever it is not off by just half', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const quotient = divideHalfAway(n, d)
          const twice = 2n * (n - quotient * d)
          expect(twice <= d && twice >= -d).toBe(true)
          const isHalf = twice === d || twice === -d
          expect(isHalf ? null : quotient).toBe(isHalf ? null : divideHalfEven(n, d))
          expect(divideHalfAway(-n, d)).toBe(-quotient)
        },
      ),
    )
    expect(() => divideHalfAway(1n, 0n)).toThrow('Cannot divide by zero')
  })
})

describe('roundMicros', () => {
  it.each([
    ['9999.995', 2, '10000.00'],
    ['9999.985', 2, '9999.98'],
    ['-0.005', 2, '0.00'],
    ['-0.015', 2, '-0.02'],
    ['1.234567', 4, '1.2346'],
    ['1.234567', 6, '1.234567'],
    ['2.5', 0, '2.00'],
  ])('%s to %s places is %s', (amount, places, rounded) => {
    expect(formatMicros(roundMicros(parseMicros(amount), places))).toBe(rounded)
  })

  it('law: rounding twice is rounding once', () => {
    fc.assert(
      fc.property(micros, fc.integer({ min: 0, max: 6 }), (amount, places) => {
        const once = roundMicros(amount, places)
        expect(roundMicros(once, places)).toBe(once)
      }),
    )
  })
})

describe('ratio', () => {
  it.each([
    [1n, 3n, 0.333333],
    [2n, 3n, 0.666667],
    [-1n, 3n, -0.333333],
    [0n, 5n, 0],
    [5n, 5n, 1],
    [95n, 100n, 0.95],
  ])('%s of %s is %s', (part, whole, share) => {
    expect(ratio(part, whole)).toBe(share)
  })

  it('is unknown when the whole is zero', () => {
    expect(ratio(1n, 0n)).toBeNull()
  })
})

describe('numberToMicros', () => {
  it.each([
    [0.95, 950_000n],
    [0.1, 100_000n],
    [-2.5, -2_500_000n],
    [33.333333, 33_333_333n],
    [100, 100_000_000n],
  ])('%s', (number, amount) => {
    expect(numberToMicros(number)).toBe(amount)
  })

  it.each([NaN, Infinity])('refuses %s', (number) => {
    expect(() => numberToMicros(number)).toThrow(`Cannot read number "${number}"`)
  })

  it('law: gives back the millionths of every ratio', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), (millionths) => {
        expect(numberToMicros(Number(millionths) / 1e6)).toBe(millionths)
      }),
    )
  })
})
