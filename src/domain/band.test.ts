import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandAt, bandKey, bandOf, bandRank, bandRankOfKey } from './band.ts'
import { parseMicros } from './money.ts'

describe('bandOf', () => {
  it.each([
    ['-0.000001', null, 0],
    ['-123456', null, 0],
    ['0', 0, 100],
    ['99.999999', 0, 100],
    ['100', 100, 200],
    ['199.999999', 100, 200],
    ['200', 200, 500],
    ['499.999999', 200, 500],
    ['500', 500, 1000],
    ['999.999999', 500, 1000],
    ['1000', 1000, 2000],
    ['37812.44', 20_000, 50_000],
    ['50000', 50_000, 100_000],
    ['999999999999999.999999', 500_000_000_000_000, 1_000_000_000_000_000],
    ['1000000000000000', 1_000_000_000_000_000, null],
    ['99999999999999999999', 1_000_000_000_000_000, null],
  ])('%s is from %s to below %s', (amount, from, below) => {
    expect(bandOf(parseMicros(amount))).toEqual({ from, below })
  })

  const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 24n })

  it('law: an amount lies in its band, which is a 1-2-5 step wide', () => {
    fc.assert(
      fc.property(amount, (money) => {
        const { from, below } = bandOf(money)
        const isAbove = from === null || money >= BigInt(from) * 1_000_000n
        const isBelow = below === null || money < BigInt(below) * 1_000_000n
        const isStep = !from || below === null || [2, 2.5].includes(below / from)
        expect([isAbove, isBelow, isStep]).toEqual([true, true, true])
      }),
    )
  })

  it('law: more money never has a lower band', () => {
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        expect(bandRank(less)).toBeLessThanOrEqual(bandRank(more))
      }),
    )
  })

  it('law: a band is found again by the key an address names it by', () => {
    fc.assert(
      fc.property(amount, (money) => {
        expect(bandRankOfKey(bandKey(bandOf(money)))).toBe(bandRank(money))
      }),
    )
  })

  it.each(['', '3', '150', '01', '1e3', '-1'])('no band has the key "%s"', (key) => {
    expect(bandRankOfKey(key)).toBeNull()
  })

  it('refuses a rank no amount has', () => {
    expect(() => bandAt(1000)).toThrow('Cannot find a band of rank "1000"')
  })
})
