import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listAccountFacts } from '../../src/app/grade/list-account-facts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

it('Lines left out are corrected and come in without their invoices', async () => {
  await using book = await openScenarioBook()
  const first = await book.take({
    'rates.csv': 'currency,date,rate\nGBP,2026-01-01,0\nUSD,2026-01-02,1.1\n',
    'invoices.csv': 'number,date,account,net\nA1,2026-01-05,K1,50\n',
    'lines.csv': 'invoice,line,product,quantity,net\nA1,1,P,1,20\nA1,2,P,1,x30\nA2,1,P,1,5\n',
  })
  expect(first.problems.map(({ file, line, column, value }) => [file, line, column, value])).toEqual([
    ['rates.csv', 2, 'rate', '0'],
    ['lines.csv', 3, 'net', 'x30'],
    ['lines.csv', 4, 'invoice', 'A2'],
  ])
  const left = readFileSync(join(first.rejectedFolder ?? '', 'lines.csv'), 'utf8')
  const corrected = left.replace('x30', '30').replace('A2,1,P,1,5,,,,', 'A2,1,P,1,5,,2026-01-06,K1,')

  const second = await book.take({ 'lines.csv': corrected })

  expect(second.kinds).toMatchObject([{ kind: 'lines', new: 2, rejected: 0 }])
  const { accounts } = await listAccountFacts(book.ctx, { period: 'all' })
  expect(accounts.map((account) => [account.key, account.all.spend])).toEqual([['K1', parseMicros('55')]])
})
