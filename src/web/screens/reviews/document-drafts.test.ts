import { describe, expect, it } from 'vitest'
import { flawsOfPlan, proposedPlan } from '../../../domain/review/retention-plan.ts'
import { changeRow, freshKey, reasonsOf, removeRow, stepsOf, stepsToDraft } from './document-drafts.ts'

describe('rows of a draft', () => {
  it('get a key that none has', () => {
    expect(freshKey([], 'reason')).toBe('reason-1')
    expect(freshKey([{ key: 'reason-2' }, { key: 'a' }], 'reason')).toBe('reason-3')
    expect(freshKey([{ key: 'reason-2' }], 'reason')).toBe('reason-3')
  })

  it('are changed and taken out one by one', () => {
    const rows = [
      { key: 'a', name: 'A' },
      { key: 'b', name: 'B' },
    ]
    expect(changeRow(rows, 'b', { name: 'C' })).toEqual([rows[0], { key: 'b', name: 'C' }])
    expect(removeRow(rows, 'a')).toEqual([rows[1]])
  })
})

describe('what is sent', () => {
  it('is reasons without what reviews do with them', () => {
    const reason = { key: 'a', name: ' A ', department: 'sales', isControllable: true, isActive: true } as const
    expect(reasonsOf([{ ...reason, isUsed: true }])).toEqual([{ ...reason, name: 'A' }])
  })

  it('is a plan in the order of its days, whatever order it was typed in', () => {
    const draft = stepsToDraft(proposedPlan.map((step) => ({ ...step })))
    expect(stepsOf(draft.toReversed())?.map(({ daysAfter }) => daysAfter)).toEqual(
      proposedPlan.map(({ daysAfter }) => daysAfter),
    )
    expect(flawsOfPlan(stepsOf(draft.toReversed()) ?? [])).toEqual([])
  })

  it.each([{ title: ' ' }, { doneWhen: '' }, { daysAfter: '' }, { daysAfter: '-1' }, { daysAfter: '2.5' }])(
    'is nothing while a step says %o',
    (change) => {
      const [first, ...others] = stepsToDraft(proposedPlan.map((step) => ({ ...step })))
      if (!first) throw new Error('Cannot look at the first step')
      expect(stepsOf([{ ...first, ...change }, ...others])).toBeNull()
    },
  )
})
