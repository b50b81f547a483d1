import { expect, it } from 'vitest'
import { reportProfit } from '../../src/app/profit/report-profit.ts'
import { openScenarioBook } from './book.ts'

it('Of an account with an invoice that tells no amount nobody knows what it ties up; of another one it is known', async () => {
  await using book = await openScenarioBook('2026-01-31')
  const { ctx } = book
  await book.take({
    'lines.csv': [
      'invoice,line,date,account,product,kind,quantity,net,currency',
      ...['A', 'B']
        .flatMap((account) => ['2025-01-01', '2025-12-31'].map((day) => [account, day] as const))
        .map(([account, day]) => `${account}${day},1,${day},${account},P,goods,1,100,EUR`),
      '',
    ].join('\n'),
    // A header without gross and tax does not say what is to be paid.
    'invoices.csv': [
      'number,date,account,net,tax,gross,currency',
      'A2025-01-01,2025-01-01,A,100,0,100,EUR',
      'A2025-12-31,2025-12-31,A,100,,,EUR',
      'B2025-01-01,2025-01-01,B,100,0,100,EUR',
      '',
    ].join('\n'),
    'payments.csv': 'payment,invoice,date,amount\nY1,B2025-01-01,2025-01-31,50\n',
  })
  const tiedUpIn = async (account: string) => (await reportProfit(ctx, { account, period: '2025' })).profit.capital
  expect(await tiedUpIn('A')).toEqual({ receivables: null, stock: null, total: null, returnOnAccount: null })
  // 100 for 30 nights and 50 for 334.
  expect((await tiedUpIn('B'))?.receivables).toBe('53.972603')
})
