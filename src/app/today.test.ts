import { expect, it } from 'vitest'
import { dayIn } from './today.ts'

it.each([
  ['UTC', '2026-03-31T23:30:00.000Z', '2026-03-31'],
  ['Europe/Berlin', '2026-03-31T23:30:00.000Z', '2026-04-01'],
  ['America/New_York', '2026-04-01T02:30:00.000Z', '2026-03-31'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
])('knows the day in %s at %s', (timeZone, instant, day) => {
  expect(dayIn(timeZone, instant)).toBe(day)
})
