import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineMap } from './line-map.ts'

describe('line map', () => {
  it('law: gives back the line of every row, marked or not', () => {
    const gaps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(40_000)), {
      maxLength: 2000,
    })
    fc.assert(
      fc.property(gaps, fc.boolean(), (skipped, markAll) => {
        const map = createLineMap()
        const lines: number[] = []
        let line = 1
        for (const [row, gap] of skipped.entries()) {
          line += 1 + gap
          lines.push(line)
          if (markAll || gap > 0 || row === 0) map.mark(row, line)
        }
        expect(lines.map((_, row) => map.lineOf(row))).toEqual(lines)
      }),
    )
  })
})
