import { describe, expect, it } from 'vitest'
import { explainGrade, type GradeExplanation } from './explain.ts'
import { explanationSentences } from './explanation-sentences.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeOf } from './grade.ts'
import { parseMicros } from './money.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import { scoreFactors } from './scorecard.ts'

const account = { key: 'C-7', name: 'Mill' }
const family = { key: 'G-1', name: 'Group' }

function invoiced(spend: string, cost: string): AccountFacts {
  const net = parseMicros(spend)
  const known = { costedSpend: net, costedMagnitude: net, cost: parseMicros(cost) }
  return { ...emptyFacts('a'), lines: 3, orders: 6, spend: net, spendMagnitude: net, ...known }
}

function explain(policy: Policy = defaultPolicy): GradeExplanation {
  const rootFacts = invoiced('9999.999999', '7999.999999')
  return explainGrade({
    account: { ...account, root: family },
    facts: invoiced('100', '60'),
    rootFacts,
    policy,
    grade: gradeOf(rootFacts, policy),
    scorecard: scoreFactors(rootFacts, policy),
    asOf: '2026-10-31',
    watermark: 12,
    window: { from: '2025-11-01', to: '2026-10-31' },
  })
}

const byScore: Policy = {
  ...defaultPolicy,
  gradeBy: 'score',
  grades: [
    { label: 'Core', atLeast: '90' },
    { label: 'Drain', atLeast: null },
  ],
}
const noMoney = { ownSpend: false, gradedSpend: false, gradedMargin: false }
const counted = { account, from: '2025-11-01', to: '2026-10-31', kinds: ['goods', 'service', 'discount'] }
const bounds = {
  id: 'bounds',
  values: {
    unit: 'money',
    bounds: [
      { label: 'A', atLeast: '10000.00', below: null },
      { label: 'B', atLeast: '5000.00', below: null },
      { label: 'C', atLeast: null, below: '5000.00' },
    ],
  },
}
const policyLine = {
  id: 'policy',
  values: { name: 'default', version: 1, effectiveFrom: null, asOf: '2026-10-31', watermark: 12 },
}

describe('explanationSentences', () => {
  it('are data with every decimal, in the order in which they argue', () => {
    expect(explanationSentences(explain())).toEqual([
      { id: 'graded-by-spend', values: { ...counted, family, grade: 'B', spend: '9999.999999' } },
      { id: 'own-spend', values: { account, spend: '100.00' } },
      bounds,
      { id: 'next', values: { unit: 'money', missing: '0.000001', label: 'A' } },
      { id: 'gross-profit', values: { grossProfit: '2000.00', coverage: '1' } },
      { id: 'score', values: { score: '45.588235', known: 3, total: 4 } },
      {
        id: 'factor',
        values: {
          metric: 'spend',
          unit: 'money',
          value: '9999.999999',
          points: '50',
          weight: 40,
          contribution: '23.529412',
          atMost: '47.058824',
          behind: null,
          beside: null,
        },
      },
      {
        id: 'factor',
        values: {
          metric: 'gross-margin-rate',
          unit: 'rate',
          value: '0.2',
          points: '50',
          weight: 30,
          contribution: '17.647059',
          atMost: '35.294118',
          behind: { what: 'gross-profit', money: '2000.00' },
          beside: null,
        },
      },
      {
        id: 'factor',
        values: {
          metric: 'orders',
          unit: 'count',
          value: '6',
          points: '25',
          weight: 15,
          contribution: '4.411764',
          atMost: '17.647059',
          behind: null,
          beside: null,
        },
      },
      { id: 'factor-unknown', values: { metric: 'average-days-late' } },
      policyLine,
    ])
  })

  it('have no figure out of sight in any value', () => {
    expect(explanationSentences(explain(), noMoney)).toEqual([
      { id: 'graded', values: { ...counted, grade: 'B' } },
      bounds,
      policyLine,
    ])
    const idsBySight = (['ownSpend', 'gradedSpend', 'gradedMargin'] as const).map((seen) =>
      explanationSentences(explain(byScore), { ...noMoney, [seen]: true }).map(({ id }) => id),
    )
    expect(idsBySight.slice(0, 2)).toEqual([
      ['graded', 'own-spend', 'bounds', 'policy'],
      ['graded-by-spend', 'bounds', 'policy'],
    ])
  })

  it('tell the score that made a grade only to who sees margins: a factor may be one', () => {
    const ids = (gradedMargin: boolean) =>
      explanationSentences(explain(byScore), { ownSpend: true, gradedSpend: true, gradedMargin }).map(({ id }) => id)
    expect(ids(true)).toEqual(expect.arrayContaining(['graded-by-score', 'next', 'score']))
    expect(ids(true)).toContain('lift')
    expect(ids(false)).toEqual(['graded-by-spend', 'own-spend', 'bounds', 'policy'])
  })
})
