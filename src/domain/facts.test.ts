import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFacts, coverage, emptyFacts, grossProfit, hasActivity, sumFacts, type AccountFacts } from './facts.ts'
import { numberToDay } from './day.ts'
import { familyCounts, familyMoney, type FamilyCount, type FamilyMoney } from './fact-family.ts'
import { parseMicros } from './money.ts'

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const size = fc.bigInt({ min: 0n, max: 10n ** 15n })
const count = fc.nat({ max: 1000 })
const day = fc.option(fc.integer({ min: 15_000, max: 20_000 }).map(numberToDay))
const anyFacts: fc.Arbitrary<AccountFacts> = fc.record({
  accountId: fc.constant('a'),
  net: amount,
  revenue: amount,
  spend: amount,
  costedSpend: amount,
  spendMagnitude: size,
  costedMagnitude: size,
  cost: amount,
  lines: count,
  orders: count,
  invoices: count,
  firstInvoice: day,
  lastInvoice: day,
  ...(Object.fromEntries([
    ...familyMoney.map((name) => [name, size]),
    ...familyCounts.map((name) => [name, count]),
  ]) as Record<FamilyMoney, typeof size> & Record<FamilyCount, typeof count>),
})

function costed(magnitude: string, costedMagnitude: string): AccountFacts {
  return {
    ...emptyFacts('a'),
    lines: 2,
    spend: parseMicros(magnitude),
    spendMagnitude: parseMicros(magnitude),
    costedMagnitude: parseMicros(costedMagnitude),
    costedSpend: parseMicros(costedMagnitude),
    cost: parseMicros('60'),
  }
}

describe('grossProfit and coverage', () => {
  it.each([
    { spend: '100', costed: '100', coverage: 1, profit: 40_000_000n },
    { spend: '100', costed: '95', coverage: 0.95, profit: 35_000_000n },
    { spend: '100', costed: '94.999999', coverage: 0.95, profit: null },
    { spend: '100', costed: '0', coverage: 0, profit: null },
    { spend: '0', costed: '0', coverage: null, profit: null },
  ])('spend $spend of which $costed costed: coverage $coverage, profit $profit', (example) => {
    const facts = costed(example.spend, example.costed)
    expect(coverage(facts)).toBe(example.coverage)
    expect(grossProfit(facts, 0.95)).toBe(example.profit)
  })

  it('is unknown where nothing is costed, even when the policy asks for no coverage', () => {
    expect(grossProfit(costed('100', '0'), 0)).toBeNull()
  })

  it('takes a credit by its size, so an uncosted credit lowers coverage', () => {
    const facts = { ...emptyFacts('a'), spend: 0n, spendMagnitude: 200n, costedMagnitude: 100n }
    expect(coverage(facts)).toBe(0.5)
  })
})

describe('hasActivity', () => {
  it('is about lines, not about money', () => {
    expect(hasActivity(emptyFacts('a'))).toBe(false)
    expect(hasActivity({ ...emptyFacts('a'), paidAmount: 1n })).toBe(false)
    expect(hasActivity({ ...emptyFacts('a'), lines: 1 })).toBe(true)
  })
})

describe('addFacts', () => {
  it('keeps the first id, the earliest first invoice and the latest last one', () => {
    const left = { ...emptyFacts('parent'), firstInvoice: '2024-05-01', lastInvoice: '2025-01-01' }
    const right = { ...emptyFacts('child'), firstInvoice: '2023-05-01', lastInvoice: null }
    expect(addFacts(left, right)).toEqual({ ...left, firstInvoice: '2023-05-01' })
  })

  it('law: order and grouping do not matter, and nothing is the neutral element', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (a, b, c) => {
        expect(addFacts(a, b)).toEqual(addFacts(b, a))
        expect(addFacts(addFacts(a, b), c)).toEqual(addFacts(a, addFacts(b, c)))
        expect(addFacts(a, emptyFacts('a'))).toEqual(a)
      }),
    )
  })

  it('law: the sum of a split book is the sum of the book', () => {
    fc.assert(
      fc.property(fc.array(anyFacts), fc.nat({ max: 20 }), (list, at) => {
        const split = addFacts(sumFacts('book', list.slice(0, at)), sumFacts('book', list.slice(at)))
        expect(split).toEqual(sumFacts('book', list))
      }),
    )
  })
})
