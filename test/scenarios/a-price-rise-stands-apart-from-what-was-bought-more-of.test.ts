import { expect, it } from 'vitest'
import { getAccountBridge } from '../../src/app/bridge/get-account-bridge.ts'
import { listBridgeProducts } from '../../src/app/bridge/list-bridge-products.ts'
import { getMovementBridge } from '../../src/app/movement-bridge/get-movement-bridge.ts'
import { listBridges } from '../../src/app/movement-bridge/list-bridges.ts'
import { formatMicros, parseMicros, roundMicros } from '../../src/domain/money.ts'
import { openScenarioBook } from './book.ts'

const head = 'invoice,line,date,account,product,quantity,net'
const year2024 = [
  head,
  'I1,1,2024-05-02,V,P1,1000,10000',
  'I1,2,2024-05-02,V,P2,800,12000',
  'I2,1,2024-08-01,V,P3,500,10000',
]
const year2025 = [
  head,
  'I3,1,2025-05-02,V,P1,1000,11000',
  'I3,2,2025-05-02,V,P2,700,10500',
  'I4,1,2025-08-01,V,P3,800,18400',
]
const costs = [
  'product,valid_from,cost',
  ...['P1', 'P2', 'P3'].map((key, at) => `${key},2024-01-01,${String(6 + at * 4)}`),
]
const asked = { from: '2024', to: '2025', rates: 'booked' } as const

const cents = (amount: string | null): string => formatMicros(roundMicros(parseMicros(amount ?? '0'), 2))

/** The bridge of the book and of its one account, and the products behind it, of files that come in this order. */
async function bridgesOf(...files: readonly (readonly string[])[]) {
  await using book = await openScenarioBook()
  for (const lines of files) await book.take({ 'lines.csv': lines.join('\n') })
  await book.take({ 'costs.csv': costs.join('\n') })
  const { ctx } = book
  const part = { ...asked, within: 'book', closed: 'no' } as const
  const [account] = (await listBridges(ctx, { ...part, sort: '-size', limit: 10 })).items
  if (!account) throw new Error('The book has no account')
  const { id } = account
  const { items } = await listBridgeProducts(ctx, { from: '2024', to: '2025', id, measure: 'revenue', limit: 10 })
  return {
    own: await getAccountBridge(ctx, { ...asked, id }),
    whole: await getMovementBridge(ctx, { ...part, measure: 'gross-profit' }),
    products: items,
  }
}

it('a price rise stands apart from what was bought more of', async () => {
  const { own, whole, products } = await bridgesOf(year2024, year2025)
  expect([own.revenue?.before, own.revenue?.after, own.gradeBefore, own.gradeAfter]).toEqual([
    '32000.00',
    '39900.00',
    'A',
    'A',
  ])
  expect(own.revenue?.steps.map(({ part, amount }) => [part, cents(amount)])).toEqual([
    ['price', '3400.00'],
    ['volume', '2782.61'],
    ['mix', '1717.39'],
  ])
  // Costs did not move, so that all of the price rise is earned.
  expect(whole.earned?.steps.map(({ part }) => part)).toEqual(['price', 'volume', 'mix'])
  expect(cents(whole.earned?.steps[0]?.amount ?? null)).toBe('3400.00')
  expect(products.map(({ product, change }) => [product?.name, cents(change)])).toEqual([
    ['P3', '8400.00'],
    ['P2', '-1500.00'],
    ['P1', '1000.00'],
  ])
  // In whatever order the files come.
  const turned = await bridgesOf(year2025, year2024)
  expect([turned.own.revenue, turned.whole.earned, turned.products]).toEqual([own.revenue, whole.earned, products])
})
