import { useMemo } from 'react'
import { Chart } from '../../charts/Chart.tsx'
import { retentionChart, retentionTable } from '../../charts/retention-chart.ts'
import type { RetentionPoint } from '../../charts/retention-chart.ts'
import { useReducedMotion } from '../../charts/use-reduced-motion.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'

const quartersOfYear = 4

/** What was kept of the year before, quarter after quarter. */
export function RetentionPanel({
  points,
  period,
  to,
}: {
  readonly points: readonly RetentionPoint[]
  readonly period: string
  /** The last day of the figures above, which the line does not reach within a quarter. */
  readonly to: string
}) {
  const t = useT('portfolio')
  const format = useFormat()
  const isStill = useReducedMotion()
  const [chart, table] = useMemo(() => {
    const words = {
      to: t('retention.to'),
      grr: t('kpi.grr'),
      nrr: t('kpi.nrr'),
      day: (day: string) => format.month(day.slice(0, 7)),
      percent: (share: number | null) => (share === null ? '–' : format.percent(share)),
      axisPercent: format.wholePercent,
    }
    return [retentionChart(points, words, !isStill), retentionTable(points, words)] as const
  }, [points, t, format, isStill])

  const last = points.at(-1)
  const before = points.at(-1 - quartersOfYear)
  const percent = (share: number | null): string => (share === null ? '–' : format.percent(share))
  const values = last && { nrr: percent(last.nrr), grr: percent(last.grr), day: format.day(last.to) }
  const isKnown = points.some(({ grr, nrr }) => grr !== null || nrr !== null)
  const sentence =
    !values || !isKnown
      ? t('retention.messageEmpty')
      : before === undefined || before.nrr === null
        ? t('retention.messageFirst', values)
        : t('retention.message', { ...values, nrrBefore: percent(before.nrr), grrBefore: percent(before.grr) })
  const message =
    last && isKnown && last.to !== to ? `${sentence} ${t('retention.whole', { day: format.day(to) })}` : sentence
  if (!isKnown)
    return (
      <Section title={t('retention.title')} hint={message}>
        {null}
      </Section>
    )
  return (
    <Chart title={t('retention.title')} message={message} chart={chart} table={table} period={period} height={392} />
  )
}
