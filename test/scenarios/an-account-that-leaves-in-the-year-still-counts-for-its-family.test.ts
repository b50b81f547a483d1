import { expect, it } from 'vitest'
import { comparePeriods } from '../../src/app/grade/compare-periods.ts'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const files = {
  'accounts.csv': 'key,name,valid_from,valid_to\nG,Group,,\nC,Child,,2025-10-01\nS,Single,,2025-10-01\n',
  'parents.csv': 'account,parent\nC,G\n',
  'lines.csv':
    'invoice,line,date,account,product,quantity,net\n' +
    '0,1,2024-02-01,S,Bolt,1,8000.00\n' +
    '1,1,2025-02-01,G,Bolt,1,6000.00\n2,1,2025-03-01,C,Bolt,1,6000.00\n3,1,2025-03-01,S,Bolt,1,7000.00\n',
}

it('An account that leaves in the year still counts for its family and for the book, and is graded no more', async () => {
  await using book = await openScenarioBook()
  await book.take(files)
  const graded = await gradeBook(book.ctx, { period: '2025' })
  expect(graded.accounts.map((account) => [account.key, account.graded.grade])).toEqual([['G', 'A']])
  expect(graded.left.map((account) => account.key)).toEqual(['C', 'S'])

  const { total, left, accounts } = await listAccountFacts(book.ctx, { period: '2025' })
  expect([total.spend, left?.spend]).toEqual([parseMicros('19000'), parseMicros('13000')])
  expect(accounts.map((account) => account.share)).toEqual([0.315789])

  const { moves } = await comparePeriods(book.ctx, { from: '2024', to: '2025' })
  expect(moves.reduce((sum, move) => sum + move.change, 0n)).toBe(parseMicros('11000'))
  expect(moves.find((move) => move.account.key === 'S')?.change).toBe(parseMicros('-1000'))
})

it('A policy saved under the built-in name is the next version and holds from its day on', async () => {
  await using book = await openScenarioBook()
  await book.take(files)
  const { version: _, ...document } = {
    ...defaultPolicy,
    grades: [
      { label: 'Gold', atLeast: '20000' },
      { label: 'Rest', atLeast: null },
    ],
  }
  const saved = await savePolicy(book.ctx, { document, note: null })
  expect([saved.name, saved.version]).toEqual(['default', 2])
  const { accounts } = await gradeBook(book.ctx, { period: '2025' })
  expect(accounts.map((account) => account.graded.grade)).toEqual(['Rest'])
})

it('A replace that would lose a line to a mistake in its file is refused', async () => {
  await using book = await openScenarioBook()
  await book.take(files)
  const broken = files['lines.csv'].replace('2,1,2025-03-01', '2,1,2025-02-30')
  const replace = { from: '2025-01-01', to: '2025-12-31' }
  await expect(book.take({ 'lines.csv': broken }, { replace })).rejects.toThrow(/Cannot replace: 1 line rejected/)
  const { total } = await listAccountFacts(book.ctx, { period: '2025' })
  expect(total.spend).toBe(parseMicros('19000'))
})
