import { expect, it } from 'vitest'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const lines =
  'invoice,line,date,account,currency,product,quantity,net\n' +
  '1,1,2026-03-09,H,EUR,Bolt,1,100.00\n2,1,2026-03-09,H,GBP,Bolt,1,80.00\n3,1,2026-03-20,H,GBP,Bolt,1,80.00\n'

it('A rate that is missing rejects its lines and nothing else; with the rate they come in at the rate of their day', async () => {
  await using book = await openScenarioBook()
  const first = await book.take({ 'rates.csv': 'currency,date,rate\nGBP,2026-03-06,0.8\n', 'lines.csv': lines })
  expect(first.problems.map((problem) => [problem.line, problem.value])).toEqual([[4, 'GBP']])
  expect(first.problems[0]?.message).toContain('2026-03-20')
  const before = await listAccountFacts(book.ctx, { period: 'all' })
  expect(before.total.spend).toBe(parseMicros('200'))

  await book.take({ 'rates.csv': 'currency,date,rate\nGBP,2026-03-19,0.5\n' })
  const second = await book.take({ 'lines.csv': lines })
  expect(second.kinds.find((kind) => kind.kind === 'lines')).toMatchObject({ new: 1, unchanged: 2, rejected: 0 })
  const after = await listAccountFacts(book.ctx, { period: 'all' })
  expect(after.total.spend).toBe(parseMicros('360'))
})
