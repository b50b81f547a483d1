import { baseOption, figureAxis, nameAxis } from './chart-option.ts'
import type { Chart } from './chart-option.ts'
import type { ChartTable } from './chart-table.ts'

/** Retention at the end of a quarter as fractions; null when nothing was bought in the window before. */
export interface RetentionPoint {
  readonly to: string
  readonly grr: number | null
  readonly nrr: number | null
}

export interface RetentionWords {
  readonly to: string
  readonly grr: string
  readonly nrr: string
  /** The end of a quarter, short enough for an axis. */
  readonly day: (day: string) => string
  /** A rate, or a dash when it is unknown. */
  readonly percent: (share: number | null) => string
  /** For the axis, where only round rates stand. */
  readonly axisPercent: (share: number) => string
}

/** What is left of the revenue of the year before, without and with the growth of the same accounts, quarter after quarter. */
export function retentionChart(all: readonly RetentionPoint[], words: RetentionWords, animates: boolean): Chart {
  // The line begins with the first quarter that has a year before it.
  const begin = all.findIndex(({ grr, nrr }) => grr !== null || nrr !== null)
  const points = begin === -1 ? [] : all.slice(begin)
  const [low, high] = retentionRange(points)
  const last = points.at(-1)
  // Two names at the end of two lines that end together stand above and below them.
  const isClose = Math.abs((last?.nrr ?? 0) - (last?.grr ?? 0)) < (high - low) / 10
  return {
    places: points.length,
    tip: (place) => {
      const point = points[place]
      if (!point) return { title: '', rows: [] }
      return {
        title: words.day(point.to),
        rows: [
          { label: words.nrr, value: words.percent(point.nrr) },
          { label: words.grr, value: words.percent(point.grr) },
        ],
      }
    },
    option: (theme) => {
      const line = {
        type: 'line' as const,
        symbol: 'circle',
        symbolSize: 5,
        connectNulls: false,
        emphasis: { disabled: true },
      }
      return {
        ...baseOption(theme, animates),
        grid: { left: 44, right: 56, top: 12, bottom: 28 },
        xAxis: {
          ...nameAxis(theme),
          type: 'category',
          boundaryGap: false,
          axisLabel: { ...nameAxis(theme).axisLabel, alignMinLabel: 'left', margin: 10 },
          data: points.map(({ to }) => words.day(to)),
        },
        yAxis: {
          ...figureAxis(theme),
          type: 'value',
          min: low,
          max: high,
          axisLabel: { ...figureAxis(theme).axisLabel, formatter: words.axisPercent },
        },
        series: [
          {
            ...line,
            name: words.nrr,
            data: points.map(({ nrr }) => nrr),
            lineStyle: { color: theme.accent, width: 2 },
            itemStyle: { color: theme.accent },
            endLabel: {
              show: true,
              formatter: words.nrr,
              color: theme.accent,
              fontSize: theme.size,
              fontWeight: 600,
              offset: [0, isClose ? -8 : 0],
            },
            markLine: {
              silent: true,
              symbol: 'none',
              animation: false,
              lineStyle: { color: theme.muted, width: 1, type: [3, 3] },
              label: { show: false },
              data: [{ yAxis: 1 }],
            },
          },
          {
            ...line,
            name: words.grr,
            data: points.map(({ grr }) => grr),
            lineStyle: { color: theme.text, width: 1.5, type: [5, 3] },
            itemStyle: { color: theme.text },
            endLabel: {
              show: true,
              formatter: words.grr,
              color: theme.text,
              fontSize: theme.size,
              offset: [0, isClose ? 8 : 0],
            },
          },
        ],
      }
    },
  }
}

/**
 * The lower and upper end of the axis in steps of 5 points: 100 % is always on it, and an axis from zero would draw every book as
 * the same flat line.
 */
export function retentionRange(points: readonly RetentionPoint[]): readonly [low: number, high: number] {
  const rates = points.flatMap(({ grr, nrr }) => [grr, nrr]).filter((rate) => rate !== null)
  const step = (rate: number, round: (value: number) => number): number => round(rate * 20) / 20
  const low = Math.max(0, step(Math.min(1, ...rates) - 0.02, Math.floor))
  const high = step(Math.max(1, ...rates) + 0.02, Math.ceil)
  return [low, high]
}

export function retentionTable(points: readonly RetentionPoint[], words: RetentionWords): ChartTable {
  return {
    columns: [{ title: words.to }, { title: words.nrr, isFigure: true }, { title: words.grr, isFigure: true }],
    rows: points.map(({ to, grr, nrr }) => [
      { text: words.day(to), value: to },
      { text: words.percent(nrr), value: nrr },
      { text: words.percent(grr), value: grr },
    ]),
  }
}
