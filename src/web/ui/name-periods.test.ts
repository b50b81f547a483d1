import { describe, expect, it } from 'vitest'
import { namePeriods } from './name-periods.ts'

const inWords = (period: string): string => `<${period}>`

describe('namePeriods', () => {
  it.each([
    [
      'Working out the accounts of ttm@2025-10-30; they are there in a moment',
      'Working out the accounts of <ttm@2025-10-30>; they are there in a moment',
    ],
    [
      'Cannot compare "ttm@2026-10-30" with "ttm@2025-10-30": the second period must end later',
      'Cannot compare "<ttm@2026-10-30>" with "<ttm@2025-10-30>": the second period must end later',
    ],
    ['look at a whole one, or at ttm@2026-10-30', 'look at a whole one, or at <ttm@2026-10-30>'],
    ['Cannot find source "ttm@home"', 'Cannot find source "ttm@home"'],
    ['', ''],
  ])('%s', (said, shown) => {
    expect(namePeriods(said, inWords)).toBe(shown)
  })
})
