import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activeShare, addToTriangle, emptyTriangle, quarterEndingOn, spendShare } from './cohort.ts'
import type { Cohort } from './cohort.ts'
import { parseMicros } from './money.ts'

const units = (...amounts: readonly number[]) => amounts.map((amount) => parseMicros(String(amount)))

/** An account by what it spent in each quarter; null is no order. */
const account = (first: number | null, ...spends: readonly (number | null)[]) => ({
  first,
  isActive: (quarter: number) => (spends[quarter] ?? null) !== null,
  spend: (quarter: number) => parseMicros(String(spends[quarter] ?? 0)),
})

const triangleOf = (accounts: readonly ReturnType<typeof account>[], quarters: number): readonly Cohort[] => {
  const triangle = emptyTriangle(quarters)
  for (const one of accounts) addToTriangle(triangle, one)
  return triangle
}

describe('quarterEndingOn', () => {
  it.each([
    ['2024-03-31', '2024-Q1', '2024-01-01'],
    ['2024-06-30', '2024-Q2', '2024-04-01'],
    ['2023-12-31', '2023-Q4', '2023-10-01'],
  ])('that ends on %s is %s', (to, label, from) => {
    expect(quarterEndingOn(to)).toEqual({ label, from, to })
  })
})

describe('a triangle', () => {
  const [earlier, first, second] = triangleOf(
    [account(null, 5, null), account(0, 100, 60), account(0, 50, null), account(1, null, 70)],
    2,
  )

  it('counts who came before, and each in the quarter of the first order', () => {
    expect([earlier, first, second].map((cohort) => cohort?.accounts)).toEqual([1, 2, 1])
    expect(earlier).toMatchObject({ active: [1, 0], spend: units(5, 0) })
    expect(first).toMatchObject({ active: [2, 1], spend: units(150, 60) })
    expect(second).toMatchObject({ active: [0, 1], spend: units(0, 70) })
  })

  it('shares what still order, and is unknown of a cohort of nobody', () => {
    expect(first && activeShare(first, 1)).toBe(0.5)
    expect(activeShare({ accounts: 0, active: [0], spend: [0n] }, 0)).toBeNull()
  })

  it('sets four quarters beside the first four: 1 at the end of the first year, unknown before', () => {
    const cohort = { accounts: 1, active: [], spend: units(10, 10, 10, 10, 20, 10) }
    expect([0, 1, 2, 3, 4, 5].map((quarter) => spendShare(cohort, 0, quarter))).toEqual([
      null,
      null,
      null,
      1,
      1.25,
      1.25,
    ])
    expect(spendShare(cohort, null, 5)).toBeNull()
    expect(spendShare({ ...cohort, spend: units(10, 0, 0, -10, 20) }, 0, 4)).toBeNull()
  })

  const spends = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 6, maxLength: 6 })
  const book = fc.array(spends.map((list) => ({ list, first: list.findIndex((amount) => amount !== null) })))

  it('law: cohorts together are all accounts, and in each quarter all who ordered and all they spent', () => {
    fc.assert(
      fc.property(book, (accounts) => {
        const ordered = accounts.filter(({ first }) => first !== -1)
        const triangle = triangleOf(
          ordered.map(({ list, first }) => account(first, ...list)),
          6,
        )
        expect(triangle.reduce((sum, cohort) => sum + cohort.accounts, 0)).toBe(ordered.length)
        for (let quarter = 0; quarter < 6; quarter += 1) {
          const active = ordered.filter(({ list }) => (list[quarter] ?? null) !== null).length
          const spend = ordered.reduce((sum, { list }) => sum + (list[quarter] ?? 0), 0)
          expect(triangle.reduce((sum, cohort) => sum + (cohort.active[quarter] ?? 0), 0)).toBe(active)
          expect(triangle.reduce((sum, cohort) => sum + (cohort.spend[quarter] ?? 0n), 0n)).toBe(
            parseMicros(String(spend)),
          )
        }
      }),
    )
  })
})
