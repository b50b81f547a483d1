import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { operatingFit } from './operating-fit.ts'

const facts = (standardSpend: bigint, standardKnownSpend: bigint, handledOrders: number, plainOrders: number) => ({
  standardSpend,
  standardKnownSpend,
  handledOrders,
  plainOrders,
})

describe('operatingFit', () => {
  it.each([
    ['both shares', facts(750n, 1000n, 1, 3), { standard: 0.75, plain: 0.75, fit: 0.75 }],
    ['their mean', facts(1000n, 1000n, 1, 1), { standard: 1, plain: 0.5, fit: 0.75 }],
    ['one known share alone', facts(0n, 0n, 1, 3), { standard: null, plain: 0.75, fit: 0.75 }],
    ['nobody notes special handling', facts(1n, 3n, 0, 0), { standard: 0.333333, plain: null, fit: 0.333333 }],
    ['nothing known', facts(0n, 0n, 0, 0), { standard: null, plain: null, fit: null }],
    ['net returns of what is not standard', facts(1200n, 1000n, 0, 0), { standard: 1, plain: null, fit: 1 }],
    ['net returns of what is standard', facts(-10n, 1000n, 0, 0), { standard: 0, plain: null, fit: 0 }],
    ['net returns in all', facts(-10n, -20n, 0, 0), { standard: null, plain: null, fit: null }],
  ])('%s', (_, given, shares) => {
    expect(operatingFit(given)).toEqual(shares)
  })

  it('is within 0 and 1, and never falls when a handled order becomes a plain one or spend becomes standard', () => {
    const amounts = fc.bigInt({ min: -1_000_000n, max: 1_000_000_000n })
    fc.assert(
      fc.property(amounts, amounts, fc.nat(500), fc.nat(500), fc.nat(1000), (standard, known, handled, plain, more) => {
        const before = operatingFit(facts(standard, known, handled + 1, plain)).fit ?? 0
        expect(before).toBeGreaterThanOrEqual(0)
        expect(before).toBeLessThanOrEqual(1)
        expect(operatingFit(facts(standard, known, handled, plain + 1)).fit ?? 0).toBeGreaterThanOrEqual(before)
        const after = operatingFit(facts(standard + BigInt(more), known, handled + 1, plain)).fit ?? 0
        expect(after).toBeGreaterThanOrEqual(before)
      }),
    )
  })
})
