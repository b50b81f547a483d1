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
    version(2, '2026-01-01'),
    version(3, '2026-01-01'),
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

  it('law: a policy saved last with the latest day holds from that day on', () => {
    const saved = (effectiveFrom: string, version: number) => ({
      ...defaultPolicy,
      name: `p${version}`,
      effectiveFrom,
      version,
    })
    fc.assert(
      fc.property(fc.array(fc.constantFrom('2025-01-01', '2025-06-01', '2026-01-01'), { minLength: 1 }), (days) => {
        const list = days.map((day, index) => saved(day, index + 1))
        const latest = days.toSorted().at(-1) ?? ''
        expect(policyAt(list, '2026-05-05')).toBe(list.findLast((one) => one.effectiveFrom === latest))
      }),
    )
  })
})
