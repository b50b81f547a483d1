import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentOf, hashOf, naturalLog, normalQuantile, Random, randomStream } from './prng.ts'

describe('Random', () => {
  it('is sfc32: the first numbers for the seeds 1, 2, 3 after twelve rounds', () => {
    // Written out here with unsigned words as PractRand has it, to pin the shifts.
    let [a, b, c, counter] = [1, 2, 3, 1]
    const reference = (): number => {
      const result = (a + b + counter++) >>> 0
      a = (b ^ (b >>> 9)) >>> 0
      b = (c + (c << 3)) >>> 0
      c = (((c << 21) | (c >>> 11)) + result) >>> 0
      return result
    }
    for (let round = 0; round < 12; round++) reference()
    const random = new Random(1, 2, 3)
    for (let draw = 0; draw < 100; draw++) expect(random.uint32()).toBe(reference())
  })

  it('gives every stream its own numbers', () => {
    const first = [randomStream(7, 'a'), randomStream(7, 'b'), randomStream(7, 'a', 1), randomStream(8, 'a')]
    expect(new Set(first.map((random) => random.uint32())).size).toBe(4)
    expect(randomStream(7, 'a').uint32()).toBe(randomStream(7, 'a').uint32())
  })

  it('draws with the means it promises', () => {
    const random = randomStream(1, 'means')
    const mean = (draw: () => number): number => {
      let sum = 0
      for (let count = 0; count < 20000; count++) sum += draw()
      return sum / 20000
    }
    expect(mean(() => random.unit())).toBeCloseTo(0.5, 1)
    expect(mean(() => random.normal())).toBeCloseTo(0, 1)
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1)
    expect(mean(() => random.exponential())).toBeCloseTo(1, 1)
    expect(mean(() => random.between(3, 5))).toBeCloseTo(4, 1)
    expect(mean(() => random.weighted([1, 0, 3]))).toBeCloseTo(1.5, 1)
    expect(mean(() => Number(random.chance(2500)))).toBeCloseTo(0.25, 1)
  })

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const sorted = (list: number[]): number[] => list.toSorted((left, right) => left - right)
        expect(sorted(randomStream(1, 'shuffle').shuffle(values))).toEqual(sorted(values))
      }),
    )
  })

  it('throws on an empty list', () => {
    expect(() => randomStream(1, 'empty').pick([])).toThrow('Cannot pick from an empty list')
  })
})

describe('the functions that do not differ between machines', () => {
  it('exponentOf and naturalLog come close to Math.exp and Math.log', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(exponentOf(x) / Math.exp(x)).toBeCloseTo(1, 12)
        expect(naturalLog(Math.exp(x))).toBeCloseTo(x, 9)
      }),
    )
  })

  it('normalQuantile comes close to the normal distribution', () => {
    for (const [u, z] of [
      [0.5, 0],
      [0.8413, 1],
      [0.0228, -2],
      [0.99865, 3],
    ] as const) {
      expect(Math.abs(normalQuantile(u) - z)).toBeLessThan(0.03)
    }
  })

  it('hashOf is a whole number of 32 bits that depends on each part', () => {
    const hashes = [hashOf(1, 2, 3), hashOf(1, 2, 4), hashOf(1, 3, 3), hashOf(2, 2, 3)]
    expect(new Set(hashes).size).toBe(4)
    expect(hashes.every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)).toBe(true)
  })
})
