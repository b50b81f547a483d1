import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmBound } from './discoveries.ts'

/** The example of Benjamini and Hochberg (1995): fifteen tests at 5 %. */
const paper = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
]

describe('What is an alarm among many tests', () => {
  it('is what the paper has: four of fifteen', () => {
    expect(alarmBound(paper, { tests: 15, q: 0.05 })).toBe(0.0095)
  })

  it('is nothing where nothing is unlikely enough, or nothing was tested', () => {
    expect(alarmBound([0.02, 0.5], { tests: 10, q: 0.1 })).toBeNull()
    expect(alarmBound([], { tests: 0, q: 0.1 })).toBeNull()
  })

  it('does not depend on the order of tests, nor on whether those of p 1 are listed, and grows with the share', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(p, { maxLength: 40 }), fc.nat(20), (found, others) => {
        const tests = found.length + others
        const bound = alarmBound(found, { tests, q: 0.1 })
        expect(alarmBound(found.toReversed(), { tests, q: 0.1 })).toBe(bound)
        expect(alarmBound([...Array<number>(others).fill(1), ...found], { tests, q: 0.1 })).toBe(bound)
        expect(alarmBound(found, { tests, q: 0.2 }) ?? 0).toBeGreaterThanOrEqual(bound ?? 0)
      }),
    )
  })
})
