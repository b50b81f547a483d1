import { describe, expect, it } from 'vitest'
import { secondsToWait, waitAfter } from './tries.ts'

const rule = { free: 5, seconds: 15, maxSeconds: 3600, last: 100 }
const now = '2026-03-31T10:00:00.000Z'

describe('tries at a password', () => {
  it('wait twice as long after each failure, but never longer than an hour', () => {
    expect([1, 4, 5, 6, 7, 12, 13, 14, 99, 5000].map((failures) => waitAfter(failures, rule))).toEqual([
      0, 0, 15, 30, 60, 1920, 3600, 3600, 3600, 3600,
    ])
  })

  it('wait until the instant that was set', () => {
    const wait = (waitUntil: string | null) => secondsToWait({ failures: 6, waitUntil }, rule, now)
    expect(wait(null)).toBe(0)
    expect(wait('2026-03-31T09:59:59.000Z')).toBe(0)
    expect(wait('2026-03-31T10:00:14.200Z')).toBe(15)
  })

  it('end for good after a hundred failures in a row, where the rule says so', () => {
    expect(secondsToWait({ failures: 99, waitUntil: null }, rule, now)).toBe(0)
    expect(secondsToWait({ failures: 100, waitUntil: null }, rule, now)).toBeNull()
    expect(secondsToWait({ failures: 100, waitUntil: null }, { ...rule, last: null }, now)).toBe(0)
  })
})
