import { describe, expect, it } from 'vitest'
import { simulate } from '../../../test/lifetime/simulate.ts'
import { probabilityOfOrder } from './forecast.ts'
import { checkHoldout, ranking } from './holdout.ts'
import type { LifetimeModel } from './model.ts'

describe('ranking', () => {
  it('is 1 where all that happened stands first, 0 where it stands last, a half where nothing is told apart', () => {
    expect(ranking([3, 2, 1], [true, true, false])).toBe(1)
    expect(ranking([1, 2, 3], [true, false, false])).toBe(0)
    expect(ranking([5, 5, 5, 5], [true, false, true, false])).toBe(0.5)
  })

  it('counts a tie half', () => {
    // Of four pairs three are right, and one is a tie.
    expect(ranking([3, 1, 2, 1], [true, true, false, false])).toBe((1 + 1 + 0 + 0.5) / 4)
  })

  it('is unknown where everything happened, or nothing', () => {
    expect(ranking([1, 2], [true, true])).toBeNull()
    expect(ranking([], [])).toBeNull()
  })
})

describe('A check on days held out', () => {
  const model: LifetimeModel = { k: 1, stopsAtFirst: true, r: 1.2, alpha: 30, a: 0.7, b: 6 }
  const { repeats, last, age } = simulate(model, 500, 21)
  const accounts = Array.from(repeats, (count, row) => ({
    history: { repeats: count, last: last[row] ?? 0, age: age[row] ?? 0 },
    orders: row % 3,
    ordersBefore: row % 2,
  }))
  const check = checkHoldout(model, accounts, 90)

  it('has every account in one range of probability', () => {
    const sums = { accounts: 0, expected: 0, actual: 0 }
    for (const bin of check.bins) {
      sums.accounts += bin.accounts
      sums.expected += bin.expected
      sums.actual += bin.actual
    }
    expect(sums.accounts).toBe(500)
    expect(sums.actual).toBe(check.active)
    expect(sums.expected).toBeCloseTo(check.model.expectedActive, 9)
    const probability = accounts.reduce((sum, { history }) => sum + probabilityOfOrder(model, history, 90), 0)
    expect(check.model.expectedActive).toBeCloseTo(probability, 9)
  })

  it('sets the plain ways beside the model', () => {
    expect(check).toMatchObject({ accounts: 500, orders: 499, active: 333 })
    expect(check.asBefore).toMatchObject({ expected: 250, expectedActive: 250 })
    const off = accounts.map(({ orders, ordersBefore }) => Math.abs(orders - ordersBefore))
    expect(check.asBefore.meanError).toBeCloseTo(off.reduce((sum, one) => sum + one, 0) / 500, 12)
  })
})
