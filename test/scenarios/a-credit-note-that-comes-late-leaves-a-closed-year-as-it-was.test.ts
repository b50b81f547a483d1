import { expect, it } from 'vitest'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import { findClosedBook } from '../../src/app/period/closed-book.ts'
import { closePeriod } from '../../src/app/period/close-period.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const header = 'invoice,line,date,account,product,quantity,net\n'

it('A credit note that comes late leaves a closed year as it was, and is shown beside it', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'lines.csv': `${header}1,1,2025-03-01,Harbour,Bolt,10,10000.00\n2,1,2025-04-01,Mill,Bolt,4,4000.00\n`,
  })
  await closePeriod(book.ctx, { period: '2025', reason: null })

  await book.take({ 'lines.csv': `${header}9,1,2025-12-30,Harbour,Bolt,-2,-2000.00\n` })

  const closed = await findClosedBook(book.ctx, { period: '2025' })
  expect(closed?.scorecards.map((card) => [card.accountKey, card.grade])).toContainEqual(['Harbour', 'A'])
  expect(closed?.since).toEqual({ invoices: 1, change: parseMicros('-2000') })
  const now = await gradeBook(book.ctx, { period: '2025' })
  expect(now.accounts.find((account) => account.key === 'Harbour')?.graded.grade).toBe('B')

  await expect(closePeriod(book.ctx, { period: '2025', reason: null })).rejects.toThrow(/again without a reason/)
  const second = await closePeriod(book.ctx, { period: '2025', reason: 'credit note 9 was booked late' })
  expect(second.revision).toBe(2)
  const closedAgain = await findClosedBook(book.ctx, { period: '2025' })
  expect(closedAgain?.scorecards.map((card) => [card.accountKey, card.grade])).toContainEqual(['Harbour', 'B'])
  expect(closedAgain?.since.invoices).toBe(0)
})
