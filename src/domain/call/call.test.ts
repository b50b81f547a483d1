import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callResults, callStates, countCalls, flawOfCall, flawOfOutcome } from './call.ts'
import type { CountedCall } from './call.ts'

describe('A call', () => {
  it.each([
    ['Agree on the quantities', null],
    ['', 'it has no goal; say what is to be different after it'],
    [' \n', 'it has no goal; say what is to be different after it'],
  ])('with the goal "%s" has the flaw %s', (goal, flaw) => {
    expect(flawOfCall({ goal })).toBe(flaw)
  })

  it.each([
    ['2026-03-02', null, null],
    ['2026-03-01', '2026-03-01', null],
    ['2026-03-03', null, 'it cannot have been made on 2026-03-03, for today is 2026-03-02'],
    ['2026-03-02', '2026-03-01', 'its next step cannot be on 2026-03-01, before the call itself'],
  ])('made on %s with a next step on %s has the flaw %s', (day, next, flaw) => {
    expect(flawOfOutcome({ day, next: next === null ? null : { day: next } }, '2026-03-02')).toBe(flaw)
  })
})

describe('Counted calls', () => {
  it('leave out what was dropped, and keep apart where nobody was reached', () => {
    const calls: CountedCall[] = [
      { state: 'planned', reached: null },
      { state: 'done', reached: 'yes' },
      { state: 'done', reached: 'not-reached' },
      { state: 'dropped', reached: null },
    ]
    expect(countCalls(calls)).toEqual({
      planned: 3,
      done: 2,
      results: { yes: 1, partly: 0, no: 0, 'not-reached': 1 },
    })
  })

  it('have a result for each that was done, and never more done than planned', () => {
    const call: fc.Arbitrary<CountedCall> = fc
      .constantFrom(...callStates)
      .chain((state): fc.Arbitrary<CountedCall> =>
        state === 'done'
          ? fc.constantFrom(...callResults).map((reached) => ({ state, reached }))
          : fc.constant({ state, reached: null }),
      )
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const { planned, done, results } = countCalls(calls)
        expect(callResults.reduce((sum, result) => sum + results[result], 0)).toBe(done)
        expect(done).toBeLessThanOrEqual(planned)
        expect(planned).toBe(calls.filter(({ state }) => state !== 'dropped').length)
      }),
    )
  })
})
