import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, MarkLineComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { ChartTheme } from './chart-theme.ts'

/** Only what we draw with ECharts: small marks are plain SVG. Types alone: a builder carries no ECharts with it. */
export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption
>

/** What the pointer, or an arrow key, shows of one place of a chart. */
export interface ChartTip {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly value: string }[]
}

/** A chart as data: how it is drawn, and what it says and opens at each place along its axis. */
export interface Chart {
  readonly option: (theme: ChartTheme) => ChartOption
  /** Places along the axis that can be looked at one by one. */
  readonly places: number
  readonly tip: (place: number) => ChartTip
}

/** What all our charts share: hairlines, no frame, room for what stands at their edges, and no dance for those who want none. */
export function baseOption(theme: ChartTheme, animates: boolean): ChartOption {
  return {
    animation: animates,
    animationDuration: 240,
    animationDurationUpdate: 160,
    textStyle: { fontFamily: theme.font, fontSize: theme.size, color: theme.muted },
  }
}

/** An empty box where the tip goes, which the page fills and dresses, and a line through the place that is looked at. */
export function tooltipOption(theme: ChartTheme): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    padding: 0,
    borderWidth: 0,
    backgroundColor: 'transparent',
    extraCssText: 'box-shadow: none',
    axisPointer: { type: 'line', lineStyle: { color: theme.muted, width: 1, type: 'solid' } },
  }
}

/** An axis of names or days: a hairline below and nothing else. */
export function nameAxis(theme: ChartTheme) {
  return {
    axisLine: { lineStyle: { color: theme.hairline } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: theme.size, hideOverlap: true },
    splitLine: { show: false },
  }
}

/** An axis of figures: hairlines across and no line of its own. */
export function figureAxis(theme: ChartTheme) {
  return {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: theme.size },
    splitLine: { lineStyle: { color: theme.hairline } },
  }
}

/** What an axis counts, in small letters: under the middle of one that lies, over the end of one that stands. */
export function axisName(theme: ChartTheme, name: string, nameLocation: 'middle' | 'end') {
  return {
    name,
    nameLocation,
    nameGap: nameLocation === 'middle' ? 24 : 10,
    nameTextStyle: {
      color: theme.muted,
      fontSize: theme.size,
      ...(nameLocation === 'end' ? { align: 'left' as const, padding: [0, 0, 0, -36] } : {}),
    },
  }
}
