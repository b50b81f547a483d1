import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countFacts, factsOfRow, finish, moneyFacts, packFacts, sumTable } from './facts-table.ts'
import { factFamilies } from './fact-family.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { metricColumn, noGrade, tableGrader, type TableGrader } from './grade-table.ts'
import { gradeBook } from './grade.ts'
import { metrics } from './metric.ts'
import { defaultPolicy, levels, type Policy } from './policy.ts'

const money = fc.oneof(fc.bigInt({ min: -20_000_000_000n, max: 40_000_000_000n }), fc.constantFrom(0n, 5_000_000_000n))
const size = fc.bigInt({ min: 0n, max: 40_000_000_000n })
/** Facts as a ledger may have them: more days late than 64 bits of amount hold, orders without money, nothing at all. */
const anyFacts = fc.record({
  revenue: money,
  spend: money,
  costedSpend: money,
  spendMagnitude: size,
  costedMagnitude: size,
  cost: money,
  paidAmount: size,
  lateAmountDays: fc.oneof(size, fc.constant(2n ** 66n)),
  lines: fc.nat(3),
  orders: fc.nat(30),
})
const anyAccount = fc.record({
  facts: fc.option(anyFacts),
  root: fc.nat(7),
  graded: fc.boolean(),
})

const policies: readonly Policy[] = levels.flatMap((level) => [
  { ...defaultPolicy, level },
  {
    ...defaultPolicy,
    level,
    gradeBy: 'score' as const,
    grades: [
      { label: 'Gold', atLeast: '66.666666' },
      { label: 'Silver', atLeast: '33.3' },
      { label: 'Bronze', atLeast: null },
    ],
  },
  {
    ...defaultPolicy,
    level,
    minCoverage: 0,
    gradeBy: 'score' as const,
    grades: [
      { label: 'A', atLeast: '50' },
      { label: 'B', atLeast: null },
    ],
    factors: [
      {
        metric: 'average-days-late',
        weight: 1.5,
        curve: { type: 'bands' as const, bands: [{ atLeast: null, points: 50 }] },
      },
    ],
  },
])

function graderOf(policy: Policy, facts: readonly (AccountFacts | null)[], groupOf: Int32Array): TableGrader {
  const table = finish(sumTable(finish(packFacts(facts, factFamilies)), groupOf, groupOf.length))
  const columns = policy.factors.map(
    ({ metric }) => [metric, finish(metricColumn(table, metric, policy.minCoverage))] as const,
  )
  return tableGrader(policy, table, new Map(columns))
}

describe('a table of facts', () => {
  it('holds everything that any metric takes in', () => {
    const kept: readonly string[] = [...moneyFacts, ...countFacts]
    expect(metrics.flatMap(({ inputs }) => inputs).filter((input) => !kept.includes(input))).toEqual([])
  })

  it('law: a row has the facts it was packed from, amounts wider than 64 bits too', () => {
    fc.assert(
      fc.property(fc.array(fc.option(anyFacts), { maxLength: 8 }), (list) => {
        const facts = list.map((one) => one && { ...emptyFacts(''), ...one })
        const table = finish(packFacts(facts, factFamilies))
        expect(facts.map((_, row) => factsOfRow(table, row))).toEqual(facts.map((one) => one ?? emptyFacts('')))
      }),
    )
  })

  it.each(policies)('law: grades by $gradeBy of $level are those of the book (%#)', (policy) => {
    fc.assert(
      fc.property(fc.array(anyAccount, { maxLength: 8 }), (list) => {
        const accounts = list.map(({ facts, root, graded }, index) => ({
          id: `a${index}`,
          rootId: `a${root % list.length}`,
          facts: facts && { ...emptyFacts(`a${index}`), ...facts },
          graded,
        }))
        const groupOf = Int32Array.from(list, ({ root }, index) =>
          policy.level === 'account' ? index : root % list.length,
        )
        const grader = graderOf(
          policy,
          accounts.map(({ facts }) => facts),
          groupOf,
        )
        const book = gradeBook({ accounts, policy })
        for (const [index, { id, graded }] of accounts.entries()) {
          const row = groupOf[index] ?? 0
          const rank = graded ? grader.rankOf(row) : noGrade
          const expected = book.get(id)
          expect(policy.grades[rank]?.label ?? null).toBe(expected?.grade ?? null)
          const result = expected?.result
          const basis = result?.basedOn === policy.gradeBy ? result.basis : grader.valueOf(row)
          expect(grader.valueOf(row)).toBe(basis)
        }
      }),
    )
  })

  it('throws when a factor has no values', () => {
    expect(() => tableGrader({ ...defaultPolicy, gradeBy: 'score' }, finish(packFacts([], [])), new Map())).toThrow(
      'Cannot score without the values of "spend"',
    )
  })
})
