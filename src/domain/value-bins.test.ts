import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExactBound } from './grade.ts'
import { binValues, countNearBounds } from './value-bins.ts'

const unit = 1_000_000n
const bounds: readonly ExactBound[] = [
  { label: 'A', atLeast: 10_000n * unit },
  { label: 'B', atLeast: 5_400n * unit },
  { label: 'C', atLeast: null },
]

describe('binValues', () => {
  it('counts money between round figures and never across a bound', () => {
    const values = [-5n, 0n, 5_000n, 5_399n, 5_400n, 6_900n, 9_999n, 10_000n, 12_000n].map((value) => value * unit)
    const shown = binValues(values, { of: 'spend', bounds }).flatMap(({ from, below, label, count }) =>
      count === 0 ? [] : [[from === null ? null : from / unit, below === null ? null : below / unit, label, count]],
    )
    expect(shown).toEqual([
      [null, 0n, 'C', 1],
      [0n, 10n, 'C', 1],
      [5_000n, 5_400n, 'C', 2],
      [5_400n, 7_000n, 'B', 2],
      [7_000n, 10_000n, 'B', 1],
      [10_000n, 15_000n, 'A', 2],
    ])
  })

  it('counts points in fives, and a full score too', () => {
    const points: readonly ExactBound[] = [
      { label: 'A', atLeast: 72n * unit },
      { label: 'B', atLeast: null },
    ]
    const values = [71n, 72n, 100n].map((value) => value * unit)
    const full = binValues(values, { of: 'score', bounds: points }).filter(({ count }) => count > 0)
    expect(full.map(({ from, label }) => [from, label])).toEqual([
      [70n * unit, 'B'],
      [72n * unit, 'A'],
      [100n * unit, 'A'],
    ])
  })

  it('has no bin without a value', () => {
    expect(binValues([], { of: 'spend', bounds })).toEqual([])
  })

  it('law: bins touch, hold every value once, and each the values of its grade', () => {
    const value = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 13n })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const bins = binValues(values, { of: 'spend', bounds })
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
        expect(bins.slice(1).map(({ from }) => from)).toEqual(bins.slice(0, -1).map(({ below }) => below))
        for (const bin of bins) {
          const inside = values.filter(
            (one) => (bin.from === null || one >= bin.from) && (bin.below === null || one < bin.below),
          )
          expect(inside.length).toBe(bin.count)
          for (const one of inside) {
            expect(bounds.find(({ atLeast }) => atLeast === null || one >= atLeast)?.label).toBe(bin.label)
          }
        }
      }),
    )
  })
})

describe('countNearBounds', () => {
  it('counts a tenth on either side of each bound, the bound itself above', () => {
    const values = [8_999n, 9_000n, 9_999n, 10_000n, 11_000n, 11_001n].map((value) => value * unit)
    expect(countNearBounds(values, bounds)).toEqual([
      { label: 'A', atLeast: 10_000n * unit, justAbove: 2, justBelow: 2 },
      { label: 'B', atLeast: 5_400n * unit, justAbove: 0, justBelow: 0 },
    ])
  })
})
