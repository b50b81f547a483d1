import { expect, it } from 'vitest'
import { getMovement } from '../../src/app/movement/get-movement.ts'
import { getRetention } from '../../src/app/movement/get-retention.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const ends = { from: '2024', to: '2025', closed: 'yes', within: 'book' } as const

it('An account that paid a tenth more for fewer bolts is kept whole as invoiced, and not without the higher price', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'products.csv': 'key,name,unit\nB,Bolt,pc\n',
    'lines.csv':
      'invoice,line,date,account,product,quantity,net\n' +
      // 100 at 10.00 and 95 at 11.00: 45 more, of which 95 by price and -50 by volume.
      '1,1,2024-02-01,RAISED,B,100,1000\n2,1,2025-02-01,RAISED,B,95,1045\n' +
      // The same price, 20 pieces more.
      '3,1,2024-03-01,GREW,B,50,500\n4,1,2025-03-01,GREW,B,70,700\n' +
      '5,1,2024-04-01,LEFT,B,30,300\n',
  })
  const { money, price, accountRetention, currencyEffect } = await getRetention(book.ctx, { ...ends, rate: 'invoiced' })
  expect(accountRetention).toBe(0.666667)
  expect(money).toMatchObject({ start: '1800.00', expansion: '245.00', contraction: '0.00', lost: '300.00' })
  expect(price).toEqual({
    effect: '95.00',
    without: {
      start: '1800.00',
      expansion: '200.00',
      contraction: '50.00',
      lost: '300.00',
      end: '1650.00',
      grr: 0.805556,
      nrr: 0.916667,
    },
  })
  expect(currencyEffect).toBe('0.00')
})

it('A dollar that rose makes no growth at the rate of last year', async () => {
  await using book = await openScenarioBook()
  await book.take({
    'products.csv': 'key,name,unit\nB,Bolt,pc\n',
    // Dollars for a euro: 1.25 all through 2024, 1.00 when the invoice of 2025 is written.
    'rates.csv': 'currency,date,rate\nUSD,2024-05-31,1.25\nUSD,2024-12-31,1.25\nUSD,2025-05-31,1\n',
    'lines.csv':
      'invoice,line,date,account,currency,product,quantity,net\n' +
      '1,1,2024-06-01,AMERICA,USD,B,100,1000\n2,1,2025-06-01,AMERICA,USD,B,100,1000\n' +
      '3,1,2024-06-01,HOME,EUR,B,20,200\n4,1,2025-06-01,HOME,EUR,B,25,250\n',
  })
  const invoiced = await getRetention(book.ctx, { ...ends, rate: 'invoiced' })
  const fixed = await getRetention(book.ctx, { ...ends, rate: 'fixed' })
  expect(invoiced.money).toMatchObject({ start: '1000.00', end: '1250.00', nrr: 1.25 })
  expect(fixed.money).toMatchObject({ start: '1000.00', end: '1050.00', nrr: 1.05 })
  expect([invoiced.currencyEffect, fixed.currencyEffect]).toEqual(['200.00', '200.00'])
  const between = parseMicros(invoiced.money?.end ?? '') - parseMicros(fixed.money?.end ?? '')
  expect(formatMicros(between)).toBe(invoiced.currencyEffect)
})

it('Files in another order tell the same of who moved and what was kept', async () => {
  const first = 'invoice,line,date,account,net\n1,1,2024-02-01,A,5000\n2,1,2025-02-01,A,12000\n3,1,2024-02-01,B,700\n'
  const second = 'invoice,line,date,account,net\n4,1,2025-03-01,C,800\n5,1,2023-03-01,C,100\n6,1,2024-07-01,D,9000\n'
  const told = async (...files: readonly string[]) => {
    await using book = await openScenarioBook()
    for (const file of files) await book.take({ 'lines.csv': file })
    const question = { ...ends, bound: 'grade', boundShare: 0.1, boundAmount: '1000' } as const
    const { basis: _, ...movement } = await getMovement(book.ctx, question)
    const { basis: __, ...retention } = await getRetention(book.ctx, { ...ends, rate: 'invoiced' })
    return { movement, retention }
  }
  const one = await told(first, second)
  expect(await told(second, first)).toEqual(one)
  expect(one.movement.classes.filter(({ count }) => count > 0).map(({ class: name, count }) => [name, count])).toEqual([
    ['returned', 1],
    ['up', 1],
    ['lost', 2],
  ])
})
