import { describe, expect, it } from 'vitest'
import { departments } from '../../../domain/review/review.ts'
import { panelsOf, reasonsFirst } from './review-parts.ts'
import type { View } from './review-parts.ts'

const view = (id: string, department: View['department'], isHeld: boolean): View => ({
  id,
  department,
  wentRight: null,
  wentWrong: 'Slow',
  reasons: [],
  by: { id: null, name: 'Ann' },
  at: '2026-01-01T00:00:00.000Z',
  isHeld,
})

describe('panels', () => {
  it('stand first for who was asked or has spoken, with what holds and what was said before', () => {
    const views = [view('3', 'quality', true), view('2', 'service', true), view('1', 'service', false)]
    const panels = panelsOf({ views, askedOf: [{ department: 'finance', person: null }] }, departments)
    expect(panels.map(({ department }) => department)).toEqual(['service', 'finance', 'quality', 'sales', 'logistics'])
    expect(panels[0]).toMatchObject({ held: { id: '2' }, earlier: [{ id: '1' }], asked: null })
    expect(panels[1]).toEqual({
      department: 'finance',
      held: null,
      earlier: [],
      asked: { department: 'finance', person: null },
    })
  })
})

describe('reasons to choose from', () => {
  const reason = (key: string, isActive = true) => ({ key, name: key.toUpperCase(), isActive })

  it('begin with those that are near, and hold a retired one only where it is chosen', () => {
    const all = [reason('b'), reason('a'), reason('old', false), reason('gone', false)]
    const { first, others } = reasonsFirst(all, ({ key }) => key === 'b' || key === 'old', ['old'])
    expect(first.map(({ key }) => key)).toEqual(['b', 'old'])
    expect(others.map(({ key }) => key)).toEqual(['a'])
  })
})
