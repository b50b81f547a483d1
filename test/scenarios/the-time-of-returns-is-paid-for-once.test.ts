import { expect, it } from 'vitest'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { getReconciliation } from '../../src/app/profit/get-reconciliation.ts'
import type { Input } from '../../src/contract/operations.ts'
import { openScenarioBook } from './book.ts'

type Rate = Input<'addCostRate'>['rate']

const rates: readonly Rate[] = [
  { kind: 'pool', subject: 'office', value: { name: 'Office', cost: '56000', minutes: '70000' } },
  { kind: 'activity', subject: 'call', value: { pool: 'office', minutes: '10' } },
  { kind: 'activity', subject: 'take_back', value: { pool: 'office', minutes: '30' } },
  { kind: 'returns', subject: '', value: { perReturn: null, activity: 'take_back' } },
]

it('Of what the office costs the book bears the calls, the returns and what nobody used, and no minute of it twice', async () => {
  await using book = await openScenarioBook('2026-01-31')
  const { ctx } = book
  await book.take({
    'products.csv': 'key,name\nP,Pump\n',
    'costs.csv': 'product,valid_from,cost\nP,2025-01-01,10\n',
    'lines.csv': [
      'invoice,line,date,account,product,kind,quantity,net,currency',
      'I1,1,2025-01-01,A,P,goods,10,200,EUR',
      'C1,1,2025-07-01,A,P,goods,-1,-20,EUR',
      'I2,1,2025-12-31,A,P,goods,10,200,EUR',
      '',
    ].join('\n'),
    'events.csv': 'number,account,activity,date\nE1,A,call,2025-03-01\n',
  })
  for (const rate of rates) await addCostRate(ctx, { rate, validFrom: '2025-01-01', note: null })
  const { lines = [], capacity } = await getReconciliation(ctx, { period: '2025' })
  const amounts = Object.fromEntries(lines.map((line) => [line.line, line.amounts]))
  // 30 minutes of .80 for the goods that came back, 10 for the call.
  expect(capacity).toMatchObject([{ usedMinutes: '40', usedCost: '32.00', unusedCost: '55968.00' }])
  expect(amounts['service']).toMatchObject({ accounts: '8.00', unused: '55968.00', book: '55976.00' })
  expect(amounts['returns']).toMatchObject({ accounts: '24.00', book: '24.00' })
  // A gross profit of 190 less the 56 000 that the office costs.
  expect(amounts['net-profit']).toMatchObject({ book: '-55810.00', difference: '0.00' })
})
