import { expect, it } from 'vitest'
import { explainAccount } from '../../src/app/explanation/explain-account.ts'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import { explanationSentences } from '../../src/domain/explanation-sentences.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

it('A child shows the grade of its family and its own spend, and the explanation lists the lines of both', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'accounts.csv': 'key,name\nG,Group\nC,Child\nS,Single\n',
    'parents.csv': 'account,parent\nC,G\n',
    'lines.csv':
      'invoice,line,date,account,product,quantity,net\n' +
      '1,1,2025-02-01,G,Bolt,1,6000.00\n2,1,2025-03-01,C,Bolt,1,4000.00\n3,1,2025-03-01,S,Bolt,1,4999.99\n',
  })
  const graded = await gradeBook(book.ctx, { period: '2025' })
  const shown = graded.accounts.map(({ key, graded: { grade, ownSpend } }) => [key, grade, ownSpend])
  expect(shown).toEqual([
    ['C', 'A', parseMicros('4000')],
    ['G', 'A', parseMicros('6000')],
    ['S', 'C', parseMicros('4999.99')],
  ])
  const { explanation, lines } = await explainAccount(book.ctx, { account: 'Child', period: '2025' })
  expect(explanationSentences(explanation).slice(0, 2)).toMatchObject([
    { id: 'graded-by-spend', values: { account: { name: 'Child' }, family: { name: 'Group' }, spend: '10000.00' } },
    { id: 'own-spend', values: { account: { name: 'Child' }, spend: '4000.00' } },
  ])
  const found = []
  for await (const page of lines) found.push(...page.map((line) => line.invoice))
  expect(found).toEqual(['1', '2'])
})
