import type { Chart } from './chart-option.ts'
import { axisName, baseOption, figureAxis } from './chart-option.ts'
import type { ChartTable } from './chart-table.ts'

interface WhalePoint {
  readonly rank: number
  readonly accountShare: number
  readonly sum: string
  /** Of the total; null where that is not above zero. */
  readonly share: number | null
}

/** Accounts by net profit, the largest first, and what they make together so far. */
export interface Whale {
  readonly points: readonly WhalePoint[]
  readonly accounts: number
  readonly total: string
  readonly peak: { readonly rank: number; readonly sum: string; readonly share: number | null }
}

export interface WhaleWords {
  readonly rank: string
  readonly accounts: string
  readonly sum: string
  readonly share: string
  /** What stands at the peak, such as `Peak 140 %`. */
  readonly peak: string
  /** What the axes count. */
  readonly accountAxis: string
  readonly shareAxis: string
  readonly sumAxis: string
  readonly count: (number: number) => string
  readonly percent: (share: number) => string
  readonly axisPercent: (share: number) => string
  readonly money: (decimal: string) => string
  readonly shortMoney: (decimal: string) => string
}

/**
 * The whale curve: it climbs as long as accounts earn, and falls where they use up what others made. Where the total is not above
 * zero there are no shares of it, and the curve is of money.
 */
export function whaleChart(whale: Whale, words: WhaleWords, animates: boolean): Chart {
  const { points, accounts, peak, total } = whale
  const isShare = peak.share !== null
  const heightOf = ({ share, sum }: { readonly share: number | null; readonly sum: string }): number =>
    // For pixels, never for figures.
    share ?? Number(sum)
  const peakAt = accounts === 0 ? 0 : peak.rank / accounts
  const whole = isShare ? 1 : Number(total)
  const top = Math.max(heightOf(peak), whole, 0)
  const bottom = Math.min(0, ...points.map(heightOf))
  return {
    places: points.length,
    tip: (place) => {
      const point = points[place]
      if (!point) return { title: '', rows: [] }
      return {
        title: `${words.rank} ${words.count(point.rank)}`,
        rows: [
          { label: words.accounts, value: words.percent(point.accountShare) },
          { label: words.sum, value: words.money(point.sum) },
          ...(point.share === null ? [] : [{ label: words.share, value: words.percent(point.share) }]),
        ],
      }
    },
    option: (theme) => ({
      ...baseOption(theme, animates),
      grid: { left: isShare ? 48 : 60, right: 20, top: 30, bottom: 42 },
      xAxis: {
        ...figureAxis(theme),
        type: 'value',
        min: 0,
        max: 1,
        splitNumber: 5,
        ...axisName(theme, words.accountAxis, 'middle'),
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
        axisLabel: { ...figureAxis(theme).axisLabel, formatter: words.axisPercent },
      },
      yAxis: {
        ...figureAxis(theme),
        type: 'value',
        ...(isShare ? { min: Math.floor(bottom * 5) / 5, max: Math.ceil(top * 5) / 5 } : {}),
        ...axisName(theme, isShare ? words.shareAxis : words.sumAxis, 'end'),
        axisLabel: {
          ...figureAxis(theme).axisLabel,
          formatter: (value: number) => (isShare ? words.axisPercent(value) : words.shortMoney(String(value))),
        },
      },
      series: [
        {
          type: 'line',
          data: points.map((point) => [point.accountShare, heightOf(point)]),
          showSymbol: points.length <= 30,
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: theme.accent, width: 2 },
          itemStyle: { color: theme.accent },
          areaStyle: { color: theme.accent, opacity: 0.08 },
          emphasis: { disabled: true },
          ...(points.length === 0
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  animation: false,
                  lineStyle: { color: theme.muted, width: 1, type: [3, 3] },
                  label: { show: false },
                  data: [
                    [{ coord: [0, whole] }, { coord: [1, whole] }],
                    [
                      {
                        coord: [peakAt, bottom],
                        label: {
                          show: true,
                          formatter: words.peak,
                          position: 'end',
                          color: theme.text,
                          fontSize: theme.size,
                          ...(peakAt > 0.8 ? { align: 'right' } : peakAt < 0.2 ? { align: 'left' } : {}),
                        },
                      },
                      { coord: [peakAt, heightOf(peak)] },
                    ],
                  ],
                },
              }),
        },
      ],
    }),
  }
}

export function whaleTable({ points }: Whale, words: WhaleWords): ChartTable {
  return {
    columns: [words.rank, words.accounts, words.sum, words.share].map((title) => ({ title, isFigure: true })),
    rows: points.map(({ rank, accountShare, sum, share }) => [
      { text: words.count(rank), value: rank },
      { text: words.percent(accountShare), value: accountShare },
      { text: words.money(sum), value: sum },
      share === null ? { text: '–', value: null } : { text: words.percent(share), value: share },
    ]),
  }
}
