import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMicros, parseMicros, ratio } from '../../domain/money.ts'
import { proposePosture } from '../../domain/profit/posture.ts'
import { whaleOf } from '../../domain/profit/whale.ts'
import type { ChartTheme } from './chart-theme.ts'
import { layOutPostures, postureTable } from './posture-map.ts'
import type { MapPoint } from './posture-map.ts'
import { whaleChart, whaleTable } from './whale-chart.ts'
import type { Whale } from './whale-chart.ts'

const theme: ChartTheme = {
  text: '#111',
  muted: '#777',
  hairline: '#ddd',
  surface: '#fff',
  accent: '#0b6b57',
  before: '#999',
  font: 'Inter',
  size: 12,
}
const percent = (share: number) => `${String(Math.round(share * 1000) / 10)} %`
const words = {
  rank: 'Rank',
  accounts: 'Accounts',
  sum: 'Together',
  share: 'Of net profit',
  peak: 'Peak',
  accountAxis: 'accounts',
  shareAxis: 'of net profit',
  sumAxis: 'net profit',
  count: String,
  percent,
  axisPercent: percent,
  money: (decimal: string) => decimal,
  shortMoney: (decimal: string) => decimal,
}

function whaleFrom(amounts: readonly number[]): Whale {
  const whale = whaleOf(
    amounts.map((amount) => parseMicros(String(amount))),
    200,
  )
  if (!whale) throw new Error('Cannot draw nothing')
  const text = <T extends { readonly sum: bigint }>(point: T) => ({ ...point, sum: formatMicros(point.sum) })
  return { ...whale, total: formatMicros(whale.total), points: whale.points.map(text), peak: text(whale.peak) }
}

describe('the whale curve', () => {
  const golden = whaleFrom([90, 50, 0, 0, 0, 0, 0, 0, -15, -25])

  it('climbs to 140 % and comes back to 100 %', () => {
    const shown = whaleTable(golden, words).rows.map((cells) => cells[3]?.text)
    expect(shown).toEqual(['90 %', ...Array<string>(7).fill('140 %'), '125 %', '100 %'])
    expect(golden.peak.share).toBe(1.4)
    expect(whaleChart(golden, words, false).option(theme)).toMatchObject({ yAxis: { min: 0, max: 1.4 } })
  })

  it('is of money where the book earns nothing', () => {
    const loss = whaleFrom([20, -60])
    expect(whaleTable(loss, words).rows.map((cells) => cells[3]?.value)).toEqual([null, null])
    const chart = whaleChart(loss, words, false)
    expect(chart.tip(0).rows.map(({ label }) => label)).toEqual(['Accounts', 'Together'])
    expect(chart.option(theme)).toMatchObject({
      series: [
        {
          data: [
            [0.5, 20],
            [1, -40],
          ],
        },
      ],
    })
    expect(chart.tip(7)).toEqual({ title: '', rows: [] })
  })
})

describe('the map of postures', () => {
  const edges = { rate: 0.05, level: '1000.00' }
  const point = (id: string, posture: MapPoint['posture'], netProfit: string, netProfitRate: number): MapPoint => ({
    account: { id, name: id },
    posture,
    netProfit,
    netProfitRate,
  })

  it('has each account in the corner of its posture', () => {
    const amount = fc.integer({ min: -100_000, max: 100_000 })
    const spend = fc.integer({ min: 1, max: 100_000 })
    const cut = { rate: edges.rate, level: parseMicros(edges.level) }
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, spend), { minLength: 1, maxLength: 60 }), (list) => {
        const points = list.map(([earned, spent], at) => {
          const [netProfit, of] = [parseMicros(String(earned)), parseMicros(String(spent))]
          const posture = proposePosture(netProfit, of, cut) ?? 'downsize'
          return point(String(at), posture, String(earned), ratio(netProfit, of) ?? 0)
        })
        const { edge, places } = layOutPostures(points, edges)
        expect(places).toHaveLength(points.length)
        for (const {
          point: { posture },
          x,
          y,
        } of places) {
          expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true)
          const [isRight, isTop] = [
            posture === 'secure' || posture === 'get-more',
            posture === 'secure' || posture === 'make-profitable',
          ]
          expect(isRight ? x >= edge.x : x <= edge.x).toBe(true)
          expect(isTop ? y <= edge.y : y >= edge.y).toBe(true)
        }
      }),
    )
  })

  it('draws nobody whose margin is not in sight, and still is cut at its edges', () => {
    const { posture, account } = point('A', 'secure', '1', 1)
    const { edge, places } = layOutPostures([{ posture, account }], edges)
    expect(places).toEqual([])
    expect(edge.x).toBe(0.5)
  })

  it('counts in its table, with money where that is in sight', () => {
    const cell = { posture: 'secure', count: 3, accepted: 1, changed: 1 } as const
    const names = { posture: 'P', accounts: 'A', accepted: 'T', changed: 'C', spend: 'S', netProfit: 'N' }
    const mapWords = { ...names, nameOf: String, count: String, money: (decimal: string) => decimal }
    expect(postureTable([cell], mapWords).rows).toEqual([
      [{ text: 'secure' }, { text: '3', value: 3 }, { text: '1', value: 1 }, { text: '1', value: 1 }],
    ])
    const withMoney = postureTable([{ ...cell, spend: '10.00', netProfit: '-1.00' }], mapWords)
    expect(withMoney.columns).toHaveLength(6)
    expect(withMoney.rows[0]?.[5]).toEqual({ text: '-1.00', value: '-1.00' })
  })
})
