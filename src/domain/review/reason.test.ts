import { describe, expect, it } from 'vitest'
import { dueOf, flawsOfPlan, proposedPlan } from './retention-plan.ts'
import { flawsOfReasons, proposedReasons } from './reason.ts'
import type { Reason } from './reason.ts'
import { departments } from './review.ts'

const nothing = { before: [], used: new Set<string>() }
const late: Reason = { key: 'late', name: 'Late', department: 'logistics', isControllable: true, isActive: true }
const price: Reason = { key: 'price', name: 'Price', department: 'sales', isControllable: true, isActive: true }
const named = { before: [late, price], used: new Set(['late']) }

describe('reasons', () => {
  it('that the program brings can be saved, with some for every department, of both sorts', () => {
    expect(flawsOfReasons(proposedReasons, nothing)).toEqual([])
    expect(new Set(proposedReasons.map(({ department }) => department))).toEqual(new Set(departments))
    expect(new Set(proposedReasons.map(({ isControllable }) => isControllable)).size).toBe(2)
  })

  it.each([
    ['none can be named', [{ ...late, isActive: false }], named, [{ kind: 'none' }]],
    ['two have a key', [late, { ...price, key: 'late' }], nothing, [{ kind: 'twice', name: 'late' }]],
    ['two have a name', [late, { ...price, name: 'LATE' }], nothing, [{ kind: 'same-name', name: 'LATE' }]],
    ['one that is named is left out', [price], named, [{ kind: 'in-use', name: 'Late' }]],
    [
      'one that is named turns',
      [{ ...late, isControllable: false }, price],
      named,
      [{ kind: 'controllable', name: 'Late' }],
    ],
    ['one that is named is retired and renamed', [{ ...late, name: 'Slow', isActive: false }, price], named, []],
    ['one that nobody names is left out', [late], named, []],
  ])('cannot be saved where %s, and can otherwise', (_, reasons, context, flaws) => {
    expect(flawsOfReasons(reasons, context)).toEqual(flaws)
  })
})

describe('the retention plan', () => {
  it('that the program brings can be saved, and asks every department but quality', () => {
    expect(flawsOfPlan(proposedPlan)).toEqual([])
    expect(proposedPlan.map((step) => dueOf(step, '2026-01-30'))).toEqual([
      '2026-02-01',
      '2026-02-04',
      '2026-02-06',
      '2026-02-06',
      '2026-02-13',
      '2026-03-01',
      '2026-04-30',
    ])
  })

  it('has steps, each once, in the order of their days', () => {
    const [first, second] = proposedPlan
    if (!first || !second) throw new Error('Cannot look at the steps')
    expect(flawsOfPlan([])).toEqual([{ kind: 'none' }])
    expect(flawsOfPlan([first, first])).toEqual([{ kind: 'twice', name: first.key }])
    expect(flawsOfPlan([second, first])).toEqual([{ kind: 'order', name: first.title }])
  })
})
