import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { formatMetricValue } from './metric-definition.ts'
import { numberToMicros, parseMicros } from './money.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import { compareScores, type ScoreChange } from './score-change.ts'
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
const unpaid = { ...facts, paidAmount: 0n, lateAmountDays: 0n }
const heavier: Policy = {
  ...defaultPolicy,
  version: 2,
  factors: defaultPolicy.factors.map((factor) => (factor.metric === 'spend' ? { ...factor, weight: 140 } : factor)),
}

function compare(
  before: AccountFacts | null,
  after: AccountFacts | null,
  policies = [defaultPolicy, defaultPolicy],
): ScoreChange {
  const [earlier = defaultPolicy, later = defaultPolicy] = policies
  return compareScores({
    before: scoreFactors(before, earlier),
    rescored: scoreFactors(before, later),
    after: scoreFactors(after, later),
  })
}

function written({ change, parts }: ScoreChange): readonly string[] {
  return [
    String(change),
    ...parts.map((part) => {
      if (part.kind === 'policy') return `policy ${part.change}`
      const [from, to] = [part.kind === 'known' ? null : part.before, part.kind === 'unknown' ? null : part.after]
      const values = [from, to].map((day) => day && `${formatMetricValue(day.value)} (${day.points})`)
      return `${part.kind} ${part.metric} ${values.join(' -> ')} ${part.change}`
    }),
  ]
}

describe('compareScores', () => {
  it('says what each figure moved the score by', () => {
    const later = { ...facts, spend: parseMicros('12000'), lateAmountDays: parseMicros('150000') }
    expect(written(compare(facts, later))).toEqual([
      '0.25',
      'moved spend 10000.00 (50) -> 12000.00 (60) 4',
      'moved gross-margin-rate 0.2 (50) -> 0.2 (50) 0',
      'moved orders 12 (50) -> 12 (50) 0',
      'moved average-days-late 15 (75) -> 30 (50) -3.75',
    ])
  })

  it('tells a figure that became known from one that moved', () => {
    expect(written(compare(unpaid, facts))).toEqual([
      // 50 points of three factors; the fourth has 75 with 15 of 100 of the weight.
      '3.75',
      'known average-days-late  -> 15 (75) 3.75',
      'moved spend 10000.00 (50) -> 10000.00 (50) 0',
      'moved gross-margin-rate 0.2 (50) -> 0.2 (50) 0',
      'moved orders 12 (50) -> 12 (50) 0',
    ])
    expect(written(compare(facts, unpaid)).at(-1)).toBe('unknown average-days-late 15 (75) ->  -3.75')
  })

  it('keeps what another policy makes of the same facts apart', () => {
    const later = { ...facts, spend: parseMicros('12000') }
    expect(written(compare(facts, later, [defaultPolicy, heavier])).slice(0, 3)).toEqual([
      '5.125',
      // 107.5 weighted points of 100, then 157.5 of 200.
      'policy -1.875',
      'moved spend 10000.00 (50) -> 12000.00 (60) 7',
    ])
  })
  it.each([
    ['before', null, facts],
    ['after', facts, null],
    ['on either day', null, null],
  ])('has no change where nothing is known %s', (_when, before, after) => {
    expect(compare(before, after)).toMatchObject({ change: null, parts: [] })
  })

  it('tells apart two days that have no known figure in common', () => {
    const bought = { ...emptyFacts('a'), lines: 1, spend: parseMicros('20000'), orders: 24 }
    const paid = { ...emptyFacts('a'), paidAmount: 1n, lateAmountDays: 60n }
    expect(written(compare(bought, paid))).toEqual([
      '-100',
      'known average-days-late  -> 60 (0) -21.428571',
      'unknown spend 20000.00 (100) ->  -28.571429',
      'unknown orders 24 (100) ->  -50',
    ])
  })

  const size = fc.bigInt({ min: 0n, max: 10n ** 11n })
  const anyFacts = fc
    .record({
      spend: size,
      cost: size,
      costed: fc.boolean(),
      lines: fc.nat(2),
      orders: fc.nat(30),
      paidAmount: size,
      late: size,
    })
    .map(({ spend, cost, costed, lines, orders, paidAmount, late }) => ({
      ...emptyFacts('a'),
      lines,
      orders,
      spend,
      spendMagnitude: spend,
      costedSpend: costed ? spend : 0n,
      costedMagnitude: costed ? spend : 0n,
      cost: costed ? cost : 0n,
      paidAmount,
      lateAmountDays: late * 30n,
    }))
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 })

  it('law: the parts sum to the change, to the last decimal', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, weights, weights, (before, after, list, later) => {
        const [earlier, newer] = [list, later].map((numbers) => ({
          ...defaultPolicy,
          factors: defaultPolicy.factors.map((factor, index) => ({ ...factor, weight: numbers[index] ?? 1 })),
        }))
        const { change, parts } = compare(before, after, [earlier ?? defaultPolicy, newer ?? defaultPolicy])
        const sum = parts.reduce((total, part) => total + numberToMicros(part.change), 0n)
        expect(sum).toBe(change === null ? 0n : numberToMicros(change))
      }),
    )
  })

  it('law: a figure that got better never takes points away', () => {
    fc.assert(
      fc.property(anyFacts, size, (before, more) => {
        const after = { ...before, spend: before.spend + more }
        const part = compare(before, after).parts.find((one) => one.kind === 'moved' && one.metric === 'spend')
        expect(part?.change ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
