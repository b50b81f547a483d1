import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickForMap } from './pick-for-map.ts'
import { postures } from './posture.ts'
import type { Posture } from './posture.ts'

interface Dot {
  readonly posture: Posture
  readonly size: bigint
}

const dots = (posture: Posture, count: number, size = 1000): Dot[] =>
  Array.from({ length: count }, (_, at) => ({ posture, size: BigInt(size * (count - at)) }))

const countOf = (list: readonly Dot[], posture: Posture): number => list.filter((dot) => dot.posture === posture).length

describe('pickForMap', () => {
  it('leaves no posture out because others are larger, and gives what one does not need to the others', () => {
    const all = [
      ...dots('secure', 505, 1000),
      ...dots('make-profitable', 46, 1000),
      ...dots('get-more', 211, 1),
      ...dots('downsize', 361, 1),
    ]
    const picked = pickForMap(all, 300)
    expect(postures.map((posture) => countOf(picked, posture))).toEqual([85, 84, 46, 85])
  })

  it('takes the largest of each, and the others evenly down to the small ones', () => {
    const picked = pickForMap(dots('get-more', 10, 1), 5)
    expect(picked.map(({ size }) => Number(size))).toEqual([10, 8, 6, 4, 2])
  })

  it('law: shows as many as fit, each once, and of a posture none only where there is none', () => {
    const book = fc.array(fc.record({ posture: fc.constantFrom(...postures), size: fc.bigInt(0n, 50n) }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(book, fc.integer({ min: 4, max: 40 }), (all, most) => {
        const picked = pickForMap(all, most)
        expect(picked).toHaveLength(Math.min(all.length, most))
        expect(new Set(picked).size).toBe(picked.length)
        for (const posture of postures) expect(countOf(picked, posture) > 0).toBe(countOf(all, posture) > 0)
      }),
    )
  })
})
