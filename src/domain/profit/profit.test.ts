import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFacts } from '../facts.ts'
import type { AccountFacts } from '../facts.ts'
import { formatMicros, parseMicros } from '../money.ts'
import type { Micros } from '../money.ts'
import { profitComponents } from './components.ts'
import { givenBackBesideSpend } from './given-back.ts'
import { marginBandOf, marginBands, marginMix, priceRealisation } from './mix.ts'
import { netProfit, profitStatement } from './net-profit.ts'
import { proposePosture } from './posture.ts'
import { returnOnAccount, tiedUp } from './return-on-account.ts'
import { whaleOf } from './whale.ts'

const all = new Set(profitComponents)
const units = (amount: number): Micros => BigInt(amount) * 1_000_000n

/** 1 000 of spend, all of it costed, at a cost of 700. */
const bought: AccountFacts = {
  ...emptyFacts('A'),
  lines: 3,
  revenue: units(1050),
  spend: units(1000),
  costedSpend: units(1000),
  spendMagnitude: units(1000),
  costedMagnitude: units(1000),
  cost: units(700),
}
const served: AccountFacts = {
  ...bought,
  serviceCost: units(80),
  financing: units(20),
  carrying: units(10),
  freightUninvoiced: units(7),
  rebatesUncredited: units(-5),
  returnsCost: units(3),
}

describe('The net profit of an account', () => {
  it('is its gross profit less what it costs beside its goods', () => {
    const statement = profitStatement(served, { minCoverage: 0.95, measured: all })
    expect(statement).toMatchObject({
      otherKinds: units(-50),
      grossProfit: units(300),
      netProfit: units(185),
      netProfitRate: 0.185,
      coverage: 1,
    })
    expect(statement.components.map(({ component, state, amount }) => [component, state, amount])).toEqual([
      ['service', 'known', units(80)],
      ['financing', 'known', units(20)],
      ['carrying', 'known', units(10)],
      ['freight', 'known', units(7)],
      ['rebates', 'known', units(-5)],
      ['returns', 'known', units(3)],
    ])
  })

  it('is unknown where a component is, with what of it is known', () => {
    for (const unknown of [
      'serviceUnrated',
      'unfinanced',
      'stockUncosted',
      'carryingUnrated',
      'extrasUnrated',
    ] as const) {
      const statement = profitStatement({ ...served, [unknown]: 2 }, { minCoverage: 0.95, measured: all })
      expect(statement.netProfit).toBeNull()
      expect(statement.netProfitRate).toBeNull()
      expect(statement.components.filter(({ state }) => state === 'unknown')).toMatchObject([
        { amount: null, unknown: 2 },
      ])
    }
  })

  it('leaves out what the book was never told of, and says so', () => {
    const measured = new Set(['financing'] as const)
    const { components, netProfit: net } = profitStatement(
      { ...bought, financing: units(20) },
      { minCoverage: 0.95, measured },
    )
    expect(net).toBe(units(280))
    expect(components.filter(({ state }) => state === 'not-measured').map(({ component }) => component)).toEqual([
      'service',
      'carrying',
      'freight',
      'rebates',
      'returns',
    ])
  })

  it('is unknown below the minimum coverage, and a loss for who costs and buys nothing', () => {
    expect(netProfit({ ...served, costedMagnitude: units(949) }, 0.95)).toBeNull()
    expect(netProfit({ ...emptyFacts('A'), serviceCost: units(40) }, 0.95)).toBe(units(-40))
  })

  it('sums: the parts make the whole, and accounts together what they make apart', () => {
    const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    const facts = fc
      .record({
        revenue: amount,
        spend: amount,
        cost: amount,
        serviceCost: amount,
        financing: amount,
        carrying: amount,
        freightUninvoiced: amount,
        rebatesUncredited: amount,
        returnsCost: amount,
        uncosted: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      })
      .map(({ uncosted, ...money }): AccountFacts => {
        const magnitude = 10n ** 12n + (money.spend < 0n ? -money.spend : money.spend)
        const costedMagnitude = magnitude - uncosted
        return {
          ...emptyFacts('A'),
          ...money,
          costedSpend: money.spend - uncosted,
          spendMagnitude: magnitude,
          costedMagnitude,
        }
      })
    fc.assert(
      fc.property(facts, (one) => {
        const {
          revenue,
          otherKinds,
          uncosted,
          cost,
          grossProfit,
          components,
          netProfit: net,
        } = profitStatement(one, {
          minCoverage: 0.95,
          measured: all,
        })
        expect(revenue + otherKinds - uncosted - cost).toBe(grossProfit)
        expect(components.reduce((left, component) => left - (component.amount ?? 0n), grossProfit ?? 0n)).toBe(net)
      }),
    )
  })
})

describe('The return on an account', () => {
  it('is its net profit over what is tied up in receivables and stock on average', () => {
    const facts = {
      ...served,
      receivableDays: units(365 * 500),
      stockDedicated: units(300),
      stockUntaken: units(50),
      stockShared: units(150),
    }
    const capital = tiedUp(facts, { days: 365, measured: all })
    expect(capital).toEqual({ receivables: units(500), stock: units(500), total: units(1000) })
    expect(returnOnAccount(units(185), capital.total)).toBe(0.185)
    expect(tiedUp(facts, { days: 365, measured: new Set(['carrying']) })).toMatchObject({
      receivables: null,
      total: units(500),
    })
    expect(tiedUp({ ...facts, stockUncosted: 1 }, { days: 365, measured: all }).total).toBeNull()
    const unmeasured = tiedUp({ ...facts, unmeasured: 1 }, { days: 365, measured: all })
    expect(unmeasured).toEqual({ receivables: null, stock: units(500), total: null })
    expect(tiedUp(facts, { days: 365, measured: new Set() }).total).toBeNull()
    expect([returnOnAccount(null, units(1)), returnOnAccount(units(1), 0n)]).toEqual([null, null])
  })
})

describe('The whale curve', () => {
  it('rises to its peak and falls by what the last accounts use up', () => {
    const profits = [90, 50, 0, 0, 0, 0, 0, 0, -15, -25].map(units)
    const whale = whaleOf(profits.toReversed(), 200)
    expect(whale?.points.map(({ sum }) => formatMicros(sum, 0))).toEqual([
      '90',
      '140',
      '140',
      '140',
      '140',
      '140',
      '140',
      '140',
      '125',
      '100',
    ])
    expect(whale?.peak).toMatchObject({ rank: 2, share: 1.4 })
    expect(whale?.erosion).toEqual({ sum: units(40), share: 0.4 })
  })

  it('has money and no shares where the total is not above zero, and is none without an account', () => {
    const whale = whaleOf([10, -10, -5].map(units), 200)
    expect(whale).toMatchObject({ total: units(-5), peak: { sum: units(10), share: null }, erosion: { share: null } })
    expect(whaleOf([], 200)).toBeNull()
  })

  it('is drawn with few points, the peak and the end among them, and never rises after the peak', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -1000n, max: 1000n }), { minLength: 1, maxLength: 300 }), (profits) => {
        const whale = whaleOf(profits, 20)
        const ranks = whale?.points.map(({ rank }) => rank) ?? []
        expect(ranks.length).toBeLessThanOrEqual(20)
        expect(ranks.at(-1)).toBe(profits.length)
        expect(ranks).toContain(whale?.peak.rank)
        expect(whale?.points.at(-1)?.sum).toBe(profits.reduce((sum, profit) => sum + profit, 0n))
        expect((whale?.total ?? 0n) + (whale?.erosion.sum ?? 0n)).toBe(whale?.peak.sum)
      }),
    )
  })
})

describe('The mix of what an account buys', () => {
  const family = (spend: number, cost: number, costed = spend): AccountFacts => ({
    ...emptyFacts('F'),
    spend: units(spend),
    costedSpend: units(costed),
    spendMagnitude: units(spend),
    costedMagnitude: units(costed),
    cost: units(cost),
  })

  it('divides into bands of margin, at the edge into the better one, and sums to all of it', () => {
    const families = [family(100, 101), family(200, 180), family(300, 150), family(50, 10, 40)]
    const mix = marginMix(families, 0.95)
    expect(mix.spend).toEqual([units(100), 0n, units(200), 0n, 0n, units(300)])
    expect(mix.unknown).toBe(units(50))
    expect(marginBands[marginBandOf(family(200, 180), 0.95) ?? -1]).toEqual({ from: 0.1, below: 0.2 })
    expect(marginBandOf(family(0, 0), 0.95)).toBeNull()
  })

  it('is paid at prices that are set beside those of others for the same', () => {
    const of = (net: string, quantity: string, othersNet: string, othersQuantity: string) => ({
      net: parseMicros(net),
      quantity: parseMicros(quantity),
      othersNet: parseMicros(othersNet),
      othersQuantity: parseMicros(othersQuantity),
    })
    // 10 pieces at 9.50 where others pay 10.00, and 2 at 55 where they pay 50.
    expect(priceRealisation([of('95', '10', '1000', '100'), of('110', '2', '500', '10')])).toEqual({
      compared: units(205),
      atOthersPrices: units(200),
      rate: 1.025,
      products: 2,
    })
    const alone = [of('95', '10', '0', '0'), of('-5', '-1', '10', '1')]
    expect(priceRealisation(alone)).toMatchObject({ rate: null, products: 0 })
  })
})

describe('Money given back', () => {
  it('is borne by the gross profit where it counts as spend, and beside it where it does not', () => {
    expect(givenBackBesideSpend(['goods', 'service', 'discount'])).toEqual(['rebate'])
    expect(givenBackBesideSpend(['goods', 'discount', 'rebate'])).toEqual([])
  })
})

describe('The posture of an account', () => {
  it('goes by the rate and the level of its net profit, at the edge it is good', () => {
    const edges = { rate: 0.05, level: units(1000) }
    const of = (net: string, spend: number) => proposePosture(parseMicros(net), units(spend), edges)
    expect(of('1000', 20_000)).toBe('secure')
    expect(of('1000', 20_001)).toBe('make-profitable')
    expect(of('999.999999', 19_999)).toBe('get-more')
    expect(of('999.999999', 20_000)).toBe('downsize')
    expect(of('-999.999999', 20_000)).toBe('downsize')
    // A great loss is worth a price talk, not less care.
    expect(of('-1000', 20_000)).toBe('make-profitable')
    expect([of('-1', 0), of('-1000', 0)]).toEqual(['downsize', 'make-profitable'])
    expect([proposePosture(null, units(1), edges), of('0', 0), proposePosture(0n, null, edges)]).toEqual([
      null,
      null,
      null,
    ])
  })
})
