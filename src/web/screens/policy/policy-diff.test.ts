import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../domain/policy.ts'
import { addFactor, changeFactor, changeGrade, removeFactor } from './document.ts'
import { diffPolicies } from './policy-diff.ts'

describe('what is other in a policy', () => {
  it('is nothing where only the writing differs', () => {
    expect(diffPolicies(defaultPolicy, changeGrade(defaultPolicy, 0, { atLeast: '10000.00' }))).toEqual([])
  })

  it('is told thing by thing, in the order in which a policy is read', () => {
    const moved = changeGrade(defaultPolicy, 0, { atLeast: '12000' })
    const renamed = changeGrade(moved, 2, { label: 'D' })
    const after = {
      ...changeFactor(removeFactor(addFactor(renamed, 'revenue'), 2), 0, { weight: 50 }),
      level: 'account' as const,
      kinds: ['goods', 'freight'] as const,
      minCoverage: 0.9,
    }
    expect(diffPolicies(defaultPolicy, after)).toEqual([
      { what: 'level', before: 'ultimate-parent', after: 'account' },
      { what: 'minCoverage', before: 0.95, after: 0.9 },
      { what: 'bound', label: 'A', before: '10000', after: '12000' },
      { what: 'gradeAdded', label: 'D', bound: null },
      { what: 'gradeRemoved', label: 'C', bound: null },
      { what: 'kindAdded', kind: 'freight' },
      { what: 'kindRemoved', kind: 'service' },
      { what: 'kindRemoved', kind: 'discount' },
      { what: 'weight', metric: 'spend', before: 40, after: 50 },
      { what: 'factorAdded', metric: 'revenue', weight: 10 },
      { what: 'factorRemoved', metric: 'orders', weight: 15 },
    ])
  })

  it('names a curve that was drawn anew', () => {
    const curve = { type: 'linear', from: ['0', 0], to: ['30000', 100] } as const
    expect(diffPolicies(defaultPolicy, changeFactor(defaultPolicy, 0, { curve }))).toEqual([
      { what: 'curve', metric: 'spend' },
    ])
  })
})
