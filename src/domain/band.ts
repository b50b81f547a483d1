import { microsPerUnit, type Micros } from './money.ts'

/**
 * Money rounded away to a 1-2-5 step of whole units, which everybody may see. `from` inclusive, `below` exclusive; null is
 * without end, so that money below zero has one band and tells no more.
 */
export interface Band {
  readonly from: number | null
  readonly below: number | null
}

/** The lowest step: everything from zero up to it is one band. */
const firstStep = 100n
/** The last step: no book needs to tell more apart, and every step stays a whole number that JSON can hold. */
const lastStep = 1_000_000_000_000_000n

const steps: readonly bigint[] = [0n, ...oneTwoFive()]
const lowerEnds: readonly Micros[] = steps.map((step) => step * microsPerUnit)

/** The band of an exact amount. */
export function bandOf(amount: Micros): Band {
  return bandAt(bandRank(amount))
}

/** Where the band of an amount stands among all bands: -1 below zero, 0 from zero on, and one more with every step. */
export function bandRank(amount: Micros): number {
  let [low, high] = [0, lowerEnds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (amount >= (lowerEnds[middle] ?? 0n)) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The band of a rank. Throws on a rank that no amount has. */
export function bandAt(rank: number): Band {
  if (rank === -1) return { from: null, below: 0 }
  const [from, below] = [steps[rank], steps[rank + 1]]
  if (from === undefined) throw new RangeError(`Cannot find a band of rank "${rank}"`)
  return { from: Number(from), below: below === undefined ? null : Number(below) }
}

/** The rank of the band that an address names by its lower end, `below-zero` for the one without; null for no band. */
export function bandRankOfKey(key: string): number | null {
  if (key === 'below-zero') return -1
  const rank = steps.findIndex((step) => step.toString() === key)
  return rank === -1 ? null : rank
}

/** How an address names a band. */
export function bandKey({ from }: Band): string {
  return from === null ? 'below-zero' : String(from)
}

function* oneTwoFive(): Generator<bigint> {
  for (let decade = firstStep; ; decade *= 10n) {
    for (const step of [decade, decade * 2n, decade * 5n]) {
      yield step
      if (step === lastStep) return
    }
  }
}
