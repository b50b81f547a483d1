import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { endOfWeek, isOverdue, urgencies, urgencyOf } from './action.ts'
import { addDays } from './day.ts'

const today = '2026-03-31'

describe('urgencyOf', () => {
  it.each([
    [null, 'undated'],
    ['2026-03-30', 'overdue'],
    ['2026-03-31', 'today'],
    ['2026-04-01', 'week'],
    ['2026-04-06', 'week'],
    ['2026-04-07', 'later'],
  ] as const)('calls %s %s', (due, urgency) => {
    expect(urgencyOf(due, today)).toBe(urgency)
  })

  it('never becomes less urgent the earlier it is due', () => {
    const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days))
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        expect(urgencies.indexOf(urgencyOf(earlier, today))).toBeLessThanOrEqual(
          urgencies.indexOf(urgencyOf(later, today)),
        )
      }),
    )
  })

  it('ends the week on the same weekday', () => {
    expect(endOfWeek('2026-12-28')).toBe('2027-01-04')
  })
})

describe('isOverdue', () => {
  it('holds for open actions alone', () => {
    expect(isOverdue({ due: '2026-03-30', state: 'open' }, today)).toBe(true)
    expect(isOverdue({ due: '2026-03-30', state: 'done' }, today)).toBe(false)
    expect(isOverdue({ due: '2026-03-30', state: 'dropped' }, today)).toBe(false)
    expect(isOverdue({ due: today, state: 'open' }, today)).toBe(false)
    expect(isOverdue({ due: null, state: 'open' }, today)).toBe(false)
  })
})
