import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concentrationCurve, concentrationOf, thinCurve } from './concentration.ts'

const book = (...spends: (bigint | null)[]): { id: string; spend: bigint | null }[] =>
  spends.map((spend, index) => ({ id: `a${index}`, spend }))

describe('concentrationOf', () => {
  it('draws the curve from the largest account on', () => {
    expect(concentrationOf(book(20n, 50n, null, 30n, 20n))).toEqual({
      total: 120n,
      points: [
        { id: 'a1', spend: 50n, share: 0.416667, cumulated: 50n, cumulatedShare: 0.416667 },
        { id: 'a3', spend: 30n, share: 0.25, cumulated: 80n, cumulatedShare: 0.666667 },
        { id: 'a0', spend: 20n, share: 0.166667, cumulated: 100n, cumulatedShare: 0.833333 },
        { id: 'a4', spend: 20n, share: 0.166667, cumulated: 120n, cumulatedShare: 1 },
      ],
      topFifthShare: 0.416667,
      topFifthCount: 1,
      accountsForFourFifths: 3,
    })
  })

  it.each([
    ['one account at 18 and 82 at 1 per cent', book(18n, ...Array.from({ length: 82 }, () => 1n)), 17, 0.34, 63],
    ['five equal ones', book(1n, 1n, 1n, 1n, 1n), 1, 0.2, 4],
    ['six equal ones: the fifth is rounded up', book(1n, 1n, 1n, 1n, 1n, 1n), 2, 0.333333, 5],
    ['a net credit lowers the total and is not in the fifth', book(90n, 20n, -10n), 1, 0.9, 1],
    ['credits only', book(-5n, -1n), 0, null, null],
    ['money that cancels out', book(5n, -5n), 1, null, null],
    ['nothing invoiced', book(null, null), 0, null, null],
  ])('%s', (_, accounts, count, share, fourFifths) => {
    const { topFifthCount, topFifthShare, accountsForFourFifths } = concentrationOf(accounts)
    expect([topFifthCount, topFifthShare, accountsForFourFifths]).toEqual([count, share, fourFifths])
  })

  it('law: the curve ends at the total and is concave, whatever the order of the accounts', () => {
    const spend = fc.option(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }))
    fc.assert(
      fc.property(fc.array(spend), (spends) => {
        const { total, points } = concentrationOf(book(...spends))
        expect(total).toBe(spends.reduce<bigint>((sum, it) => sum + (it ?? 0n), 0n))
        expect(points.at(-1)?.cumulated ?? 0n).toBe(total)
        points.slice(1).forEach((point, index) => expect(point.spend <= points[index]!.spend).toBe(true))
        expect(concentrationOf(book(...spends).toReversed())).toEqual(concentrationOf(book(...spends)))
      }),
    )
  })
})

describe('thinCurve', () => {
  it('keeps every point of a short curve', () => {
    expect(thinCurve(['a', 'b'], 2)).toEqual([
      { rank: 1, point: 'a' },
      { rank: 2, point: 'b' },
    ])
    expect(thinCurve([], 100)).toEqual([])
  })

  it('law: no more than asked for, each once and in order, with the first and the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 100 }), (count, most) => {
        const ranks = thinCurve(Array.from({ length: count }), most).map(({ rank }) => rank)
        expect(ranks.length).toBeLessThanOrEqual(most)
        expect([ranks[0], ranks.at(-1)]).toEqual([1, count])
        expect(ranks).toEqual([...new Set(ranks)].toSorted((left, right) => left - right))
      }),
    )
  })
})

describe('concentrationCurve', () => {
  it('law: says what the whole curve says', () => {
    const spend = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n })
    fc.assert(
      fc.property(fc.array(spend), (spends) => {
        const whole = concentrationOf(book(...spends))
        const curve = concentrationCurve(
          whole.points.map((point) => point.spend),
          1000,
        )
        expect(curve.points.map(({ spendShare }) => spendShare)).toEqual(
          whole.points.map((point) => point.cumulatedShare),
        )
        expect([curve.total, curve.topFifthShare, curve.accountsForFourFifths]).toEqual([
          whole.total,
          whole.topFifthShare,
          whole.accountsForFourFifths,
        ])
      }),
    )
  })
})
