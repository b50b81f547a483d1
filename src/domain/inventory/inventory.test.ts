import { describe, expect, it } from 'vitest'
import type { CarryingRate } from '../cost-rate/book-rate.ts'
import { formatMicros, parseMicros } from '../money.ts'
import { attosToMicros, divideDown, splitBy } from './attos.ts'
import type { Attos } from './attos.ts'
import { attributeStock, shareOf } from './attribution.ts'
import type { StockToAttribute } from './attribution.ts'
import { carryingCost, carryingOf } from './carrying.ts'
import { stockTurns } from './turns.ts'

const money = parseMicros
const written = (attos: Attos | undefined) => (attos === undefined ? null : formatMicros(attosToMicros(attos)))
/** 25 % a year in all. */
const rate: CarryingRate = {
  capital: money('0.10'),
  storage: money('0.06'),
  insurance: money('0.02'),
  obsolescence: money('0.05'),
  damage: money('0.02'),
}

describe('Stock turns', () => {
  // measures.md, 6: the golden values of turns, GMROI and the turn-earn index.
  it.each([
    ['turns', { costedSpend: '25000', cost: '20000', stock: '10000' }, { turns: 2, gmroi: 0.5, turnEarn: 40 }],
    ['GMROI', { costedSpend: '10000', cost: '9000', stock: '900' }, { turns: 10, gmroi: 1.111111, turnEarn: 100 }],
    ['turn-earn', { costedSpend: '10000', cost: '7000', stock: '1750' }, { turns: 4, gmroi: 1.714286, turnEarn: 120 }],
    ['a loss', { costedSpend: '100', cost: '120', stock: '60' }, { turns: 2, gmroi: -0.333333, turnEarn: -40 }],
    ['no stock', { costedSpend: '100', cost: '80', stock: '0' }, { turns: null, gmroi: null, turnEarn: null }],
    ['nothing sold', { costedSpend: '0', cost: '0', stock: '60' }, { turns: 0, gmroi: 0, turnEarn: null }],
  ])('of %s', (_, { costedSpend, cost, stock }, expected) => {
    const of = { costedSpend: money(costedSpend), cost: money(cost), stock: money(stock) }
    expect(stockTurns({ ...of, grossProfit: of.costedSpend - of.cost })).toEqual(expected)
  })

  it('are unknown where the gross profit is', () => {
    expect(stockTurns({ costedSpend: 1n, cost: 1n, grossProfit: null, stock: 1n })).toEqual({
      turns: null,
      gmroi: null,
      turnEarn: null,
    })
  })
})

describe('Carrying', () => {
  it('costs average stock x rate x days / 365, each day at its rate', () => {
    const whole = carryingOf([money('1000') * 365n], [rate])
    expect(written(carryingCost(whole.total))).toBe('250.00')
    expect(written(carryingCost(whole.byPart.capital))).toBe('100.00')
    const half = { ...rate, capital: 0n }
    expect(written(carryingCost(carryingOf([money('1000') * 100n, money('1000') * 265n], [rate, half]).total))).toBe(
      '177.39726',
    )
  })

  it('leaves days without a rate out, and says so', () => {
    const sum = carryingOf([money('1000') * 100n, money('1000') * 265n], [null, rate])
    expect([written(carryingCost(sum.total)), sum.isUnrated]).toEqual(['181.506849', true])
    expect(carryingOf([0n, 1n], [null, rate]).isUnrated).toBe(false)
  })
})

/** Average values over a year of one rate, as value x days. */
const averages = (amount: string) => [money(amount) * 365n]

function attributed(stock: Partial<StockToAttribute> & { readonly sold?: Readonly<Record<string, string>> }) {
  const found = attributeStock({
    days: 365,
    rates: [rate],
    dedicated: [],
    pools: [],
    untaken: [],
    isCounted: () => true,
    soldOf: (item) => money(stock.sold?.[item] ?? '0'),
    ...stock,
  })
  const list = (shares: typeof found.untaken) =>
    shares.map(({ accountId, item, stock: value, cost }) => `${accountId} ${item} ${written(value)} ${written(cost)}`)
  return { ...found, dedicated: list(found.dedicated), untaken: list(found.untaken) }
}

const pool = (amount: string, cover = 30n) => ({
  item: 'x',
  held: averages(amount),
  coverDays: money(amount) * 365n * cover,
})

describe('Stock', () => {
  it('that is dedicated is wholly the account’s', () => {
    const { dedicated, pool: left } = attributed({ dedicated: [{ accountId: 'a', item: 'x', held: averages('1200') }] })
    expect(dedicated).toEqual(['a x 1200.00 300.00'])
    expect([left.stock, left.cost]).toEqual([0n, 0n])
  })

  it('that all share stands by the days of cover with who buys it, and the rest with nobody', () => {
    // 30 days of 7 300 a year are 600; 200 of the 1 000 are left.
    const { shared } = attributed({ pools: [pool('1000')], sold: { x: '9733.333333' } })
    const factor = shared.get('x')
    expect(written(factor && shareOf(factor.stock, money('7300')))).toBe('599.999999')
    expect(written(factor && shareOf(factor.cost, money('7300')))).toBe('149.999999')
    expect([factor?.cover, factor?.covered]).toEqual([money('30'), money('30')])
  })

  it('that all share is scaled to the stock there is', () => {
    // 30 days of 36 500 a year are 3 000, and there are 1 000.
    const { shared } = attributed({ pools: [pool('1000')], sold: { x: '36500' } })
    const factor = shared.get('x')
    expect(written(factor && shareOf(factor.stock, money('36500')))).toBe('999.999999')
    expect([factor?.cover, factor?.covered]).toEqual([money('30'), money('10')])
  })

  it('of which more was brought back than taken is nobody’s', () => {
    expect(shareOf(5n, -1n)).toBe(0n)
    expect(attributed({ pools: [pool('1000')], sold: { x: '0' } }).shared.size).toBe(0)
  })

  it('that was not taken is looked for in the dedicated stock, then in what all share, which has the less for others', () => {
    const { untaken, shared } = attributed({
      dedicated: [{ accountId: 'a', item: 'x', held: averages('100') }],
      untaken: [
        { accountId: 'a', item: 'x', held: averages('150') },
        { accountId: 'b', item: 'x', held: averages('350') },
      ],
      pools: [pool('1000')],
      sold: { x: '36500' },
    })
    expect(untaken).toEqual(['a x 50.00 12.50', 'b x 350.00 87.50'])
    const factor = shared.get('x')
    expect(written(factor && shareOf(factor.stock, money('36500')))).toBe('599.999999')
  })

  it('that was not taken is no more than lies there where stock is counted, and all of it where it is not', () => {
    const untaken = [
      { accountId: 'a', item: 'x', held: averages('300') },
      { accountId: 'b', item: 'x', held: averages('100') },
    ]
    expect(attributed({ untaken, pools: [pool('200')] }).untaken).toEqual(['a x 150.00 37.50', 'b x 50.00 12.50'])
    expect(attributed({ untaken }).untaken).toEqual([])
    const uncounted = attributed({ untaken, isCounted: () => false })
    expect(uncounted.untaken).toEqual(['a x 300.00 75.00', 'b x 100.00 25.00'])
    expect([written(uncounted.pool.stock), written(uncounted.pool.cost)]).toEqual(['400.00', '100.00'])
  })
})

describe('Shares', () => {
  it('are rounded down, and parts sum to their whole', () => {
    expect([divideDown(7n, 2n), divideDown(-7n, 2n), divideDown(6n, 2n)]).toEqual([3n, -4n, 3n])
    expect(splitBy(10n, [1n, 1n, 1n])).toEqual([3n, 3n, 4n])
    expect(splitBy(10n, [0n, 0n])).toEqual([0n, 0n])
  })
})
