import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfMonth, numberToDay } from './day.ts'
import { flowEnds, flowSteps, flowStepsOf } from './movement-flow.ts'
import { yearEarlier } from './period.ts'

describe('the ends of a flow of movement', () => {
  it.each([
    ['2026-10-31', 'quarter', ['2025-10-31', '2026-01-31', '2026-04-30', '2026-07-31', '2026-10-31']],
    ['2026-02-28', 'quarter', ['2025-02-28', '2025-05-31', '2025-08-31', '2025-11-30', '2026-02-28']],
    ['2026-08-15', 'quarter', ['2025-08-15', '2025-11-15', '2026-02-15', '2026-05-15', '2026-08-15']],
    ['2024-02-29', 'year', ['2021-02-28', '2022-02-28', '2023-02-28', '2024-02-29']],
  ] as const)('of %s by %s', (to, step, ends) => {
    expect(flowEnds(to, step)).toEqual(ends)
  })

  it('rise up to the day itself, and hold the one of a year earlier by either step', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map(numberToDay)
    fc.assert(
      fc.property(day, fc.constantFrom(...flowSteps), (to, step) => {
        const ends = flowEnds(to, step)
        expect(ends.at(-1)).toBe(to)
        expect(ends).toEqual([...new Set(ends)].toSorted())
        expect(ends).toContain(yearEarlier({ label: `ttm@${to}`, from: to, to }).to)
        const isMonthEnd = to === endOfMonth(to)
        expect(isMonthEnd ? ends.map(endOfMonth) : ends).toEqual(ends)
      }),
    )
  })

  it('are a year apart where the window of the policy grows through the year', () => {
    expect(flowStepsOf('fiscal-year')).toEqual(['year'])
    expect(flowStepsOf('twelve-months')).toEqual(['quarter', 'year'])
  })
})
