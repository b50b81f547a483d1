import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uniforms } from '../../../test/alerts/simulate-orders.ts'
import { parseMicros } from '../money.ts'
import { declineOf, fallInMoney, pieceStarts } from './decline.ts'
import type { PartCounts } from './decline.ts'

/** Days of each piece. */
const widths = pieceStarts.slice(1).map((end, index) => end - (pieceStarts[index] ?? 0))

/** An account that orders every week, with the part in these many of its orders of each piece. */
const weekly: PartCounts = widths.map((days) => days / 7)

describe('A decline of a part', () => {
  it('of every order for years, then of two in the last thirteen, golden: Fisher exact, three windows', () => {
    const part = [2, ...weekly.slice(1)]
    // 145 of 156 orders have it: C(13, k) C(143, 145 - k) for k up to 2, of which only k = 2 can be.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    const p = (choose(13, 2) * choose(143, 143)) / choose(156, 11)
    const found = declineOf({ part, account: weekly, others: null })
    expect(found).toMatchObject({ days: 91, after: 2, before: 13 })
    expect((found?.p ?? 1) / (3 * p)).toBeCloseTo(1, 9)
  })

  it('is none where it fell by less than half, however sure that is', () => {
    const often = widths.map((days) => days)
    expect(declineOf({ part: [50, ...often.slice(1)], account: often, others: null })).toBeNull()
  })

  it('is none where it was as low in the same days a year before', () => {
    const part = [2, 13, 26, 2, 13, 26, 52]
    expect(declineOf({ part, account: weekly, others: null })).toBeNull()
    expect(declineOf({ part: [2, 13, 26, 13, 13, 26, 52], account: weekly, others: null })).not.toBeNull()
  })

  it('is none where the same family goes down over the rest of the book', () => {
    const part = [2, ...weekly.slice(1)]
    const others = { account: weekly.map((count) => count * 100), part: part.map((count) => count * 100 - 20) }
    const steady = { account: others.account, part: weekly.map((count) => count * 100 - 20) }
    expect(declineOf({ part, account: weekly, others })?.p).toBeGreaterThan(0.1)
    expect(declineOf({ part, account: weekly, others: steady })?.p).toBeLessThan(1e-9)
  })

  it('is what stands, in money of a year, in the 364 days before the window beside the window', () => {
    const spend = ['1', '20', '300', '4000', '50000', '600000', '7000000'].map(parseMicros)
    expect(fallInMoney(spend, 91)).toEqual({
      before: parseMicros('4320'),
      after: parseMicros('4'),
      stake: parseMicros('4316'),
    })
    expect(fallInMoney(spend, 182)).toMatchObject({ before: parseMicros('54300'), after: parseMicros('42') })
    expect(fallInMoney(spend, 364)).toMatchObject({ before: parseMicros('654000'), after: parseMicros('321') })
  })

  it('is never less likely with an order of the part more in the window', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 3, max: 13 }), (after, each) => {
        const before = weekly.slice(1).map((count) => Math.floor((count * each) / 13))
        const fewer = declineOf({ part: [after, ...before], account: weekly, others: null })
        const more = declineOf({ part: [after + 1, ...before], account: weekly, others: null })
        expect(more?.p ?? 1).toBeGreaterThanOrEqual((fewer?.p ?? 1) - 1e-12)
      }),
    )
  })

  it('has no more small probabilities than chance has on parts that are in each order as often as ever', () => {
    const draw = uniforms(5)
    const parts = 6000
    const found = Array.from({ length: parts }, () => {
      const share = 0.1 + 0.85 * draw()
      const account = weekly.map((count) => Math.max(0, count - Math.floor(draw() * 3)))
      const part = account.map((count) => Array.from({ length: count }, draw).filter((one) => one < share).length)
      return declineOf({ part, account, others: null })?.p ?? 1
    })
    for (const level of [0.001, 0.01, 0.05]) {
      expect(found.filter((p) => p <= level).length / parts).toBeLessThan(level + 3 * Math.sqrt(level / parts))
    }
  })
})
