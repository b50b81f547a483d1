import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMicros } from '../../../domain/money.ts'
import { profitComponents } from '../../../domain/profit/components.ts'
import { profitSteps } from './profit-steps.ts'

type Statement = Parameters<typeof profitSteps>[0]

const statement: Statement = {
  revenue: '1000.00',
  otherKinds: '0.00',
  uncosted: '100.00',
  cost: '600.00',
  grossProfit: '300.00',
  coverage: 0.96,
  components: profitComponents.map((component) => ({
    component,
    state: component === 'freight' ? 'not-measured' : 'known',
    amount: component === 'service' ? '350.00' : component === 'freight' ? null : '0.00',
    knownPart: '0.00',
    unknown: 0,
  })),
  netProfit: '-50.00',
  netProfitRate: -0.05,
}

describe('profitSteps', () => {
  it('hang each part where the one before ended, and go below the ground where a profit does', () => {
    const [low, width] = [-50, 1050]
    const at = (amount: number): number => (amount - low) / width
    expect(profitSteps(statement)).toEqual([
      { id: 'revenue', kind: 'total', amount: 1_000_000_000n, bar: { from: at(0), to: 1 } },
      { id: 'uncosted', kind: 'part', amount: -100_000_000n, bar: { from: at(900), to: at(1000) } },
      { id: 'cost', kind: 'part', amount: -600_000_000n, bar: { from: at(300), to: at(900) } },
      { id: 'grossProfit', kind: 'total', amount: 300_000_000n, bar: { from: at(0), to: at(300) } },
      { id: 'service', kind: 'part', amount: -350_000_000n, bar: { from: 0, to: at(300) } },
      { id: 'netProfit', kind: 'total', amount: -50_000_000n, bar: { from: 0, to: at(0) } },
    ])
  })

  it('leave out what follows an unknown gross profit, and give what is unknown no bar', () => {
    const unknown = profitSteps({ ...statement, grossProfit: null, netProfit: null })
    expect(unknown.at(-1)).toEqual({ id: 'grossProfit', kind: 'total', amount: null, bar: null })
    const components = statement.components.map((one) =>
      one.component === 'service' ? { ...one, state: 'unknown' as const, amount: null } : one,
    )
    expect(profitSteps({ ...statement, components, netProfit: null }).slice(-2)).toEqual([
      { id: 'service', kind: 'part', amount: null, bar: null },
      { id: 'netProfit', kind: 'total', amount: null, bar: null },
    ])
  })

  it('law: the parts between two totals sum to what the totals differ by, and every bar lies in the picture', () => {
    const amount = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n })
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.array(amount, { minLength: 6, maxLength: 6 }),
        (revenue, other, uncosted, cost, taken) => {
          const gross = revenue + other - uncosted - cost
          const steps = profitSteps({
            ...statement,
            revenue: formatMicros(revenue),
            otherKinds: formatMicros(other),
            uncosted: formatMicros(uncosted),
            cost: formatMicros(cost),
            grossProfit: formatMicros(gross),
            components: profitComponents.map((component, index) => {
              const text = formatMicros(taken[index] ?? 0n)
              return { component, state: 'known', amount: text, knownPart: text, unknown: 0 }
            }),
            netProfit: formatMicros(taken.reduce((sum, one) => sum - one, gross)),
          })
          let level = 0n
          for (const { kind, amount: step, bar } of steps) {
            const end: bigint =
              kind === 'total' && level === 0n ? (step ?? 0n) : kind === 'total' ? level : level + (step ?? 0n)
            expect(kind === 'total' ? step : end).toBe(end)
            level = end
            expect([bar?.from ?? -1, bar?.to ?? 2].every((place) => place >= 0 && place <= 1)).toBe(true)
          }
        },
      ),
    )
  })
})
