import { describe, expect, it } from 'vitest'
import { uniforms } from '../../../test/alerts/simulate-orders.ts'
import { regularityOf } from './regularity.ts'
import type { GapSums } from './regularity.ts'

function sumsOf(gaps: readonly number[]): GapSums {
  return {
    gaps: gaps.length,
    sum: gaps.reduce((sum, gap) => sum + gap, 0),
    logSum: gaps.reduce((sum, gap) => sum + Math.log(gap), 0),
  }
}

/** Gaps of so many stages each, of accounts that order alike. */
function regularities(stages: number, gaps: number, accounts: number): number[] {
  const draw = uniforms(stages * 1000 + gaps)
  const gap = () => Array.from({ length: stages }, () => -Math.log(draw())).reduce((sum, one) => sum + one, 0)
  return Array.from({ length: accounts }, () => regularityOf(sumsOf(Array.from({ length: gaps }, gap))))
}

describe('The regularity an account may be held to', () => {
  it('is at random with two gaps, whatever they are', () => {
    expect(regularityOf(sumsOf([30, 30]))).toBe(1)
  })

  it('is the greatest where every gap is like every other', () => {
    expect(regularityOf(sumsOf(Array<number>(20).fill(14)))).toBe(12)
  })

  it('is at random where a few gaps only seem steady', () => {
    expect(regularityOf(sumsOf([10, 14, 12, 30]))).toBe(1)
  })

  it('is burstier than at random where orders come in heaps', () => {
    const heaps = Array.from({ length: 30 }, (_, index) => (index % 6 === 5 ? 120 : 1))
    expect(regularityOf(sumsOf(heaps))).toBeLessThan(0.8)
  })

  it('is the same in days as in weeks', () => {
    const gaps = [3, 9, 4, 30, 12, 7, 7, 15, 22, 5]
    expect(regularityOf(sumsOf(gaps.map((gap) => gap / 7)))).toBeCloseTo(regularityOf(sumsOf(gaps)), 12)
  })

  it.each([4, 8, 30])('is above at random for about one in twenty that order at random, with %s gaps', (gaps) => {
    const steadier = regularities(1, gaps, 4000).filter((k) => k > 1).length / 4000
    expect(steadier).toBeLessThan(0.07)
    const burstier = regularities(1, gaps, 4000).filter((k) => k < 1).length / 4000
    expect(burstier).toBeLessThan(0.07)
  })

  it.each([4, 9])('of %s stages is found from many gaps, and is hardly ever taken for more', (stages) => {
    const found = regularities(stages, 60, 1000)
    expect(found.filter((k) => k > stages).length / 1000).toBeLessThan(0.07)
    expect(found.reduce((sum, k) => sum + k, 0) / 1000).toBeGreaterThan(stages / 2)
  })
})
