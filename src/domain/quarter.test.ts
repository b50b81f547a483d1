import { describe, expect, it } from 'vitest'
import { lastQuarterEnds } from './quarter.ts'

describe('lastQuarterEnds', () => {
  it.each([
    ['2026-03-31', ['2025-09-30', '2025-12-31', '2026-03-31']],
    ['2026-03-30', ['2025-06-30', '2025-09-30', '2025-12-31']],
    ['2026-04-01', ['2025-09-30', '2025-12-31', '2026-03-31']],
    ['2024-12-31', ['2024-06-30', '2024-09-30', '2024-12-31']],
  ])('up to %s', (day, ends) => {
    expect(lastQuarterEnds(day, 3)).toEqual(ends)
  })
})
