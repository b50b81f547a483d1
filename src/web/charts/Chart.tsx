import { lazy, Suspense, useRef } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { afterPaint } from './after-paint.ts'
import type { Chart as ChartData } from './chart-option.ts'
import type { ChartTable } from './chart-table.ts'
import { ChartFrame } from './ChartFrame.tsx'
import classes from './charts.module.css'
import type { EChartHandle } from './EChart.tsx'

/** ECharts comes when the figures are already there to be read, and takes no time from them. */
const EChart = lazy(async () => {
  await afterPaint()
  return { default: (await import('./EChart.tsx')).EChart }
})

interface ChartProps {
  readonly title: string
  /** What the chart says, in a sentence. */
  readonly message: string
  readonly chart: ChartData
  readonly table: ChartTable
  /** What the figures are of, for the names of files. */
  readonly period: string
  /** In pixels, kept free while the chart is on its way. */
  readonly height: number
  /** Opens what is behind a place along the axis. */
  readonly onOpen?: ((place: number) => void) | undefined
  /** Controls of the chart, beside its title. */
  readonly controls?: ReactNode
  /** What stands under the drawing. */
  readonly children?: ReactNode
}

/** A chart drawn with ECharts, in its frame. */
export function Chart({ title, message, chart, table, period, height, onOpen, controls, children }: ChartProps) {
  const t = useT('charts')
  const drawing = useRef<EChartHandle>(null)
  return (
    <ChartFrame
      title={title}
      message={message}
      table={table}
      period={period}
      picture={() => drawing.current?.picture() ?? null}
      controls={controls}
    >
      <Suspense
        fallback={
          <div className={classes.coming} style={{ height }}>
            <span className="unseen">{t('drawing')}</span>
          </div>
        }
      >
        <EChart
          ref={drawing}
          chart={chart}
          label={`${title}. ${message} ${t('keys')}`}
          height={height}
          onOpen={onOpen}
        />
      </Suspense>
      {children}
    </ChartFrame>
  )
}
