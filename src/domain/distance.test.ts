import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearDown, nearUp, type NearBound } from './distance.ts'
import { parseMicros } from './money.ts'

function near(part: {
  spend: string
  toNext?: string | null
  ownBound?: string | null
  months?: string[] | null
}): NearBound {
  const micros = (text: string | null | undefined) => (text === null || text === undefined ? null : parseMicros(text))
  return {
    spend: parseMicros(part.spend),
    toNext: micros(part.toNext),
    ownBound: micros(part.ownBound),
    months: part.months?.map(parseMicros) ?? null,
  }
}
const months = (...first: string[]) => [...first, ...Array.from({ length: 12 - first.length }, () => '0')]

describe('nearUp', () => {
  it.each([
    ['8000', '2000', '2000'],
    ['7999.99', '2000.01', null],
    ['9999.99', '0.01', '0.01'],
    ['10000', null, null],
    ['-50', '5050', null],
  ])('with %s spent and %s missing: %s', (spend, toNext, expected) => {
    expect(nearUp(near({ spend, toNext }))).toBe(expected === null ? null : parseMicros(expected))
  })
})

describe('nearDown', () => {
  it.each([
    ['the oldest quarter holds more than what is above', '5500', '5000', months('200', '200', '200'), '500'],
    ['it holds just as much', '5600', '5000', months('200', '200', '200'), null],
    ['the money is in months that stay', '5500', '5000', months('0', '0', '0', '5500'), null],
    ['credits of the oldest quarter leave with it', '5500', '5000', months('900', '-600', '0'), null],
    ['the lowest grade', '10', null, months('10'), null],
    ['below the bound of its family', '4000', '5000', months('4000'), null],
    ['months are unknown', '5500', '5000', null, null],
    ['exactly on the bound', '5000', '5000', months('1'), '0'],
  ])('%s', (_, spend, ownBound, byMonth, expected) => {
    expect(nearDown(near({ spend, ownBound, months: byMonth }))).toBe(expected === null ? null : parseMicros(expected))
  })

  it('law: who is near to falling does fall when nothing more is bought', () => {
    const month = fc.bigInt({ min: 0n, max: 10n ** 10n })
    fc.assert(
      fc.property(fc.array(month, { minLength: 12, maxLength: 12 }), month, (byMonth, ownBound) => {
        const spend = byMonth.reduce((sum, one) => sum + one, 0n)
        const left = byMonth.slice(3).reduce((sum, one) => sum + one, 0n)
        const falls = spend >= ownBound && left < ownBound
        expect(nearDown({ spend, toNext: null, ownBound, months: byMonth }) !== null).toBe(falls)
      }),
    )
  })
})
