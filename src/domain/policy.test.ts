import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { defaultPolicy, policyAt, policySpans, type Policy } from './policy.ts'

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

describe('policySpans', () => {
  it('gives each policy the days until the next one begins, and none to one that was replaced', () => {
    const [first, second, third, fourth] = [
      version(1, '2025-01-01'),
      version(2, '2026-01-01'),
      version(3, '2026-01-01'),
      version(4, '2025-06-01'),
    ]
    const spans = policySpans([first, second, third, fourth])
    expect(spans.get(first)).toEqual({ from: '2025-01-01', to: '2025-05-31' })
    expect(spans.get(fourth)).toEqual({ from: '2025-06-01', to: '2025-12-31' })
    expect(spans.get(third)).toEqual({ from: '2026-01-01', to: null })
    expect(spans.has(second)).toBe(false)
  })

  it('law: on every day the policy whose span holds the day is the one that holds', () => {
    const begins = fc.integer({ min: 0, max: 20 }).map((days) => addDays('2025-12-20', days))
    fc.assert(
      fc.property(fc.array(begins, { minLength: 1, maxLength: 6 }), fc.integer({ min: 20, max: 40 }), (days, later) => {
        const policies = days.map((day, index) => version(index + 1, day))
        const day = addDays('2025-12-20', later)
        const holders = [...policySpans(policies)].filter(
          ([, { from, to }]) => from <= day && (to === null || day <= to),
        )
        expect(holders.map(([policy]) => policy)).toEqual([policyAt(policies, day)])
      }),
    )
  })
})
