import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { numberToMicros, parseMicros } from './money.ts'
import { defaultPolicy, type Factor, type Policy } from './policy.ts'
import { scoreFactors } from './scorecard.ts'

const facts: AccountFacts = {
  ...emptyFacts('a'),
  lines: 10,
  spend: parseMicros('10000'),
  costedSpend: parseMicros('10000'),
  spendMagnitude: parseMicros('10000'),
  costedMagnitude: parseMicros('10000'),
  cost: parseMicros('8000'),
  orders: 12,
  paidAmount: parseMicros('5000'),
  lateAmountDays: parseMicros('75000'),
}

const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const size = fc.bigInt({ min: 0n, max: 10n ** 12n })
const anyFacts: fc.Arbitrary<AccountFacts> = fc
  .record({
    spend: amount,
    cost: size,
    costed: fc.boolean(),
    lines: fc.nat(3),
    orders: fc.nat(30),
    paidAmount: size,
    late: size,
  })
  .map(({ spend, cost, costed, lines, orders, paidAmount, late }) => ({
    ...emptyFacts('a'),
    lines,
    orders,
    spend,
    spendMagnitude: spend < 0n ? -spend : spend,
    costedSpend: costed ? spend : 0n,
    costedMagnitude: costed ? (spend < 0n ? -spend : spend) : 0n,
    cost: costed ? cost : 0n,
    paidAmount,
    lateAmountDays: late * 30n,
  }))
const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 })

function weighted(list: readonly number[], factors: readonly Factor[] = defaultPolicy.factors): Policy {
  return { ...defaultPolicy, factors: factors.map((factor, index) => ({ ...factor, weight: list[index] ?? 1 })) }
}

describe('scoreFactors', () => {
  it('is the weighted mean of the points, with its parts', () => {
    expect(scoreFactors(facts, defaultPolicy)).toEqual({
      score: 53.75,
      parts: [
        {
          metric: 'spend',
          value: { kind: 'money', micros: parseMicros('10000') },
          points: 50,
          weight: 40,
          contribution: 20,
        },
        {
          metric: 'gross-margin-rate',
          value: { kind: 'number', value: 0.2 },
          points: 50,
          weight: 30,
          contribution: 15,
        },
        { metric: 'orders', value: { kind: 'number', value: 12 }, points: 50, weight: 15, contribution: 7.5 },
        {
          metric: 'average-days-late',
          value: { kind: 'number', value: 15 },
          points: 75,
          weight: 15,
          contribution: 11.25,
        },
      ],
      known: 4,
      total: 4,
    })
  })

  it('leaves an unknown factor out of both sums', () => {
    const card = scoreFactors({ ...facts, paidAmount: 0n, lateAmountDays: 0n }, defaultPolicy)
    expect([card.score, card.known, card.total]).toEqual([50, 3, 4])
    expect(card.parts[3]).toEqual({
      metric: 'average-days-late',
      value: null,
      points: null,
      weight: 15,
      contribution: null,
    })
  })

  it('has no score when no factor is known', () => {
    expect(scoreFactors(null, defaultPolicy)).toMatchObject({ score: null, known: 0, total: 4 })
    expect(scoreFactors(emptyFacts('a'), defaultPolicy)).toMatchObject({ score: null, known: 0 })
    expect(scoreFactors(facts, { ...defaultPolicy, factors: [] })).toEqual({
      score: null,
      parts: [],
      known: 0,
      total: 0,
    })
  })

  it('gives the millionth left over to the largest remainder', () => {
    const thirds = weighted([1, 1, 1], defaultPolicy.factors.slice(0, 3))
    const card = scoreFactors({ ...facts, spend: parseMicros('20000'), orders: 0 }, thirds)
    expect(card.score).toBe(50)
    expect(card.parts.map((part) => part.contribution)).toEqual([33.333333, 16.666667, 0])
  })

  it('law: the contributions add up to the score, to the last decimal', () => {
    fc.assert(
      fc.property(anyFacts, weights, (any, list) => {
        const { score, parts } = scoreFactors(any, weighted(list))
        const sum = parts.reduce((total, { contribution }) => total + numberToMicros(contribution ?? 0), 0n)
        expect(sum).toBe(numberToMicros(score ?? 0))
      }),
    )
  })

  it('law: weights have no scale', () => {
    fc.assert(
      fc.property(anyFacts, weights, fc.integer({ min: 1, max: 100 }), (any, list, scale) => {
        const scaled = weighted(list.map((weight) => weight * scale))
        expect(scoreFactors(any, scaled).score).toBe(scoreFactors(any, weighted(list)).score)
      }),
    )
  })

  it('law: an unknown factor counts as if the policy did not have it, never as zero', () => {
    fc.assert(
      fc.property(anyFacts, weights, (any, list) => {
        const policy = weighted(list)
        const card = scoreFactors(any, policy)
        const known = policy.factors.filter((_, index) => card.parts[index]!.value !== null)
        expect(scoreFactors(any, { ...policy, factors: known }).score).toBe(card.score)
      }),
    )
  })

  it('law: a better fact never lowers the score', () => {
    const better: fc.Arbitrary<(of: AccountFacts) => AccountFacts> = fc.oneof(
      size.map((more) => (of: AccountFacts) => ({ ...of, spend: of.spend + more })),
      fc.nat(20).map((more) => (of: AccountFacts) => ({ ...of, orders: of.orders + more })),
      size.map((less) => (of: AccountFacts) => ({ ...of, cost: of.costedMagnitude === 0n ? 0n : of.cost - less })),
      size.map((less) => (of: AccountFacts) => ({
        ...of,
        lateAmountDays: of.lateAmountDays > less ? of.lateAmountDays - less : 0n,
      })),
    )
    fc.assert(
      fc.property(anyFacts, weights, better, (any, list, improve) => {
        const [before, after] = [scoreFactors(any, weighted(list)), scoreFactors(improve(any), weighted(list))]
        expect(after.known).toBe(before.known)
        expect(after.score ?? 0).toBeGreaterThanOrEqual(before.score ?? 0)
      }),
    )
  })
})
