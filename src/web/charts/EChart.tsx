import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { tooltipOption } from './chart-option.ts'
import type { Chart, ChartTip } from './chart-option.ts'
import classes from './charts.module.css'
import type { Picture } from './picture.ts'
import { useChartTheme } from './use-chart-theme.ts'

register([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export interface EChartHandle {
  /** The drawing as it is now; null before there is one. */
  readonly picture: () => Picture | null
}

interface EChartProps {
  readonly ref?: Ref<EChartHandle>
  readonly chart: Chart
  /** What it says, in a sentence. */
  readonly label: string
  readonly height: number
  /** Opens what is behind a place: a click, or Enter on it. */
  readonly onOpen?: ((place: number) => void) | undefined
}

/** Draws a chart with ECharts. Arrow keys walk along it, Enter opens, and what is looked at is read out. */
export function EChart({ ref, chart, label, height, onOpen }: EChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<EChartsType>(null)
  const place = useRef<number>(null)
  const theme = useChartTheme()
  const [looked, setLooked] = useState(Math.max(chart.places - 1, 0))

  useEffect(() => {
    const element = host.current
    if (!element) return undefined
    const made = init(element, null, { renderer: 'svg' })
    drawing.current = made
    const observer = new ResizeObserver(() => {
      made.resize()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
      drawing.current = null
    }
  }, [])

  useEffect(() => {
    const option = chart.option(theme)
    drawing.current?.setOption(
      {
        ...option,
        tooltip: {
          ...tooltipOption(theme),
          // An element rather than markup: a name is text, whatever it holds.
          formatter: (params: unknown) => {
            place.current = placeOf(params)
            return place.current === null ? '' : tipElement(chart.tip(place.current))
          },
        },
      },
      { notMerge: true },
    )
  }, [chart, theme])

  useEffect(() => {
    const zrender = drawing.current?.getZr()
    if (!zrender || !onOpen) return undefined
    const open = (): void => {
      if (place.current !== null) onOpen(place.current)
    }
    zrender.on('click', open)
    return () => {
      zrender.off('click', open)
    }
  }, [onOpen])

  useImperativeHandle(
    ref,
    () => ({
      picture: () => {
        const drawn = host.current?.querySelector('svg')
        if (!drawn) return null
        const { width, height } = drawn.getBoundingClientRect()
        // What is drawn, rather than ECharts' own text of it, which a face with quotes in its name breaks.
        return { svg: new XMLSerializer().serializeToString(drawn), width, height }
      },
    }),
    [],
  )

  const look = (next: number): void => {
    const found = Math.min(Math.max(next, 0), chart.places - 1)
    place.current = found
    drawing.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: found })
    setLooked(found)
  }
  const walk = (event: KeyboardEvent): void => {
    if (chart.places === 0) return
    const now = place.current
    if (event.key === 'ArrowRight') look(now === null ? 0 : now + 1)
    else if (event.key === 'ArrowLeft') look(now === null ? chart.places - 1 : now - 1)
    else if (event.key === 'Home') look(0)
    else if (event.key === 'End') look(chart.places - 1)
    else if (event.key === 'Enter' && now !== null && onOpen) onOpen(now)
    else if (event.key === 'Escape') {
      place.current = null
      drawing.current?.dispatchAction({ type: 'hideTip' })
    } else return
    event.preventDefault()
  }

  // What a slider is to those who listen: a row of places, one of them looked at, said in words.
  return (
    <div
      ref={host}
      className={onOpen ? classes.openable : classes.drawing}
      style={{ height }}
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={Math.max(chart.places, 1)}
      aria-valuenow={looked + 1}
      aria-valuetext={wordsOf(chart.tip(looked))}
      onKeyDown={walk}
    />
  )
}

function wordsOf({ title, rows }: ChartTip): string {
  return [title, ...rows.map(({ label, value }) => `${label} ${value}`)].join(', ')
}

/** The place the pointer is at: all series of a chart share the places of the first. */
function placeOf(params: unknown): number | null {
  const first: unknown = Array.isArray(params) ? params[0] : params
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return null
  return typeof first.dataIndex === 'number' ? first.dataIndex : null
}

function tipElement({ title, rows }: ChartTip): HTMLElement {
  const element = document.createElement('div')
  element.className = classes.tip ?? ''
  const head = element.appendChild(document.createElement('strong'))
  head.textContent = title
  for (const { label, value } of rows) {
    const row = element.appendChild(document.createElement('div'))
    row.appendChild(document.createElement('span')).textContent = label
    row.appendChild(document.createElement('b')).textContent = value
  }
  return element
}
