import { describe, expect, it } from 'vitest'
import { defaultGrants } from '../../domain/right.ts'
import { limitGrants } from './grants.ts'

describe('the limit of a person', () => {
  it('narrows rights on accounts, and never widens one', () => {
    expect(limitGrants(defaultGrants.leader, 'team')).toEqual({
      'read-account': 'all',
      'read-spend': 'team',
      'read-margin': 'team',
      export: 'team',
      policy: 'all',
      'write-action': 'team',
      'write-review': 'team',
      'read-job': 'all',
    })
    expect(limitGrants(defaultGrants.rep, 'all')).toEqual(defaultGrants.rep)
  })

  it('leaves out what the role has not, and everything as it is without a limit', () => {
    expect(limitGrants(defaultGrants.viewer, 'own')).toEqual({ 'read-account': 'all' })
    expect(limitGrants(defaultGrants.finance, null)).toBe(defaultGrants.finance)
  })
})
