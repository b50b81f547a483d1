import { expect, it } from 'vitest'
import { getView } from '../../src/app/account-view/get-view.ts'
import { listAccounts } from '../../src/app/account-view/list-accounts.ts'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { getAccountCommitments } from '../../src/app/inventory/get-account-commitments.ts'
import { getAccountStock } from '../../src/app/inventory/get-account-stock.ts'
import { getBookStock } from '../../src/app/inventory/get-book-stock.ts'
import { listAccountCommitments } from '../../src/app/inventory/list-account-commitments.ts'
import { listAccountStock } from '../../src/app/inventory/list-account-stock.ts'
import { getReconciliation } from '../../src/app/profit/get-reconciliation.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

const period = '2025'

const deliveries = (rest: string): string =>
  `delivery,line,commitment,date,quantity\nD1,1,C1,2025-06-30,40\n${rest === '' ? '' : `D2,1,C1,${rest},60\n`}`

async function openTrade(): Promise<ScenarioBook> {
  const book = await openScenarioBook()
  await book.take({
    'accounts.csv': 'key,name\nK1,Promises\nK2,Buys\n',
    'costs.csv': 'product,valid_from,cost\nbolt,2024-01-01,10\n',
    // 400 bolts for whoever buys, 50 pumps kept for K1, and washers nobody knows the cost of.
    'stock.csv':
      'date,product,account,quantity,unit_cost\n2024-12-31,bolt,,400,\n2024-12-31,pump,K1,50,20\n2024-12-31,washer,,5,\n',
    'commitments.csv': 'number,type,account,product,due,quantity\nC1,call_off,K1,bolt,2025-06-30,100\n',
    'deliveries.csv': deliveries(''),
    'lines.csv':
      'invoice,line,date,account,product,quantity,net\nI1,1,2025-03-01,K1,bolt,365,7300\nI2,1,2025-04-01,K2,bolt,730,14600\n',
  })
  return book
}

async function accountOf({ ctx }: ScenarioBook, key: string) {
  await getView(ctx, period)
  const { items } = await listAccounts(ctx, { period, within: 'book', sort: 'name', limit: 200 })
  return { id: items.find((row) => row.key === key)?.id ?? '', period }
}

it('What an account promised and left with us binds money until it takes it, and the promise is named', async () => {
  await using book = await openTrade()
  const { ctx } = book
  const account = await accountOf(book, 'K1')
  // Before anybody has said what keeping stock costs, the cost is unknown and not nothing.
  const unrated = await getAccountStock(ctx, account)
  expect(unrated).toMatchObject({ carrying: null, knownCarrying: null, unrated: 3 })
  expect([...new Set(unrated.byPart?.map(({ amount }) => amount))]).toEqual([null])
  expect(unrated.byRule.map(({ carrying }) => carrying)).toEqual([null, null, null])
  const behind = await listAccountStock(ctx, { ...account, limit: 10 })
  expect(behind.items.map(({ carrying }) => carrying)).toEqual([null, null, null])
  const { total: unratedBook } = await getBookStock(ctx, {
    period,
    within: 'book',
    show: 'all',
    sort: '-carrying',
    limit: 10,
  })
  expect(unratedBook).toMatchObject({ knownCarrying: null, notAttributed: { carrying: null } })
  // What has no cost is named.
  const washer = { products: [{ source: 'main', key: 'washer' }], more: 0 }
  expect(unratedBook.withoutCost).toEqual(washer)
  expect(await getReconciliation(ctx, { period })).toMatchObject({ withoutCost: washer })
  const value = { capital: '0.1', storage: '0.06', insurance: '0.02', obsolescence: '0.05', damage: '0.02' }
  await addCostRate(ctx, { rate: { kind: 'carrying', subject: '', value }, validFrom: '2025-01-01', note: null })

  // 60 bolts for the 184 nights after 30 June; 30 days of the 3 650 of bolts it bought; 50 pumps all year: at 25 % a year.
  const before = await getAccountStock(ctx, account)
  expect(before.byRule).toEqual([
    { rule: 'dedicated', stock: '1000.00', carrying: '250.00' },
    { rule: 'untaken', stock: '302.465753', carrying: '75.616438' },
    { rule: 'shared', stock: '299.999999', carrying: '74.999999' },
  ])
  expect(before).toMatchObject({ stock: '1602.465752', carrying: '400.616437', counted: { first: '2024-12-31' } })
  expect(before.byPart?.map(({ amount }) => Number(amount)).reduce((sum, part) => sum + part, 0)).toBeCloseTo(
    400.616437,
  )
  // Cost 3 650 and gross profit 3 650 on the stock that stands with it.
  expect(before.turns).toEqual({ turns: 2.27774, gmroi: 2.27774, turnEarn: 113.886989 })
  expect((await listAccountStock(ctx, { ...account, limit: 10 })).items).toMatchObject([
    { product: { name: 'pump' }, rule: 'dedicated', stock: '1000.00' },
    { product: { name: 'bolt' }, rule: 'untaken', stock: '302.465753' },
    { product: { name: 'bolt' }, rule: 'shared', sold: '3650.00', coverDays: '30', coveredDays: '30' },
  ])

  // With the 600 of K2 the rest is nobody's, and washers without a cost leave the whole unknown.
  const { total: whole } = await getBookStock(ctx, {
    period,
    within: 'book',
    show: 'all',
    sort: '-carrying',
    limit: 10,
  })
  expect(whole).toMatchObject({ stock: null, knownStock: '5000.00', knownCarrying: '1250.00', uncosted: 1 })
  expect(whole.notAttributed).toEqual({ stock: '2797.534249', carrying: '699.383564' })

  expect(await getAccountCommitments(ctx, account)).toMatchObject({
    promises: 1,
    takenRate: 0.4,
    daysLate: 0,
    open: { promises: 1, untaken: '600.00', daysLate: 184 },
  })

  await book.take({ 'deliveries.csv': deliveries('2025-07-10') })
  const after = await getAccountStock(ctx, await accountOf(book, 'K1'))
  expect(after.byRule[1]).toEqual({ rule: 'untaken', stock: '16.438356', carrying: '4.109589' })
  expect(await getAccountCommitments(ctx, account)).toMatchObject({
    takenRate: 0.4,
    daysLate: 6,
    open: { promises: 0 },
  })
  const { items } = await listAccountCommitments(ctx, { ...account, show: 'late', limit: 10 })
  expect(items).toMatchObject([{ number: 'C1', lateDays: 10, takenOn: '2025-07-10', isTaken: true, untaken: '0.00' }])
})
