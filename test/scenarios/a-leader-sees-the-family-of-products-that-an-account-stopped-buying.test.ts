import { expect, it } from 'vitest'
import { listFamilies } from '../../src/app/card/list-families.ts'
import { listLines } from '../../src/app/card/list-lines.ts'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import { openScenarioBook } from './book.ts'

it('A leader sees an account that grew and stopped buying a family of products, and the lines it bought of it before', async () => {
  await using book = await openScenarioBook()
  await book.take(
    {
      'families.csv': 'key,name\nFIX,Fixings\nWAT,Water\n',
      'products.csv': 'key,name,family\nBOLT,Bolt,FIX\nPUMP,Pump,WAT\n',
      'reps.csv': 'key,name\nIDA,Ida\n',
      'accounts.csv': 'key,name\nK,Key account\nS,Steady\n',
      'owners.csv': 'account,rep\nK,IDA\n',
      'lines.csv':
        'invoice,line,date,account,product,quantity,net\n' +
        '1,1,2024-02-01,K,PUMP,2,12000\n2,1,2024-03-01,K,BOLT,9,30000\n3,1,2025-03-01,K,BOLT,12,45000\n' +
        '4,1,2024-03-01,S,BOLT,1,20000\n5,1,2025-12-31,S,BOLT,1,20000\n',
    },
    { sourceName: 'main' },
  )
  const { attention } = await getPortfolio(book.ctx, { within: 'book', period: '2025' })
  expect(attention).toMatchObject([
    {
      account: { key: 'K' },
      owner: { name: 'Ida' },
      reason: 'family-lost',
      family: { key: 'main/WAT', name: 'Water' },
      familyChange: '-12000.00',
      change: '3000.00',
    },
  ])
  const id = attention[0]?.account.id ?? ''
  const { items } = await listFamilies(book.ctx, { id, period: '2025' })
  expect(items.map(({ family, spend, spendBefore }) => [family?.name, spend, spendBefore])).toEqual([
    ['Fixings', '45000.00', '30000.00'],
    ['Water', '0.00', '12000.00'],
  ])
  const before = await listLines(book.ctx, {
    id,
    period: '2024',
    family: ['main/WAT'],
    ofFamily: 'no',
    window: 'shown',
    limit: 60,
  })
  expect(before.items).toMatchObject([{ invoice: '1', product: { name: 'Pump' }, quantity: '2', baseNet: '12000.00' }])
})
