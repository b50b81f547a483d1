import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundMicros } from '../domain/money.ts'
import { jsonToStored, microsToStored, storedToJson, storedToMicros, storedToNumber } from './decode.ts'
import type { Json } from './decode.ts'

describe('money columns', () => {
  it.each([
    [0n, 0n],
    [12_345_600n, 123_456n],
    [50n, 0n],
    [150n, 2n],
    [-150n, -2n],
    [-151n, -2n],
  ])('keep %d millionths as %d ten-thousandths', (micros, stored) => {
    expect(microsToStored(micros)).toBe(stored)
  })

  it('refuse what 64 bits cannot hold', () => {
    expect(() => microsToStored(2n ** 63n * 100n)).toThrow('Cannot store amount')
  })

  it('round once: what is read back is the amount rounded to four decimals', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 62n), 2n ** 62n), (micros) => {
        expect(storedToMicros(microsToStored(micros))).toBe(roundMicros(micros, 4))
      }),
    )
  })
})

describe('numbers and JSON', () => {
  it('refuse a number that would be rounded', () => {
    expect(storedToNumber(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991)
    expect(() => storedToNumber(9_007_199_254_740_993n)).toThrow('Cannot read "9007199254740993" as a number')
  })

  it('give back the JSON they were given', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json
        expect(storedToJson(jsonToStored(json))).toEqual(json)
      }),
    )
  })

  it('refuse text that PostgreSQL cannot hold', () => {
    expect(() => jsonToStored({ name: 'a\0' })).toThrow('Cannot store text "a\\u0000"')
    expect(() => jsonToStored(['\udc00'])).toThrow('Cannot store text')
  })
})
