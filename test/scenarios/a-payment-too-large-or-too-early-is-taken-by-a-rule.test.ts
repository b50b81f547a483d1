import { expect, it } from 'vitest'
import { getView } from '../../src/app/account-view/get-view.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { totalsOfKinds } from '../../src/app/control/kind-totals.ts'
import { getReceivables } from '../../src/app/receivable/get-receivables.ts'
import { listReceivables } from '../../src/app/receivable/list-receivables.ts'
import { openScenarioBook } from './book.ts'

const period = '2025'

it('Money in excess is owed back, money before its invoice was waited for no day, and money for no invoice is counted', async () => {
  await using book = await openScenarioBook()
  const { ctx } = book
  const { rejected } = await book.take({
    'accounts.csv': 'key,name\nK1,Pays oddly\n',
    'invoices.csv':
      'number,date,due_date,account,gross\nR1,2025-02-01,2025-03-03,K1,100\nR2,2025-06-10,2025-07-10,K1,200\nR3,2025-07-01,2025-07-31,K1,300\n',
    'lines.csv': 'invoice,line,date,account,net\nR1,1,2025-02-01,K1,84\n',
    'payments.csv': 'payment,invoice,date,amount\nP1,R1,2025-02-11,120\nP2,R2,2025-06-01,200\nP3,R9,2025-03-01,50\n',
    'disputes.csv':
      'invoice,opened,closed,amount,reason\nR3,2025-07-10,,100,short delivery\nR3,2025-07-20,2025-08-01,,settled since\nR1,2025-02-05,,,paid all the same\n',
  })
  expect(rejected).toBe(0)
  await getView(ctx, period)
  const { items } = await listAccounts(ctx, { period, within: 'book', sort: 'name', limit: 10 })
  const account = { id: items.find(({ key }) => key === 'K1')?.id ?? '', period }
  const { figures } = await getReceivables(ctx, account)
  expect(figures).toMatchObject({ open: '280.00', overdue: '300.00', overdueInvoices: 1, documents: 3 })
  expect(figures.byAge.filter(({ amount }) => amount !== '0.00')).toEqual([
    { age: 'over-90', amount: '300.00' },
    { age: 'credits', amount: '-20.00' },
  ])
  // 120 in 10 days and 200 in none.
  expect(figures.daysToPay).toBe(3.75)
  // What was settled or paid is in dispute no longer; the rest stays open and overdue.
  expect(figures.disputed).toEqual({ invoices: 1, open: '100.00', overdue: '100.00' })
  const { items: disputed } = await listReceivables(ctx, { ...account, show: 'disputed', limit: 10 })
  expect(disputed).toMatchObject([{ number: 'R3', isDisputed: true, open: '300.00', disputed: '100.00' }])

  const totals = await totalsOfKinds(ctx, { source: null, month: null, currency: null })
  expect(totals.filter(({ unmatched }) => unmatched === 1)).toMatchObject([
    { kind: 'payments', month: '2025-03', rows: 1 },
  ])
})
