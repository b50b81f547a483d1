import { describe, expect, it } from 'vitest'
import { explainGrade } from '../domain/explain.ts'
import type { ExplainedAccount, GradeExplanation } from '../domain/explain.ts'
import { explanationSentences } from '../domain/explanation-sentences.ts'
import { emptyFacts } from '../domain/facts.ts'
import type { AccountFacts } from '../domain/facts.ts'
import { gradeOf } from '../domain/grade.ts'
import { parseMicros } from '../domain/money.ts'
import { defaultPolicy } from '../domain/policy.ts'
import type { Policy } from '../domain/policy.ts'
import { scoreFactors } from '../domain/scorecard.ts'
import { writeSentence } from './write-sentence.ts'

const alone: ExplainedAccount = { key: 'C-7', name: 'Mill', root: null }
const child: ExplainedAccount = { key: 'C-7', name: 'Mill', root: { key: 'G-1', name: 'Group' } }

function invoiced(spend: string, cost: string | null): AccountFacts {
  const net = parseMicros(spend)
  const size = net < 0n ? -net : net
  const costed = cost === null ? {} : { costedSpend: net, costedMagnitude: size, cost: parseMicros(cost) }
  return { ...emptyFacts('a'), lines: 3, orders: 6, spend: net, spendMagnitude: size, ...costed }
}

function explain(change: {
  account?: ExplainedAccount
  facts: AccountFacts | null
  rootFacts?: AccountFacts | null
  policy?: Policy
  isGraded?: boolean
}): GradeExplanation {
  const { account = alone, facts, policy = defaultPolicy, isGraded = true } = change
  const rootFacts = change.rootFacts === undefined ? facts : change.rootFacts
  return explainGrade({
    account,
    facts,
    rootFacts,
    policy,
    grade: isGraded ? gradeOf(rootFacts, policy) : null,
    scorecard: scoreFactors(rootFacts, policy),
    asOf: '2026-10-31',
    watermark: 12,
    window: { from: '2025-11-01', to: '2026-10-31' },
  })
}

const noFactors: Policy = { ...defaultPolicy, factors: [] }
const bounds = 'Bounds: A at least 10000.00 EUR, B at least 5000.00 EUR, C below 5000.00 EUR.'
const policyLine = 'Policy "default" version 1, effective from the beginning; as of 2026-10-31; ledger watermark 12.'

type Sight = Parameters<typeof explanationSentences>[1]

function written(
  explanation: GradeExplanation,
  { sight, currency = 'EUR' }: { sight?: Sight; currency?: string | null } = {},
): string[] {
  return explanationSentences(explanation, sight).map((sentence) => writeSentence(sentence, currency))
}

describe('a sentence of an explanation', () => {
  it('tells grade, bounds, distance, profit, score and policy of an account by itself', () => {
    expect(written(explain({ facts: invoiced('9999.999999', '7999.999999') }))).toEqual([
      'Mill (C-7) is B: it spent 9999.999999 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
      bounds,
      '0.000001 EUR more would make it A.',
      'Gross profit 2000.00 EUR; the cost is known for 100.0 % of the spend.',
      'Score 45.588235 points of 100: 3 of 4 factors known.',
      'Spend 9999.999999 EUR gives 50 points; with weight 40 it adds 23.529412 of 47.058824.',
      'Gross margin rate 20.0 %, 2000.00 EUR of gross profit, gives 50 points; with weight 30 it adds 17.647059 of 35.294118.',
      'Orders 6 gives 25 points; with weight 15 it adds 4.411764 of 17.647059.',
      'Average days late is unknown and does not count: nothing was paid in the window on an invoice with a due date.',
      policyLine,
    ])
  })

  it.each([
    [
      'a child shows the family and its own spend',
      { account: child, facts: invoiced('100', null), rootFacts: invoiced('12000.5', null), policy: noFactors },
      [
        'Mill (C-7) is A: the family of Group (G-1) spent 12000.50 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
        'Mill (C-7) itself: 100.00 EUR.',
        bounds,
        'Gross profit unknown: the cost is known for 0.0 % of the spend, the policy asks for 95.0 %.',
        policyLine,
      ],
    ],
    [
      'net returns are flagged',
      { facts: invoiced('-20', null), policy: { ...noFactors, effectiveFrom: '2026-01-01', version: 3 } },
      [
        'Mill (C-7) is C: it spent -20.00 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
        'Flagged: net spend at or below zero with invoices gets the lowest grade.',
        bounds,
        '5020.00 EUR more would make it B.',
        'Gross profit unknown: the cost is known for 0.0 % of the spend, the policy asks for 95.0 %.',
        'Policy "default" version 3, effective from 2026-01-01; as of 2026-10-31; ledger watermark 12.',
      ],
    ],
    [
      'nothing invoiced has no grade',
      { facts: null, policy: noFactors },
      ['Mill (C-7) has no grade: nothing was invoiced to it from 2025-11-01 to 2026-10-31.', bounds, policyLine],
    ],
    [
      'an account that is never graded',
      { facts: invoiced('7', '5'), policy: noFactors, isGraded: false },
      [
        'Mill (C-7) has no grade: it is never graded, and it spent 7.00 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
        bounds,
        'Gross profit 2.00 EUR; the cost is known for 100.0 % of the spend.',
        policyLine,
      ],
    ],
  ])('%s', (_, change, sentences) => {
    expect(written(explain(change))).toEqual(sentences)
  })

  it('says one point as one says it', () => {
    const next = { id: 'next', values: { unit: 'points', missing: '1', label: 'Core' } } as const
    expect(writeSentence(next)).toBe('1 point more would make it Core.')
  })

  it('speaks in points when the policy grades by score', () => {
    const policy: Policy = {
      ...defaultPolicy,
      gradeBy: 'score',
      grades: [
        { label: 'Core', atLeast: '62.5' },
        { label: 'Drain', atLeast: null },
      ],
      factors: defaultPolicy.factors.slice(0, 1),
    }
    expect(written(explain({ facts: invoiced('10000', null), policy }), { currency: null }).slice(0, 3)).toEqual([
      'Mill (C-7) is Drain: the score is 50 points, and it spent 10000.00 net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
      'Bounds: Core at least 62.5 points, Drain below 62.5 points.',
      '12.5 points more would make it Core.',
    ])
  })

  it('argues in money and points how a grade could be lifted, and names the invoices that made most of a figure', () => {
    const policy: Policy = {
      ...defaultPolicy,
      gradeBy: 'score',
      grades: [
        { label: 'Core', atLeast: '60' },
        { label: 'Drain', atLeast: null },
      ],
    }
    const paid = { ...invoiced('10000', '8000'), paidAmount: parseMicros('5000'), lateAmountDays: parseMicros('95000') }
    const documents = [
      {
        metric: 'average-days-late' as const,
        by: 'lateness' as const,
        of: 7,
        documents: [
          {
            accountId: 'a',
            source: 'main',
            number: 'R-1',
            date: '2026-01-05',
            amount: parseMicros('1200'),
            days: 70,
            lateDays: 40,
            paidOn: '2026-03-16',
            cost: parseMicros('11.51'),
          },
        ],
      },
    ]
    expect(written({ ...explain({ facts: paid, policy }), documents }).slice(-4, -1)).toEqual([
      'Average days late 19 days gives 68.333333 points; with weight 15 it adds 10.25 of 15.',
      'Of 7 documents these weigh most: invoice R-1 of 2026-01-05 over 1200.00 EUR, waited for 70 days, 40 of them late: 11.51 EUR.',
      'To make it Core. Cheapest single change: Gross margin rate from 20.0 % to 34.6667 % (1466.67 EUR).',
    ])
    // With a cost of waiting a day has its money, and the two together ask for less than the margin alone.
    const waited = { ...paid, financing: parseMicros('15'), receivableDays: parseMicros('150000') }
    expect(written(explain({ facts: waited, policy })).at(-2)).toBe(
      'To make it Core. Cheapest single change: Gross margin rate from 20.0 % to 34.6667 % (1466.67 EUR); best pair: Gross margin rate from 20.0 % to 28.3334 % (833.34 EUR) and Average days late from 19 days to 0 days (9.50 EUR).',
    )
    const beyond: Policy = { ...policy, factors: policy.factors.slice(2) }
    const [lift] = written(explain({ facts: invoiced('10000', null), policy: beyond })).slice(-2)
    expect(lift).toBe('To make it Core. Cheapest single change: Orders from 6 to 15 (15000.00 EUR).')
  })

  const days = 'counting goods, service, discount lines from 2025-11-01 to 2026-10-31.'
  const inFamily = { account: child, facts: invoiced('100', '60'), rootFacts: invoiced('9000', '6000') }
  it.each([
    [
      'nothing to who sees no money',
      { ownSpend: false, gradedSpend: false, gradedMargin: false },
      [`Mill (C-7) is B, ${days}`, bounds, policyLine],
    ],
    [
      'its own spend to its owner, who could subtract it from that of the family',
      { ownSpend: true, gradedSpend: false, gradedMargin: false },
      [`Mill (C-7) is B, ${days}`, 'Mill (C-7) itself: 100.00 EUR.', bounds, policyLine],
    ],
    [
      'spend and distance without margin, score and points',
      { ownSpend: true, gradedSpend: true, gradedMargin: false },
      [
        'Mill (C-7) is B: the family of Group (G-1) spent 9000.00 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
        'Mill (C-7) itself: 100.00 EUR.',
        bounds,
        '1000.00 EUR more would make it A.',
        policyLine,
      ],
    ],
  ])('gives away %s', (_, sight, sentences) => {
    expect(written(explain(inFamily), { sight })).toEqual(sentences)
  })

  it('gives no score away to who sees no margins: a factor may be one', () => {
    const policy: Policy = {
      ...defaultPolicy,
      gradeBy: 'score',
      grades: [
        { label: 'Core', atLeast: '90' },
        { label: 'Drain', atLeast: null },
      ],
    }
    const sight = { ownSpend: true, gradedSpend: true, gradedMargin: false }
    const sentences = written(explain({ facts: invoiced('100', '60'), policy }), { sight })
    expect(sentences).toEqual([
      'Mill (C-7) is Drain: it spent 100.00 EUR net from 2025-11-01 to 2026-10-31, counting goods, service, discount lines.',
      'Bounds: Core at least 90 points, Drain below 90 points.',
      policyLine,
    ])
  })
})
