import { expect, it } from 'vitest'
import { isMutedBySeason, isStillAnswered, isUseful } from './outcome.ts'

it.each([
  ['called', true],
  ['known', false],
  ['seasonal', false],
  ['competitor', true],
  ['price', true],
  ['quality', true],
  ['lost', true],
  ['other', null],
] as const)('An alert that was answered "%s" was of use: %s', (outcome, expected) => {
  expect(isUseful(outcome)).toBe(expected)
})

const season = { outcome: 'seasonal', lastOrder: '2025-06-20', asOf: '2025-08-10' } as const

it.each([
  // Thirty days before the silence of the year before, to sixty after it was seen.
  ['2026-05-20', false],
  ['2026-05-21', true],
  ['2026-07-30', true],
  ['2026-10-09', true],
  ['2026-10-10', false],
  ['2027-07-30', false],
])('On %s a silence that was seasonal the year before is kept quiet: %s', (day, expected) => {
  expect(isMutedBySeason(season, day)).toBe(expected)
})

it('Another answer keeps nothing quiet the year after', () => {
  expect(isMutedBySeason({ ...season, outcome: 'known' }, '2026-07-30')).toBe(false)
})

it('A decline that was answered may come back after half a year', () => {
  expect(isStillAnswered({ asOf: '2026-01-01' }, '2026-07-02')).toBe(true)
  expect(isStillAnswered({ asOf: '2026-01-01' }, '2026-07-03')).toBe(false)
})
