import { describe, expect, it } from 'vitest'
import { fitLifetime } from './fit.ts'
import { expectedOrders } from './forecast.ts'
import { tabulate } from './histories.ts'
import type { Histories } from './histories.ts'
import { tableLikelihood } from './likelihood.ts'
import { logLikelihood, probabilityAlive } from './model.ts'
import type { LifetimeModel } from './model.ts'
import { expectedValue, fitSpend } from './spend.ts'
import { simulate } from '../../../test/lifetime/simulate.ts'

const truth: LifetimeModel = { k: 2, stopsAtFirst: true, r: 1.2, alpha: 12, a: 0.7, b: 6 }

describe('The likelihood of a table', () => {
  const { repeats, last, age } = simulate(truth, 300, 5)
  const histories: Histories = { repeats, last, age, logGaps: 0 }

  it.each([
    ['BG/NBD', { ...truth, k: 1, stopsAtFirst: false }],
    ['MBG/NBD', { ...truth, k: 1 }],
    ['five stages', { ...truth, k: 5 }],
  ])('is the sum of those of its rows, and its slope is what a small step shows: %s', (_, model) => {
    const table = tabulate(histories)
    const slope = { r: 0, alpha: 0, a: 0, b: 0 }
    const total = tableLikelihood(model, table, slope)
    let sum = 0
    for (const [row, count] of repeats.entries()) {
      sum += logLikelihood(model, { repeats: count, last: last[row] ?? 0, age: age[row] ?? 0 }, 0)
    }
    expect(Math.abs(total / sum - 1)).toBeLessThan(1e-12)

    const spare = { r: 0, alpha: 0, a: 0, b: 0 }
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const width = 1e-5 * model[name]
      const at = (by: number) => tableLikelihood({ ...model, [name]: model[name] + by }, table, spare)
      expect(slope[name]).toBeCloseTo((at(width) - at(-width)) / (2 * width), 3)
    }
  })
})

describe('A fit', () => {
  it('finds the regularity and the parameters that made the histories, within three standard errors', () => {
    const fit = fitLifetime(simulate(truth, 4000, 17), { k: null, stopsAtFirst: true })
    expect(fit).toMatchObject({ model: { k: 2 }, isSettled: true, hasAttrition: true })
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const error = fit?.standardErrors?.[name] ?? 0
      expect(Math.abs((fit?.model[name] ?? 0) - truth[name])).toBeLessThan(3 * error)
    }
  })

  it('says that no attrition is visible where none is, and takes who ordered lately for alive', () => {
    const loyal = simulate({ ...truth, k: 1, a: 0, b: 1 }, 800, 3)
    const fit = fitLifetime(loyal, { k: null, stopsAtFirst: true })
    if (!fit) throw new Error('Cannot fit')
    const { r, alpha, a, b } = fit.model
    expect(fit.hasAttrition).toBe(false)
    expect([r, alpha, a, b].every(Number.isFinite)).toBe(true)
    expect(probabilityAlive(fit.model, { repeats: 20, last: 690, age: 700 })).toBeGreaterThan(0.999)
  })

  it('is found where every account is like every other, and where they order by the clock', () => {
    const alike = {
      repeats: Array<number>(40).fill(12),
      last: Array<number>(40).fill(360),
      age: Array<number>(40).fill(365),
    }
    for (const logGaps of [40 * 12 * Math.log(30), 0]) {
      const fit = fitLifetime({ ...alike, logGaps }, { k: null, stopsAtFirst: true })
      if (!fit) throw new Error('Cannot fit')
      expect(fit.logLikelihood).toSatisfy(Number.isFinite)
      const expected = expectedOrders(fit.model, { repeats: 12, last: 360, age: 365 }, 365)
      expect(expected).toBeGreaterThan(10)
      expect(expected).toBeLessThan(13)
    }
  })

  it('is none where nobody ordered twice', () => {
    expect(
      fitLifetime({ repeats: [0, 0], last: [0, 0], age: [3, 9], logGaps: 0 }, { k: null, stopsAtFirst: true }),
    ).toBeNull()
  })

  it('is the same whether equal rows are made one or told apart by a hair', () => {
    const { repeats, last, age } = simulate({ ...truth, k: 1 }, 500, 9)
    const whole = { repeats, last: last.map(Math.round), age: age.map(Math.ceil), logGaps: 0 }
    const apart = { ...whole, age: whole.age.map((time, row) => time + row * 1e-10) }
    const form = { k: 1, stopsAtFirst: true }
    expect(tabulate(whole).weight.length).toBeLessThan(500)
    expect(tabulate(apart).weight.length).toBe(500)
    const [one, other] = [fitLifetime(whole, form), fitLifetime(apart, form)]
    expect(Math.abs((one?.model.alpha ?? 0) / (other?.model.alpha ?? 1) - 1)).toBeLessThan(1e-6)
  })
})

describe('The value of an order', () => {
  /** CDNOW, 946 repeat buyers. */
  const paper = { p: 6.25, q: 3.74, v: 15.44 }

  it('lies between the own mean and that of all', () => {
    expect(expectedValue(paper, 2, 22.35)).toBeCloseTo(24.66, 1)
    expect(expectedValue(paper, 7, 73.74)).toBeCloseTo(71.46, 1)
  })

  it('is unknown where nobody has an order above zero', () => {
    expect(fitSpend({ orders: [1, 2], mean: [0, -5] })).toBeNull()
  })

  it('is unknown where orders differ so much that they have no mean', () => {
    const mean = Array.from({ length: 60 }, (_, row) => 1.9 ** row)
    expect(fitSpend({ orders: mean.map(() => 400), mean })).toBeNull()
  })
})
