import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, policyAt, type Policy } from './policy.ts'

const version = (number: number, effectiveFrom: string): Policy => ({
  ...defaultPolicy,
  version: number,
  effectiveFrom,
})

describe('policyAt', () => {
  const policies = [
    version(1, '2025-01-01'),
    version(3, '2026-01-01'),
    version(2, '2026-01-01'),
    version(4, '2025-06-01'),
  ]
  it.each([
    ['2025-01-01', 1],
    ['2025-05-31', 1],
    ['2025-06-01', 4],
    ['2025-12-31', 4],
    ['2026-01-01', 3],
    ['2030-01-01', 3],
  ])('on %s it is version %s', (day, number) => {
    expect(policyAt(policies, day).version).toBe(number)
  })

  it('throws before the first one and quotes the day', () => {
    expect(() => policyAt(policies, '2024-12-31')).toThrow('Cannot find a policy that is effective on "2024-12-31"')
  })

  it('law: the order in which versions are given does not matter', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(policies, { minLength: policies.length }), (shuffled) => {
        expect(policyAt(shuffled, '2026-05-05')).toBe(policyAt(policies, '2026-05-05'))
      }),
    )
  })
})
