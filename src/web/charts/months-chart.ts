import { baseOption, figureAxis, nameAxis } from './chart-option.ts'
import type { Chart } from './chart-option.ts'
import type { ChartTable } from './chart-table.ts'

/** A month of spend beside the same month of the year before, as exact decimals. */
export interface MonthPoint {
  /** `2026-03`. */
  readonly month: string
  readonly orders: number
  readonly spend: string
  readonly spendBefore: string
  /** Absent without the right to it; null when it is not known. */
  readonly grossProfit?: string | null | undefined
}

export interface MonthsWords {
  readonly month: string
  readonly spend: string
  readonly spendBefore: string
  readonly grossProfit: string
  readonly orders: string
  /** The name of a month, short enough for an axis. */
  readonly monthName: (month: string) => string
  readonly money: (decimal: string) => string
  /** Money in few letters for an axis. */
  readonly shortMoney: (value: number) => string
  readonly count: (number: number) => string
}

/** Columns of spend by month, each in front of the wider outline of the year before. */
export function monthsChart(months: readonly MonthPoint[], words: MonthsWords, animates: boolean): Chart {
  return {
    places: months.length,
    tip: (place) => {
      const month = months[place]
      if (!month) return { title: '', rows: [] }
      const { grossProfit } = month
      return {
        title: words.monthName(month.month),
        rows: [
          { label: words.spend, value: words.money(month.spend) },
          { label: words.spendBefore, value: words.money(month.spendBefore) },
          ...(grossProfit === undefined || grossProfit === null
            ? []
            : [{ label: words.grossProfit, value: words.money(grossProfit) }]),
          { label: words.orders, value: words.count(month.orders) },
        ],
      }
    },
    option: (theme) => ({
      ...baseOption(theme, animates),
      grid: { left: 52, right: 8, top: 12, bottom: 28 },
      // Two axes of the same months: columns of one axis stand side by side, those of two in front of each other.
      xAxis: [
        { ...nameAxis(theme), type: 'category', data: months.map(({ month }) => words.monthName(month)) },
        { type: 'category', show: false, data: months.map(({ month }) => month) },
      ],
      yAxis: {
        ...figureAxis(theme),
        type: 'value',
        splitNumber: 4,
        axisLabel: { ...figureAxis(theme).axisLabel, formatter: words.shortMoney },
      },
      series: [
        {
          type: 'bar',
          name: words.spendBefore,
          data: months.map(({ spendBefore }) => Number(spendBefore)),
          xAxisIndex: 1,
          barWidth: '72%',
          itemStyle: { color: 'transparent', borderColor: theme.before, borderWidth: 1 },
          emphasis: { disabled: true },
        },
        {
          type: 'bar',
          name: words.spend,
          data: months.map(({ spend }) => Number(spend)),
          barWidth: '52%',
          itemStyle: { color: theme.accent },
          emphasis: { disabled: true },
          z: 3,
        },
      ],
    }),
  }
}

export function monthsTable(months: readonly MonthPoint[], words: MonthsWords): ChartTable {
  const hasMargin = months.some(({ grossProfit }) => grossProfit !== undefined)
  return {
    columns: [
      { title: words.month },
      { title: words.spend, isFigure: true },
      { title: words.spendBefore, isFigure: true },
      ...(hasMargin ? [{ title: words.grossProfit, isFigure: true }] : []),
      { title: words.orders, isFigure: true },
    ],
    rows: months.map(({ month, spend, spendBefore, grossProfit, orders }) => [
      { text: words.monthName(month), value: month },
      { text: words.money(spend), value: spend },
      { text: words.money(spendBefore), value: spendBefore },
      ...(hasMargin ? [{ text: grossProfit ? words.money(grossProfit) : '–', value: grossProfit ?? null }] : []),
      { text: words.count(orders), value: orders },
    ]),
  }
}
