import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capOf } from './cap.ts'

describe('Alerts of a week', () => {
  it.each([
    // Useful, useless, cap of the book, cap.
    [0, 0, 5, 5],
    [4, 0, 5, 5],
    [0, 4, 5, 5],
    [5, 0, 5, 9],
    [20, 0, 5, 10],
    [0, 5, 5, 2],
    [5, 5, 5, 5],
    [3, 7, 5, 3],
    [0, 40, 5, 2],
    [0, 40, 1, 1],
    [40, 0, 1, 2],
  ])('with %s answers of use and %s of none, of a book that has %s, are %s', (useful, useless, cap, expected) => {
    expect(capOf({ useful, useless }, cap)).toBe(expected)
  })

  it('are never fewer for an answer of use more, nor more for one of no use, once answers count', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.integer({ min: 1, max: 50 }), (useful, useless, cap) => {
        fc.pre(useful + useless >= 5)
        const now = capOf({ useful, useless }, cap)
        expect(capOf({ useful: useful + 1, useless }, cap)).toBeGreaterThanOrEqual(now)
        expect(capOf({ useful, useless: useless + 1 }, cap)).toBeLessThanOrEqual(now)
        expect(now).toBeGreaterThanOrEqual(Math.min(2, cap))
        expect(now).toBeLessThanOrEqual(2 * cap)
      }),
    )
  })
})
