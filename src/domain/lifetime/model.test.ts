import { describe, expect, it } from 'vitest'
import { expectedOrders, medianWait, probabilityOfOrder } from './forecast.ts'
import { logLikelihood, probabilityAlive } from './model.ts'
import type { LifetimeModel } from './model.ts'

/** Parameters of the paper, in weeks. */
const paper: LifetimeModel = { k: 1, stopsAtFirst: false, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const mbg: LifetimeModel = { ...paper, stopsAtFirst: true }
const steady: LifetimeModel = { k: 3, stopsAtFirst: true, r: 1.4, alpha: 10, a: 0.8, b: 14 }

const twice = { repeats: 2, last: 30.43, age: 38.86 }
const once = { repeats: 1, last: 1.71, age: 38.86 }
const never = { repeats: 0, last: 0, age: 38.86 }

describe('One account of the CDNOW paper', () => {
  it('is expected to order as the paper says', () => {
    expect(expectedOrders(paper, twice, 39)).toBeCloseTo(1.226028, 6)
    expect(expectedOrders(paper, once, 39)).toBeCloseTo(0.203187, 6)
  })

  it('is alive with the probability of the paper', () => {
    expect(probabilityAlive(paper, twice)).toBeCloseTo(0.726579, 6)
    expect(probabilityAlive(paper, once)).toBeCloseTo(0.212101, 6)
  })

  it('has the closed form of ordering at all', () => {
    const { r, alpha } = paper
    const closed = probabilityAlive(paper, twice) * (1 - ((alpha + 38.86) / (alpha + 38.86 + 39)) ** (r + 2))
    expect(probabilityOfOrder(paper, twice, 39)).toBeCloseTo(closed, 14)
  })
})

it('A one-time buyer is alive for ever under BG/NBD and not under MBG/NBD', () => {
  expect(probabilityAlive(paper, { ...never, age: 5000 })).toBe(1)
  expect(probabilityAlive(mbg, { ...never, age: 5000 })).toBeLessThan(0.4)
})

describe('A history with very many orders', () => {
  it('has a finite likelihood and forecast', () => {
    const busy = { repeats: 5000, last: 5000, age: 5010 }
    expect(logLikelihood(steady, busy, 0)).toSatisfy(Number.isFinite)
    expect(expectedOrders(steady, busy, 3650)).toSatisfy(Number.isFinite)
    // 5 000 orders in 5 000 days: about as many a day, less what stops.
    expect(expectedOrders(paper, { ...busy, age: 5001 }, 100)).toBeGreaterThan(90)
  })
})

describe.each([
  ['BG/NBD', paper],
  ['MBG/NBD', mbg],
  ['three stages', steady],
])('Laws of the forecast with %s', (_, model) => {
  const histories = [never, once, twice, { repeats: 40, last: 200, age: 203 }]

  it('expects no fewer orders in longer, and at least the probability of one', () => {
    for (const history of histories) {
      let before = 0
      for (const time of [0, 1, 7, 30, 90, 365, 3650]) {
        const orders = expectedOrders(model, history, time)
        expect(orders).toBeGreaterThanOrEqual(before)
        expect(orders).toBeGreaterThanOrEqual(probabilityOfOrder(model, history, time) * (1 - 1e-12))
        before = orders
      }
    }
  })

  it('is less sure of an account the longer it is silent', () => {
    for (const { repeats, last } of histories.slice(1)) {
      let before = 1
      for (const silence of [0, 5, 20, 80, 320]) {
        const alive = probabilityAlive(model, { repeats, last, age: last + silence })
        expect(alive).toBeLessThanOrEqual(before)
        before = alive
      }
    }
  })

  it('waits as long as half of those who still buy do', () => {
    for (const history of histories) {
      const wait = medianWait(model, history, 36_500)
      if (wait === null) continue
      const share = (time: number) => probabilityOfOrder(model, history, time) / probabilityAlive(model, history)
      expect(share(wait)).toBeGreaterThanOrEqual(0.5)
      expect(share(wait - 1)).toBeLessThan(0.5)
    }
  })
})
