import { expect, test } from 'vitest'
import { rungsOf } from './ladder.ts'

const bounds = [
  { label: 'A', atLeast: '20000' },
  { label: 'B', atLeast: '5000' },
  { label: 'C', atLeast: null },
]

test('steps go from the worst grade to the best, with the place inside the current one', () => {
  expect(rungsOf(bounds, 'B', '12500')).toEqual([
    { label: 'C', atLeast: null, reached: null, isCurrent: false },
    { label: 'B', atLeast: '5000', reached: 0.5, isCurrent: true },
    { label: 'A', atLeast: '20000', reached: null, isCurrent: false },
  ])
})

test.each([
  ['at a bound', 'B', '5000', 0],
  ['in the lowest grade', 'C', '1250', 0.25],
  ['below zero', 'C', '-700', 0],
  ['in the best grade', 'A', '30000', 0.5],
  ['far above', 'A', '900000', 1],
])('the place %s', (_name, grade, value, reached) => {
  expect(rungsOf(bounds, grade, value).find(({ isCurrent }) => isCurrent)?.reached).toBe(reached)
})

test('without the value the grade is marked and nothing else', () => {
  const rungs = rungsOf(bounds, 'B', null)
  expect(rungs.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false])
  expect(rungs.every(({ reached }) => reached === null)).toBe(true)
  expect(rungsOf(bounds, null, null).some(({ isCurrent }) => isCurrent)).toBe(false)
})
