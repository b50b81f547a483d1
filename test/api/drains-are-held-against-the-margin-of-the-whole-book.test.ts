import { expect, it } from 'vitest'
import { openTestApp } from './open-test-app.ts'

/** A buys in both years, B in the first alone and C in the second alone; each line costs 60. */
const files = {
  'products.csv': ['key,name,unit', 'P1,Bolt,pc'],
  'accounts.csv': ['key,name', 'A,Works A', 'B,Works B', 'C,Works C'],
  'costs.csv': ['product,valid_from,cost', 'P1,2023-01-01,60'],
  'lines.csv': [
    'invoice,line,date,account,product,quantity,net',
    'I0,1,2024-01-01,A,P1,1,100',
    'I1,1,2024-06-15,B,P1,1,80',
    'I2,1,2025-06-15,A,P1,1,100',
    'I3,1,2025-12-31,C,P1,1,120',
  ],
}

it('The margin of the book is that of all who bought, in the window before too, be they lost meanwhile', async () => {
  await using test = await openTestApp({ files, isLinked: false })
  const { rules } = await test.call('leader', 'listDrains', { query: {} })
  // (180 - 120) / 180 and (220 - 120) / 220.
  expect(rules.book.margin).toMatchObject({ before: 0.333333, now: 0.454545 })
})
