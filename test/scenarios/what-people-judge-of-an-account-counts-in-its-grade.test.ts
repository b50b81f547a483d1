import { expect, it } from 'vitest'
import { getExplanation } from '../../src/app/explanation/get-explanation.ts'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import { addJudgement } from '../../src/app/judgement/add-judgement.ts'
import { findClosedBook } from '../../src/app/period/closed-book.ts'
import { closePeriod } from '../../src/app/period/close-period.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

/** Half by spend, 100 points at 10 000; half by how the account turns to us. */
const byStanding: Policy = {
  ...defaultPolicy,
  effectiveFrom: '2020-01-01',
  gradeBy: 'score',
  level: 'account',
  grades: [
    { label: 'A', atLeast: '70' },
    { label: 'B', atLeast: '40' },
    { label: 'C', atLeast: null },
  ],
  factors: [
    { metric: 'spend', weight: 1, curve: { type: 'linear', from: ['0', 0], to: ['10000', 100] } },
    { metric: 'standing', weight: 1, curve: { type: 'linear', from: ['0', 0], to: ['1', 100] } },
  ],
}

async function openTrade(): Promise<ScenarioBook> {
  const book = await openScenarioBook()
  await book.take(
    {
      'families.csv': 'key,name\nF1,Bolts\nF2,Pumps\n',
      'lines.csv': 'invoice,line,date,account,net\n1,1,2025-03-01,Harbour,6000\n2,1,2025-03-01,Mill,6000\n',
    },
    { sourceName: 'main' },
  )
  await savePolicy(book.ctx, { document: byStanding, note: null })
  return book
}

async function gradesOf({ ctx }: ScenarioBook) {
  const { accounts } = await gradeBook(ctx, { period: '2025' })
  return Object.fromEntries(accounts.map(({ key, graded }) => [key, graded.grade]))
}

it('A standing counts once somebody has judged it, from its day on, and is unknown and not nothing until then', async () => {
  await using book = await openTrade()
  const { ctx } = book
  // 60 points for the spend alone: a standing nobody knows leaves both sums.
  expect(await gradesOf(book)).toEqual({ Harbour: 'B', Mill: 'B' })
  await closePeriod(ctx, { period: '2025', reason: null })

  const { accounts } = await gradeBook(ctx, { period: '2025' })
  const id = accounts.find(({ key }) => key === 'Harbour')?.id ?? ''
  const judge = (line: string, value: 'first' | 'last', from: string) =>
    addJudgement(ctx, { id, verdict: { aspect: 'standing', line, value }, evidence: 'Their buyer', from })
  await judge('main/F1', 'first', '2025-06-01')
  // (60 + 100) / 2: A. Nobody judged the other account.
  expect(await gradesOf(book)).toEqual({ Harbour: 'A', Mill: 'B' })
  const { factors } = await getExplanation(ctx, { id, period: '2025' })
  expect(factors?.find(({ metric }) => metric === 'standing')).toMatchObject({
    value: '1',
    points: 100,
    contribution: 50,
  })

  // The last resort in the other line: (60 + 50) / 2. What holds from next year on changes nothing of this one.
  await judge('main/F2', 'last', '2025-07-01')
  await judge('main/F1', 'last', '2026-01-01')
  expect(await gradesOf(book)).toEqual({ Harbour: 'B', Mill: 'B' })
  await judge('main/F2', 'first', '2025-07-02')
  expect(await gradesOf(book)).toEqual({ Harbour: 'A', Mill: 'B' })

  // What was closed before anybody judged stays as it was closed.
  const closed = await findClosedBook(ctx, { period: '2025' })
  expect(closed?.scorecards.map((card) => [card.accountKey, card.grade])).toContainEqual(['Harbour', 'B'])
})
