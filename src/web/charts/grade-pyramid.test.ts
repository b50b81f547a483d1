import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowsOf, pyramidRows, pyramidTable } from './grade-pyramid.ts'
import type { PyramidGrade, PyramidWords } from './grade-pyramid.ts'

const words: PyramidWords = {
  grade: 'Grade',
  none: 'None',
  accounts: 'Accounts',
  accountsBefore: 'Before',
  up: 'Up',
  down: 'Down',
  arrived: 'Arrived',
  left: 'Left',
  spend: 'Spend',
  spendBefore: 'Spend before',
  count: String,
  money: (decimal) => `€${decimal}`,
}

const flows = { up: 0, down: 0, arrived: 0, left: 0 }

describe('the grade pyramid', () => {
  it('draws accounts to one side and spend to the other, each on its own scale', () => {
    const rows = pyramidRows([
      { grade: 'A', count: 5, countBefore: 10, ...flows, spend: '800.00', spendBefore: '400.00' },
      { grade: 'B', count: 20, countBefore: 20, ...flows, spend: '200.00', spendBefore: '100.00' },
    ])
    expect(rows.map(({ accounts }) => accounts)).toEqual([
      { now: 0.25, before: 0.5 },
      { now: 1, before: 1 },
    ])
    expect(rows.map(({ spend }) => spend)).toEqual([
      { now: 1, before: 0.5 },
      { now: 0.25, before: 0.125 },
    ])
    expect(rows.map(({ accountShare, spendShare }) => [accountShare, spendShare])).toEqual([
      [0.2, 0.8],
      [0.8, 0.2],
    ])
  })

  it('has one side without the right to spend, and no columns of it', () => {
    const rows = pyramidRows([{ grade: 'A', count: 5, countBefore: 10, ...flows }])
    expect(rows[0]?.spend).toBeNull()
    expect(pyramidTable(rows, words).columns.map(({ title }) => title)).not.toContain('Spend')
  })

  it('has a row without grade only when somebody is or was there', () => {
    const grades = [
      { grade: 'A', count: 5, countBefore: 10, ...flows },
      { grade: null, count: 0, countBefore: 0, ...flows },
    ]
    expect(pyramidRows(grades)).toHaveLength(1)
    expect(pyramidRows([...grades, { grade: null, count: 0, countBefore: 1, ...flows }])).toHaveLength(2)
  })

  it('opens exactly those it counts: who came from a worse grade, a better one, none, and who went anywhere', () => {
    const labels = ['A', 'B', 'C']
    const parts = (grade: string | null) =>
      flowsOf({ grade, count: 0, countBefore: 0, ...flows }, labels).map(({ part }) => part)
    expect(parts('B')).toEqual([
      { gradeBefore: ['C'], grade: ['B'] },
      { gradeBefore: ['A'], grade: ['B'] },
      { gradeBefore: ['none'], grade: ['B'] },
      { gradeBefore: ['B'], grade: ['A', 'C', 'none'] },
    ])
    expect(parts(null)).toEqual([])
  })

  it('keeps every bar between nothing and the longest one, credits too', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => String(cents / 100))
    const grade: fc.Arbitrary<PyramidGrade> = fc.record({
      grade: fc.constantFrom('A', 'B', 'C'),
      count: fc.nat(),
      countBefore: fc.nat(),
      up: fc.nat(),
      down: fc.nat(),
      arrived: fc.nat(),
      left: fc.nat(),
      spend: amount,
      spendBefore: amount,
    })
    fc.assert(
      fc.property(fc.array(grade), (grades) => {
        const bars = pyramidRows(grades).flatMap(({ accounts, spend }) => [accounts, spend ?? accounts])
        for (const length of bars.flatMap(({ now, before }) => [now, before])) {
          expect(length).toBeGreaterThanOrEqual(0)
          expect(length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
