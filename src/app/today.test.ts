import { expect, it } from 'vitest'
import { dayIn, startOfDay } from './today.ts'

it.each([
  ['UTC', '2026-03-31T23:30:00.000Z', '2026-03-31'],
  ['Europe/Berlin', '2026-03-31T23:30:00.000Z', '2026-04-01'],
  ['America/New_York', '2026-04-01T02:30:00.000Z', '2026-03-31'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
])('knows the day in %s at %s', (timeZone, instant, day) => {
  expect(dayIn(timeZone, instant)).toBe(day)
})

it.each([
  ['UTC', '2026-03-31', '2026-03-31T00:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['Pacific/Kiritimati', '2027-01-01', '2026-12-31T10:00:00.000Z'],
  ['America/New_York', '2026-01-01', '2026-01-01T05:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
])('knows when in %s the day %s begins', (timeZone, day, instant) => {
  expect(startOfDay(timeZone, day)).toBe(instant)
})
