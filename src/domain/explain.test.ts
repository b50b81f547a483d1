import { describe, expect, it } from 'vitest'
import { explainGrade, type ExplainedAccount, type GradeExplanation } from './explain.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeOf } from './grade.ts'
import { parseMicros } from './money.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import { scoreFactors } from './scorecard.ts'

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

describe('explainGrade', () => {
  it('carries what made the grade', () => {
    const explanation = explain({ facts: invoiced('9999.999999', '8000') })
    expect(explanation).toMatchObject({
      grade: { label: 'B', flagged: false },
      bounds: [{ label: 'A' }, { label: 'B' }, { label: 'C', atLeast: null }],
      next: { label: 'A', missing: 1n },
      ownSpend: 9_999_999_999n,
      gradedSpend: 9_999_999_999n,
      grossProfit: 1_999_999_999n,
      coverage: 1,
      orders: 6,
      unknown: [{ metric: 'average-days-late', label: 'Average days late' }],
      policy: { name: 'default', version: 1 },
      watermark: 12,
    })
  })

  it('goes by the account alone when the policy grades accounts', () => {
    const policy: Policy = { ...defaultPolicy, level: 'account' }
    const explanation = explain({ account: child, facts: null, rootFacts: invoiced('50000', null), policy })
    expect([explanation.gradedSpend, explanation.ownSpend, explanation.orders]).toEqual([null, null, null])
  })

  it('shows no distance in points for a grade that net returns made', () => {
    const policy: Policy = {
      ...defaultPolicy,
      gradeBy: 'score',
      grades: [
        { label: 'A', atLeast: '50' },
        { label: 'C', atLeast: null },
      ],
    }
    expect(explain({ facts: invoiced('-5', null), policy }).next).toBeNull()
  })
})
