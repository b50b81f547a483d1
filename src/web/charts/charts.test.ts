import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChartTheme } from './chart-theme.ts'
import { concentrationChart, concentrationTable } from './concentration-chart.ts'
import { monthsChart, monthsTable } from './months-chart.ts'
import { retentionChart, retentionRange, retentionTable } from './retention-chart.ts'

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
const percent = (share: number | null): string => (share === null ? '–' : `${String(Math.round(share * 100))} %`)

describe('the concentration curve', () => {
  const concentration = {
    points: [
      { rank: 1, accountShare: 0.25, spendShare: 0.6 },
      { rank: 2, accountShare: 0.5, spendShare: 0.85 },
      { rank: 4, accountShare: 1, spendShare: 1 },
    ],
    families: 4,
    accountsForFourFifths: 2,
    largest: [{ account: { name: 'Brass & Sons' }, spend: '600.00' }],
  }
  const words = {
    rank: 'Rank',
    families: 'Families',
    spendShare: 'Share of spend',
    spend: 'Spend',
    name: 'Account',
    fourFifths: '2 families make 80 %',
    familyAxis: 'families',
    spendAxis: 'spend',
    count: String,
    percent,
    axisPercent: percent,
    money: (decimal: string) => `€${decimal}`,
  }

  it('names the families that are known by name and ranks the others', () => {
    const chart = concentrationChart(concentration, words, true)
    expect(chart.places).toBe(3)
    expect(chart.tip(0).title).toBe('Brass & Sons')
    expect(chart.tip(1).title).toBe('Rank 2')
    expect(chart.tip(0).rows).toContainEqual({ label: 'Share of spend', value: '60 %' })
  })

  it('marks where four fifths are reached, and nothing when there is no spend', () => {
    const [series] = [concentrationChart(concentration, words, true).option(theme).series].flat()
    expect(series).toHaveProperty('markLine')
    const empty = { points: [], families: 0, accountsForFourFifths: null, largest: [] }
    expect([concentrationChart(empty, words, true).option(theme).series].flat()[0]).not.toHaveProperty('markLine')
  })

  it('leaves room for a curve that credits bring down from above 100 %', () => {
    const points = [
      { rank: 1, accountShare: 0.5, spendShare: 1.13 },
      { rank: 2, accountShare: 1, spendShare: 1 },
    ]
    const { yAxis } = concentrationChart({ ...concentration, points }, words, true).option(theme)
    expect(yAxis).toMatchObject({ max: 1.2 })
  })

  it('is a table with exact values beside the words', () => {
    expect(concentrationTable(concentration, words).rows[0]).toEqual([
      { text: '1', value: 1 },
      { text: 'Brass & Sons' },
      { text: '€600.00', value: '600.00' },
      { text: '25 %', value: 0.25 },
      { text: '60 %', value: 0.6 },
    ])
  })

  it('stands still for those who asked for it', () => {
    expect(concentrationChart(concentration, words, false).option(theme)).toMatchObject({ animation: false })
  })
})

describe('the retention line', () => {
  const words = { to: 'Quarter', grr: 'GRR', nrr: 'NRR', day: (day: string) => day, percent, axisPercent: percent }

  it('begins with the first known quarter and leaves a gap where nothing was bought before, never a zero', () => {
    const points = [
      { to: '2025-12-31', grr: null, nrr: null },
      { to: '2026-03-31', grr: 0.9, nrr: 1.04 },
      { to: '2026-06-30', grr: null, nrr: null },
      { to: '2026-09-30', grr: 0.8, nrr: 1.02 },
    ]
    const chart = retentionChart(points, words, true)
    expect([chart.option(theme).series].flat()[0]).toMatchObject({ data: [1.04, null, 1.02], connectNulls: false })
    expect(chart.tip(1).rows).toEqual([
      { label: 'NRR', value: '–' },
      { label: 'GRR', value: '–' },
    ])
    expect(retentionTable(points, words).rows[0]?.[1]).toEqual({ text: '–', value: null })
  })

  it('always has 100 % and every point on its axis', () => {
    const rate = fc.option(fc.double({ min: 0, max: 3, noNaN: true }), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.record({ to: fc.constant('2026-03-31'), grr: rate, nrr: rate })), (points) => {
        const [low, high] = retentionRange(points)
        for (const value of [1, ...points.flatMap(({ grr, nrr }) => [grr, nrr])]) {
          if (value === null) continue
          expect(value).toBeGreaterThanOrEqual(low)
          expect(value).toBeLessThanOrEqual(high)
        }
      }),
    )
  })
})

describe('the columns of months', () => {
  const words = {
    month: 'Month',
    spend: 'Spend',
    spendBefore: 'Year before',
    grossProfit: 'Gross profit',
    orders: 'Orders',
    monthName: (month: string) => month,
    money: (decimal: string) => decimal,
    shortMoney: String,
    count: String,
  }
  const months = [{ month: '2026-01', orders: 3, spend: '120.50', spendBefore: '-10.00' }]

  it('say nothing of gross profit without the right to it', () => {
    expect(
      monthsChart(months, words, true)
        .tip(0)
        .rows.map(({ label }) => label),
    ).toEqual(['Spend', 'Year before', 'Orders'])
    expect(monthsTable(months, words).columns.map(({ title }) => title)).not.toContain('Gross profit')
  })

  it('show gross profit that is not known as a dash', () => {
    const table = monthsTable([{ ...months[0]!, grossProfit: null }], words)
    expect(table.rows[0]?.[3]).toEqual({ text: '–', value: null })
  })
})
