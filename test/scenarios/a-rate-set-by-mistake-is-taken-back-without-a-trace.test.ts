import { expect, it } from 'vitest'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import { listProfits } from '../../src/app/profit/list-profits.ts'
import type { Input } from '../../src/contract/operations.ts'
import { openScenarioBook } from './book.ts'

type Rate = Input<'addCostRate'>['rate']

it('Whoever says by mistake what orders and returns cost, and takes it back for the same day, has the net profit back', async () => {
  await using book = await openScenarioBook('2026-01-31')
  const { ctx } = book
  await book.take({
    'costs.csv': 'product,valid_from,cost\nP,2025-01-01,10\n',
    'lines.csv': [
      'invoice,line,date,account,product,kind,quantity,net,currency',
      'I1,1,2025-01-01,A,P,goods,10,200,EUR',
      'C1,1,2025-12-31,A,P,goods,-1,-20,EUR',
      '',
    ].join('\n'),
  })
  const set = async (rate: Rate) => addCostRate(ctx, { rate, validFrom: '2025-01-01', note: null })
  const netProfit = async () => {
    const { items } = await listProfits(ctx, { within: 'book', sort: 'netProfit', limit: 1, period: '2025' })
    return items[0]?.netProfit
  }
  expect(await netProfit()).toBe('90.00')
  await set({ kind: 'pool', subject: 'office', value: { name: 'Office', cost: '56000', minutes: '70000' } })
  await set({ kind: 'activity', subject: 'order', value: { pool: 'office', minutes: '10' } })
  await set({ kind: 'returns', subject: '', value: { perReturn: '5', activity: null } })
  expect(await netProfit()).toBe('77.00')
  await set({ kind: 'activity', subject: 'order', value: null })
  expect(await netProfit()).toBe('85.00')
  await set({ kind: 'returns', subject: '', value: null })
  expect(await netProfit()).toBe('90.00')
})
