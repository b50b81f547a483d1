import { expect, it } from 'vitest'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { getReconciliation } from '../../src/app/profit/get-reconciliation.ts'
import { getView } from '../../src/app/account-view/get-view.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

type Rate = Parameters<typeof addCostRate>[1]['rate']

async function openTrade(): Promise<ScenarioBook> {
  const book = await openScenarioBook()
  await book.take({
    'accounts.csv': 'key,name\nK1,Orders\nK2,Asks\n',
    'products.csv': 'key,name\nP,Pump\n',
    'costs.csv': 'product,valid_from,cost\nP,2023-01-01,60\n',
    'lines.csv':
      'invoice,line,date,account,product,quantity,net,currency\n' +
      ['2024', '2025'].map((year) => `I${year},1,${year}-05-05,K1,P,10,1000,EUR\n`).join(''),
    'events.csv':
      'number,account,activity,date,quantity\n' +
      ['2024', '2025']
        .flatMap((year) => [`O${year},K1,order,${year}-03-01,100`, `Q${year},K2,inquiry,${year}-04-01,10`])
        .map((row) => `${row}\n`)
        .join(''),
  })
  return book
}

async function set({ ctx }: ScenarioBook, validFrom: string, rate: Rate): Promise<void> {
  await addCostRate(ctx, { rate, validFrom, note: null })
}

const office = (cost: string): Rate => ({
  kind: 'pool',
  subject: 'office',
  value: { name: 'Office', cost, minutes: '36500' },
})
const activity = (subject: string, minutes: string): Rate => ({
  kind: 'activity',
  subject,
  value: { pool: 'office', minutes },
})

async function serviceOf({ ctx }: ScenarioBook, period: string) {
  await getView(ctx, period)
  const { lines = [], capacity = [], missing = [] } = await getReconciliation(ctx, { period })
  return { amounts: lines.find(({ line }) => line === 'service')?.amounts ?? null, capacity, missing }
}

it('A rate of this year leaves the figures of last year as they were, and what nobody used stands by itself', async () => {
  await using book = await openTrade()
  await set(book, '2024-01-01', office('36500'))
  await set(book, '2024-01-01', activity('order', '8'))
  await set(book, '2024-01-01', activity('inquiry', '44'))
  const before = await serviceOf(book, '2024')
  // 100 x 8 + 10 x 44 minutes at 1.00; 2024 has 366 days of a year of 365.
  expect(before.amounts).toMatchObject({
    accounts: '1240.00',
    unused: '35360.00',
    book: '36600.00',
    difference: '0.00',
  })

  // The house gets dearer, and orders faster: from the first of January on.
  await set(book, '2025-01-01', office('73000'))
  await set(book, '2025-01-01', activity('order', '4'))
  const { amounts, capacity } = await serviceOf(book, '2025')
  expect(amounts).toMatchObject({ accounts: '1680.00', unused: '71320.00', book: '73000.00', difference: '0.00' })
  expect(capacity).toMatchObject([{ pool: 'office', usedMinutes: '840', usedCost: '1680.00' }])
  expect((await serviceOf(book, '2024')).amounts).toEqual(before.amounts)
})

it('An activity whose time nobody has said makes the cost to serve unknown, and the day and the activity are named', async () => {
  await using book = await openTrade()
  await set(book, '2024-01-01', office('36500'))
  await set(book, '2024-01-01', activity('order', '8'))
  const { amounts, missing } = await serviceOf(book, '2025')
  expect(amounts).toBeNull()
  expect(missing).toMatchObject([{ component: 'service', of: 'inquiry' }])
})
