import { expect, it } from 'vitest'
import { addFinancingRate } from '../../src/app/receivable/financing-rates.ts'
import { getBookReceivables } from '../../src/app/receivable/get-book-receivables.ts'
import { getReceivables } from '../../src/app/receivable/get-receivables.ts'
import { listReceivables } from '../../src/app/receivable/list-receivables.ts'
import { reportBook } from '../../src/app/receivable/report-receivables.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { getView } from '../../src/app/account-view/get-view.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

const year = '2025'
const whole = { period: year, within: 'book', show: 'all', sort: '-overdue' } as const

const invoices =
  'number,date,due_date,account,net,tax,gross\n' +
  'R1,2025-02-01,2025-03-03,K1,30672.27,5827.73,36500\nR2,2025-03-01,2025-03-31,K1,1000,190,1190\n' +
  'R3,2025-11-01,2025-12-01,K1,500,95,595\nR4,2025-06-01,,K2,,,\nR5,2025-06-01,2025-07-01,K2,100,19,119\n'

function payments(paidOn: string): string {
  return `payment,invoice,date,amount\nP1,R1,${paidOn},36500\nP2,R2,2025-03-21,1190\nP3,R3,2025-11-30,95\nP4,R5,2025-07-01,119\n`
}

async function openTrade(): Promise<ScenarioBook> {
  const book = await openScenarioBook()
  await book.take({
    'accounts.csv': 'key,name\nK1,Pays late\nK2,Pays\n',
    'invoices.csv': invoices,
    'payments.csv': payments('2025-03-03'),
    'lines.csv': 'invoice,line,date,account,net\nR1,1,2025-02-01,K1,30672.27\nR4,1,2025-06-01,K2,50\n',
  })
  return book
}

async function accountOf({ ctx }: ScenarioBook, key: string) {
  await getView(ctx, year)
  const { items } = await listAccounts(ctx, { period: year, within: 'book', sort: 'name', limit: 200 })
  return { id: items.find((row) => row.key === key)?.id ?? '', period: year }
}

it('A payment that comes 19 days later costs 19 days more, and the list behind the cost begins with its invoice', async () => {
  await using book = await openTrade()
  const { ctx } = book
  const account = await accountOf(book, 'K1')
  // Before anybody has said what money costs, the cost is unknown and not nothing.
  expect((await getReceivables(ctx, account)).figures).toMatchObject({ financing: null, uncosted: 3, documents: 3 })
  await addFinancingRate(ctx, { validFrom: '2025-01-01', rate: '0.05', base: 'gross', note: 'the bank' })

  const before = await getReceivables(ctx, account)
  // R1 150.00: 5 a day for 30 days. R2 3.260274: 20 days. R3 4.486986: 29 days, then 31 for what is open, 30 of them late.
  expect(before.figures.financing).toEqual({ total: '157.74726', late: '2.054795' })
  expect(before.rates).toEqual([{ from: '2025-01-01', to: '2025-12-31', rate: '0.05', base: 'gross' }])
  expect(before.figures).toMatchObject({ open: '500.00', overdue: '500.00', overdueInvoices: 1 })
  expect(before.figures.partPaid).toEqual({ invoices: 1, open: '500.00' })

  await book.take({ 'payments.csv': payments('2025-03-22') })
  const after = await getReceivables(ctx, await accountOf(book, 'K1'))
  const moved = parseMicros(after.figures.financing?.total ?? '0') - parseMicros(before.figures.financing?.total ?? '0')
  expect(moved).toBe(parseMicros('95'))
  expect(parseMicros(after.figures.financing?.late ?? '0') - parseMicros(before.figures.financing?.late ?? '0')).toBe(
    moved,
  )
  expect((after.figures.daysToPay ?? 0) > (before.figures.daysToPay ?? 0)).toBe(true)

  const { items } = await listReceivables(ctx, { ...account, show: 'financing', limit: 10 })
  expect(items[0]).toMatchObject({ number: 'R1', paidOn: '2025-03-22', financing: { total: '245.00', late: '95.00' } })
  // What stands behind a figure sums to it.
  const sum = items.reduce((total, { financing }) => total + parseMicros(financing?.total ?? '0'), 0n)
  expect(sum).toBe(parseMicros(after.figures.financing?.total ?? '0'))
})

it('Accounts and what stands on none are the book to the last decimal, and what is unknown is counted, not taken for nothing', async () => {
  await using book = await openTrade()
  const { ctx } = book
  await addFinancingRate(ctx, { validFrom: '2025-01-01', rate: '0.05', base: 'net', note: null })
  await book.take({
    'invoices.csv': 'number,date,due_date,account,net,tax,gross\nR6,2025-08-01,2025-08-31,,10,1.9,11.9\n',
    'payments.csv': 'payment,invoice,date,amount\nP9,R6,2025-09-30,20\n',
  })
  const report = await reportBook(ctx, { period: year })
  expect(report.accounts.map(({ name }) => name).toSorted()).toEqual(['No account', 'Pays', 'Pays late'])
  for (const name of ['open', 'overdue'] as const) {
    const sum = report.accounts.reduce((total, { receivables }) => total + receivables.figures[name], 0n)
    expect(sum).toBe(report.book.total.figures[name])
  }
  const cost = report.accounts.reduce(
    (total, { receivables }) => total + (receivables.figures.financing?.total ?? 0n),
    0n,
  )
  expect(cost).toBe(report.book.total.figures.financing?.total)
  expect(report.book.total.sums.unknown).toEqual({ 'no-amount': 1, 'no-rate': 0, 'no-payments': 0 })
  // More was paid than asked for: it is owed back.
  expect(report.book.total.figures.byAge.credits).toBe(parseMicros('-8.1'))

  const { id } = await accountOf(book, 'K2')
  const unknown = await listReceivables(ctx, { id, period: year, show: 'unknown', limit: 10 })
  expect(unknown.items).toMatchObject([{ number: 'R4', unknown: 'no-amount', open: null }])
  const page = await getBookReceivables(ctx, { ...whole, limit: 1 })
  expect(page.items).toMatchObject([{ name: 'Pays late', figures: { open: '500.00' } }])
  const rest = await getBookReceivables(ctx, { ...whole, limit: 1, cursor: page.next ?? '' })
  expect(rest).toMatchObject({ next: null, items: [{ name: 'Pays' }] })
  expect(rest.total.open).toBe('491.90')
  // What is listed and what is not are the whole.
  expect(rest.unlisted).toEqual({ accounts: 0, open: '-8.10', overdue: '0.00' })
  const listed = [...page.items, ...rest.items].reduce((sum, { figures }) => sum + parseMicros(figures.open ?? ''), 0n)
  expect(listed + parseMicros('-8.1')).toBe(parseMicros('491.9'))
})
