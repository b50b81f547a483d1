import { expect, it } from 'vitest'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { reportProfit } from '../../src/app/profit/report-profit.ts'
import type { Input } from '../../src/contract/operations.ts'
import { openScenarioBook } from './book.ts'

type Rate = Input<'addCostRate'>['rate']

const carrying = { capital: '0.25', storage: '0', insurance: '0', obsolescence: '0', damage: '0' }
const rates: readonly Rate[] = [
  { kind: 'carrying', subject: '', value: carrying },
  { kind: 'pool', subject: 'office', value: { name: 'Office', cost: '56000', minutes: '70000' } },
  { kind: 'activity', subject: 'call', value: { pool: 'office', minutes: '10' } },
]

it('A book that counts stock and calls since last year says of the years before that nobody measured them, not that they cost nothing', async () => {
  await using book = await openScenarioBook('2026-01-31')
  const { ctx } = book
  await book.take({
    'products.csv': 'key,name\nP,Pump\n',
    'costs.csv': 'product,valid_from,cost\nP,2022-01-01,10\n',
    'lines.csv': [
      'invoice,line,date,account,product,kind,quantity,net,currency',
      ...['2022-12-31', '2023-06-01', '2025-06-01', '2025-12-31'].map((day) => `I${day},1,${day},A,P,goods,10,200,EUR`),
      '',
    ].join('\n'),
    'stock.csv': 'date,product,account,quantity\n2024-12-31,P,A,100\n',
    'events.csv': 'number,account,activity,date\nE1,A,call,2025-03-01\n',
    'freight.csv': 'number,account,date,amount\nF1,A,2025-03-01,7\n',
  })
  for (const rate of rates) await addCostRate(ctx, { rate, validFrom: '2022-01-01', note: null })
  const { profit } = await reportProfit(ctx, { account: 'A', period: '2025' })
  const statesOf = (statement: typeof profit.profit) =>
    Object.fromEntries(
      (statement?.components ?? []).map(({ component, state, amount }) => [component, [state, amount]]),
    )
  expect(statesOf(profit.profit)).toMatchObject({
    service: ['known', '8.00'],
    carrying: ['known', '250.00'],
    freight: ['known', '7.00'],
  })
  expect(profit.before).toMatchObject({ from: '2023-01-01', profit: { netProfit: '100.00' } })
  expect(statesOf(profit.before?.profit)).toMatchObject({
    service: ['not-measured', null],
    carrying: ['not-measured', null],
    freight: ['not-measured', null],
  })
})
