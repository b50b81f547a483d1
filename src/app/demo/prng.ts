/**
 * Seeded random numbers that are the same on every machine: sfc32 by Chris Doty-Humphrey (PractRand, public domain),
 * seeded through the finaliser of MurmurHash3 by Austin Appleby (public domain). Everything is 32-bit arithmetic or one
 * of the IEEE operations + - * /, whose results the language fixes to the last bit, unlike those of Math.exp.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(a: number, b: number, c: number) {
    this.a = a | 0
    this.b = b | 0
    this.c = c | 0
    for (let round = 0; round < 12; round++) this.uint32()
  }

  /** A whole number from 0 to 4 294 967 295. */
  uint32(): number {
    const result = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** A fraction, 0 included, 1 excluded. */
  unit(): number {
    return this.uint32() / 4294967296
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1))
  }

  /** True in `basisPoints` of 10 000 cases. */
  chance(basisPoints: number): boolean {
    return this.unit() * 10000 < basisPoints
  }

  /** One of the values, all equally likely. Throws on an empty list. */
  pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.unit() * values.length)]
    if (value === undefined) throw new RangeError('Cannot pick from an empty list')
    return value
  }

  /** The index of one of the weights, as likely as its weight. */
  weighted(weights: readonly number[]): number {
    let total = 0
    for (const weight of weights) total += weight
    let rest = this.unit() * total
    for (let index = 0; index < weights.length; index++) {
      rest -= weights[index] ?? 0
      if (rest < 0) return index
    }
    return weights.length - 1
  }

  /** Near a standard normal (sum of six uniforms), never beyond 4.25. */
  normal(): number {
    let sum = -3
    for (let part = 0; part < 6; part++) sum += this.unit()
    return sum * 1.4142135623730951
  }

  /** Positive, mean 1, the gaps of a Poisson rhythm. */
  exponential(): number {
    return -naturalLog((this.uint32() + 0.5) / 4294967296)
  }

  /** How often something happens that is expected `mean` times, as in a Poisson rhythm. */
  times(mean: number): number {
    let count = 0
    for (let rest = mean - this.exponential(); rest > 0; rest -= this.exponential()) count++
    return count
  }

  /** The values in a new order (Fisher and Yates). */
  shuffle<T>(values: readonly T[]): T[] {
    const result = [...values]
    for (let last = result.length - 1; last > 0; last--) {
      const other = this.between(0, last)
      const [mine, theirs] = [result[last], result[other]]
      if (mine === undefined || theirs === undefined) continue
      result[last] = theirs
      result[other] = mine
    }
    return result
  }
}

/** A stream of its own for every label and index, so that a draw more in one place moves nothing elsewhere. */
export function randomStream(seed: number, label: string, index = 0): Random {
  let hash = mix(seed ^ 0x9e3779b9)
  for (let place = 0; place < label.length; place++) hash = mix(hash ^ label.charCodeAt(place))
  const first = mix(hash ^ mix(index))
  const second = mix(first + 0x6d2b79f5)
  return new Random(first, second, mix(second + 0x6d2b79f5))
}

/** Three whole numbers made into one number that looks random, 0 to 4 294 967 295. */
export function hashOf(first: number, second: number, third: number): number {
  return mix(first ^ mix(second ^ mix(third))) >>> 0
}

/** e to the power of `x` for |x| < 40: halves of ln 2 apart, then eighteen terms of Taylor's series. */
export function exponentOf(x: number): number {
  const steps = Math.round(x / 0.6931471805599453)
  const rest = x - steps * 0.6931471805599453
  let sum = 1
  for (let term = 18; term >= 1; term--) sum = 1 + (sum * rest) / term
  for (let step = 0; step < steps; step++) sum *= 2
  for (let step = 0; step > steps; step--) sum /= 2
  return sum
}

/**
 * Near the quantile of the standard normal at `u`, 0 < u < 1: Tukey's lambda distribution with lambda .135, within .03
 * of the normal up to three standard deviations.
 */
export function normalQuantile(u: number): number {
  return (exponentOf(0.135 * naturalLog(u)) - exponentOf(0.135 * naturalLog(1 - u))) / 0.1975
}

/** Natural logarithm of `x` > 0, by the series of artanh. */
export function naturalLog(x: number): number {
  let mantissa = x
  let steps = 0
  for (; mantissa < 0.75; steps--) mantissa *= 2
  for (; mantissa >= 1.5; steps++) mantissa /= 2
  const s = (mantissa - 1) / (mantissa + 1)
  let sum = 0
  for (let power = 23; power >= 1; power -= 2) sum = sum * s * s + 1 / power
  return steps * 0.6931471805599453 + 2 * s * sum
}

function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
