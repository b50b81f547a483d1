import { describe, expect, it } from 'vitest'
import { dueKind } from './my-book-parts.ts'

describe('when an action is due', () => {
  const today = '2026-11-25'
  it('is said from today', () => {
    expect(dueKind({ due: '2026-11-24', isOverdue: false }, today)).toBe('overdue')
    expect(dueKind({ due: today, isOverdue: false }, today)).toBe('today')
    expect(dueKind({ due: '2026-12-01', isOverdue: false }, today)).toBe('due')
    expect(dueKind({ due: null, isOverdue: false }, today)).toBe('noDue')
  })
})
