import { expect, it } from 'vitest'
import { getPortfolio } from '../../src/app/portfolio/get-portfolio.ts'
import { openScenarioBook } from './book.ts'

it('Of 10 000 that were bought last year 900 left, 600 shrank and 1 800 grew: 85 % are kept without growth, 103 % with it', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'accounts.csv': 'key,name\nG,Grows\nS,Shrinks\nL,Leaves\nN,New\n',
    'lines.csv':
      'invoice,line,date,account,net\n' +
      '1,1,2024-02-01,G,5000\n2,1,2025-02-01,G,6800\n3,1,2024-03-01,S,4100\n4,1,2025-03-01,S,3500\n' +
      '5,1,2024-04-01,L,900\n6,1,2025-04-01,N,7777\n7,1,2025-12-31,G,0\n',
  })
  const { retention, movements } = await getPortfolio(book.ctx, { within: 'book', period: '2025' })
  expect(retention).toEqual({
    grr: 0.85,
    nrr: 1.03,
    start: '10000.00',
    expansion: '1800.00',
    contraction: '600.00',
    lost: '900.00',
  })
  // Who is new has no part in it, and is seen beside it.
  expect(movements.find(({ movement }) => movement === 'new')).toEqual({ movement: 'new', count: 1, change: '7777.00' })
})
