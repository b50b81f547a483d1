import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaguePlaces } from './league.ts'

const book = { start: 60, net: 0, expectedNet: 0, spread: 4 }

describe('The league table', () => {
  it.each([
    ['a rep beyond chance is above', { ...book, net: 12, expectedNet: 2 }, [1, 10, 2.5, 'above']],
    ['one within it is as expected', { ...book, net: 6, expectedNet: 2 }, [1, 4, 1, 'as-expected']],
    ['one beyond it the other way is below', { ...book, net: -6, expectedNet: 2 }, [1, -8, -2, 'below']],
    ['with nineteen accounts it is few', { ...book, start: 19, net: 9 }, [null, 9, 2.25, 'few']],
    ['with twenty accounts it is not', { ...book, start: 20, net: 9 }, [1, 9, 2.25, 'above']],
    [
      'where nothing could differ there is no place',
      { ...book, net: 7, expectedNet: 7, spread: 0 },
      [null, 0, null, 'as-expected'],
    ],
  ] as const)('%s', (_, score, [rank, excess, deviation, standing]) => {
    expect(leaguePlaces([score])).toEqual([{ rank, excess, deviation, standing }])
  })

  it('does not put an easy book first: more moved, but less than was expected of it', () => {
    const easy = { ...book, net: 20, expectedNet: 21 }
    const hard = { ...book, net: -3, expectedNet: -8 }
    expect(leaguePlaces([easy, hard]).map(({ rank }) => rank)).toEqual([2, 1])
  })

  it('gives equals one place and leaves out the one after', () => {
    const scores = [1, 3, 3, 2].map((net) => ({ ...book, net }))
    expect(leaguePlaces(scores).map(({ rank }) => rank)).toEqual([4, 1, 1, 3])
  })

  it('never ranks a greater deviation behind a smaller one', () => {
    const score = fc.record({
      start: fc.integer({ min: 0, max: 100 }),
      net: fc.integer({ min: -50, max: 50 }),
      expectedNet: fc.integer({ min: -50, max: 50 }),
      spread: fc.constantFrom(0, 0.5, 3, 8),
    })
    fc.assert(
      fc.property(fc.array(score, { maxLength: 30 }), (scores) => {
        const ranked = leaguePlaces(scores).filter(({ rank }) => rank !== null)
        const byRank = ranked.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
        const deviations = byRank.map(({ deviation }) => deviation ?? Number.NaN)
        expect(deviations).toEqual(deviations.toSorted((one, other) => other - one))
      }),
    )
  })
})
