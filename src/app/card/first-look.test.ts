import { describe, expect, it } from 'vitest'
import { firstLook, newestFirst } from './first-look.ts'

describe('firstLook', () => {
  it.each([
    ['twice a page of a busy account', 7300, '2026-12-25'],
    ['what just fits no page in a year', 60, null],
    ['a part that begins before all does', 61, null],
  ])('%s', (_, perYear, day) => {
    expect(firstLook({ from: '2026-01-01', to: '2026-12-31', limit: 60, perYear })).toBe(day)
  })
})

describe('newestFirst', () => {
  const list = (asked: (string | null)[], held: number) => async (from: string | null) => {
    asked.push(from)
    return Array.from({ length: from === null ? 9 : held }, (_, index) => index)
  }
  it.each([
    ['stops at a full page', '2026-12-01', 3, ['2026-12-01'], 3],
    ['looks at all where the part holds too few', '2026-12-01', 2, ['2026-12-01', null], 9],
    ['looks at all at once without a part', null, 0, [null], 9],
  ])('%s', async (_, look, held, expected, length) => {
    const asked: (string | null)[] = []
    expect(await newestFirst(look, 3, list(asked, held))).toHaveLength(length)
    expect(asked).toEqual(expected)
  })
})
