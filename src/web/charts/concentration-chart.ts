import { axisName, baseOption, figureAxis } from './chart-option.ts'
import type { Chart } from './chart-option.ts'
import type { ChartTable } from './chart-table.ts'

/** A point of the curve: the first `rank` families are `accountShare` of all of them and make `spendShare` of the spend. */
interface ConcentrationPoint {
  readonly rank: number
  readonly accountShare: number
  readonly spendShare: number
}

export interface Concentration {
  readonly points: readonly ConcentrationPoint[]
  readonly families: number
  /** The fewest families that make four fifths of the spend; null when there is no spend to share. */
  readonly accountsForFourFifths: number | null
  /** The largest families by rank; more than these are known by rank alone. */
  readonly largest: readonly { readonly account: { readonly name: string }; readonly spend: string }[]
}

export interface ConcentrationWords {
  readonly rank: string
  readonly families: string
  readonly spendShare: string
  readonly spend: string
  readonly name: string
  readonly fourFifths: string
  /** What the axes count. */
  readonly familyAxis: string
  readonly spendAxis: string
  readonly count: (number: number) => string
  readonly percent: (share: number) => string
  /** For the axes, where only round shares stand. */
  readonly axisPercent: (share: number) => string
  readonly money: (decimal: string) => string
}

/**
 * The Pareto curve: families by spend, the largest first, against the share of the spend that they make together. Credits take
 * the end of the curve down, so that it may pass 100 % on its way.
 */
export function concentrationChart(concentration: Concentration, words: ConcentrationWords, animates: boolean): Chart {
  const { points, families, accountsForFourFifths } = concentration
  const top = Math.max(1, ...points.map(({ spendShare }) => spendShare))
  const fourFifths = accountsForFourFifths === null || families === 0 ? null : accountsForFourFifths / families
  return {
    places: points.length,
    tip: (place) => {
      const point = points[place]
      if (!point) return { title: '', rows: [] }
      const named = concentration.largest[point.rank - 1]
      return {
        title: named?.account.name ?? `${words.rank} ${words.count(point.rank)}`,
        rows: [
          ...(named ? [{ label: words.spend, value: words.money(named.spend) }] : []),
          { label: words.families, value: `${words.count(point.rank)} · ${words.percent(point.accountShare)}` },
          { label: words.spendShare, value: words.percent(point.spendShare) },
        ],
      }
    },
    option: (theme) => ({
      ...baseOption(theme, animates),
      grid: { left: 44, right: 20, top: 26, bottom: 42 },
      xAxis: {
        ...figureAxis(theme),
        type: 'value',
        min: 0,
        max: 1,
        splitNumber: 5,
        ...axisName(theme, words.familyAxis, 'middle'),
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
        axisLabel: { ...figureAxis(theme).axisLabel, formatter: words.axisPercent },
      },
      yAxis: {
        ...figureAxis(theme),
        type: 'value',
        min: 0,
        max: top > 1 ? Math.ceil(top * 10) / 10 : 1,
        interval: 0.2,
        ...axisName(theme, words.spendAxis, 'end'),
        axisLabel: { ...figureAxis(theme).axisLabel, formatter: words.axisPercent },
      },
      series: [
        {
          type: 'line',
          // The place in this list is the place of the tip: the origin is drawn by a series of its own.
          data: points.map(({ accountShare, spendShare }) => [accountShare, spendShare]),
          showSymbol: points.length <= 30,
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: theme.accent, width: 2 },
          itemStyle: { color: theme.accent },
          areaStyle: { color: theme.accent, opacity: 0.08 },
          emphasis: { disabled: true },
          ...(fourFifths === null
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  animation: false,
                  lineStyle: { color: theme.muted, width: 1, type: [3, 3] },
                  label: { show: false },
                  data: [
                    [{ coord: [0, 0.8] }, { coord: [fourFifths, 0.8] }],
                    [{ coord: [fourFifths, 0.8] }, { coord: [fourFifths, 0] }],
                    // No line, only what it would be called: beside the upright one, where the curve does not cross it.
                    [
                      {
                        coord: [fourFifths, 0.32],
                        lineStyle: { width: 0 },
                        label: {
                          show: true,
                          formatter: words.fourFifths,
                          position: fourFifths > 0.55 ? 'start' : 'end',
                          distance: 8,
                          color: theme.text,
                          fontSize: theme.size,
                        },
                      },
                      { coord: [fourFifths + 0.01, 0.32] },
                    ],
                  ],
                },
              }),
        },
      ],
    }),
  }
}

export function concentrationTable({ points, largest }: Concentration, words: ConcentrationWords): ChartTable {
  return {
    columns: [
      { title: words.rank, isFigure: true },
      { title: words.name },
      { title: words.spend, isFigure: true },
      { title: words.families, isFigure: true },
      { title: words.spendShare, isFigure: true },
    ],
    rows: points.map(({ rank, accountShare, spendShare }) => {
      const named = largest[rank - 1]
      return [
        { text: words.count(rank), value: rank },
        { text: named?.account.name ?? '' },
        named ? { text: words.money(named.spend), value: named.spend } : { text: '', value: null },
        { text: words.percent(accountShare), value: accountShare },
        { text: words.percent(spendShare), value: spendShare },
      ]
    }),
  }
}
