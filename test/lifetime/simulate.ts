import type { LifetimeModel } from '../../src/domain/lifetime/model.ts'
import type { Histories } from '../../src/domain/lifetime/histories.ts'

/** Columns of histories that are made, so that they can be changed. */
interface SimulatedHistories extends Histories {
  readonly repeats: Float64Array
  readonly last: Float64Array
  readonly age: Float64Array
  /** The gaps of each account. */
  readonly gaps: readonly (readonly number[])[]
}

/** Ages of simulated accounts, in units of time. */
const ages = { least: 200, most: 1000 }

/** Histories of accounts that do just what a model says; the same seed gives the same ones. With `a` 0 nobody stops. */
export function simulate(model: LifetimeModel, accounts: number, seed: number): SimulatedHistories {
  const draw = uniforms(seed)
  const [repeats, last, age] = [new Float64Array(accounts), new Float64Array(accounts), new Float64Array(accounts)]
  const gaps: number[][] = []
  let logGaps = 0
  for (let row = 0; row < accounts; row++) {
    const rate = gamma(draw, model.r) / model.alpha
    const goes = model.a > 0 ? gamma(draw, model.a) : 0
    const stops = goes / (goes + gamma(draw, model.b))
    const until = ages.least + draw() * (ages.most - ages.least)
    let [orders, then] = [0, 0]
    const own: number[] = []
    while (!((orders > 0 || model.stopsAtFirst) && draw() < stops)) {
      let gap = 0
      for (let stage = 0; stage < model.k; stage++) gap -= Math.log(draw()) / rate
      if (then + gap > until) break
      orders += 1
      then += gap
      logGaps += Math.log(gap)
      own.push(gap)
    }
    repeats[row] = orders
    last[row] = then
    age[row] = until
    gaps.push(own)
  }
  return { repeats, last, age, gaps, logGaps }
}

/** Numbers between 0 and 1, neither of them, by a 32-bit mixing of a counter (mulberry32). */
function uniforms(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }
}

/** A gamma variate of this shape, after Marsaglia and Tsang. */
function gamma(draw: () => number, shape: number): number {
  if (shape < 1) return gamma(draw, shape + 1) * draw() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())
    const cube = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (cube > 0 && Math.log(draw()) < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) return d * cube
  }
}
