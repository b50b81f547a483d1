import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, type ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { Chart } from '../../charts/Chart.tsx'
import { monthsChart, monthsTable, type MonthPoint, type MonthsWords } from '../../charts/months-chart.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useAccountAddress, type AccountCard } from './account-parts.ts'
import { OrdersByMonth } from './OrdersByMonth.tsx'

const chartHeight = 240
/** The card of an account is one page. */
const printedHeight = 160

type Months = Output<'listMonths'>

/** Spend month by month beside the year before; a month opens its lines. Who may not see money sees orders. */
export function Months({ account }: { readonly account: AccountCard }) {
  const { id, search, ofPeriod } = useAccountAddress()
  const query = useQuery(
    queryOf('listMonths', { params: { id }, query: { ...ofPeriod, family: search.ofFamily ?? 'no' } }),
  )
  const hasFamily = account.parents.length > 0 || account.children.length > 0
  const controls = hasFamily && <WhoseMonths />
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={chartHeight + 92} />}>
      {(months) => <MonthsDrawing months={months} controls={controls} />}
    </Loaded>
  )
}

function WhoseMonths() {
  const t = useT('account')
  const { search, navigate } = useAccountAddress()
  return (
    <SegmentedControl
      label={t('months.who')}
      value={search.ofFamily ?? 'no'}
      options={[
        { value: 'no', label: t('months.own') },
        { value: 'yes', label: t('months.family') },
      ]}
      onValue={(value) =>
        void navigate({
          search: ({ ofFamily: _before, ...rest }) => ({ ...rest, ...(value === 'yes' ? { ofFamily: value } : {}) }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}

interface DrawingProps {
  readonly months: Months
  readonly controls: ReactNode
}

function MonthsDrawing({ months, controls }: DrawingProps) {
  const points = useMemo(() => months.months.flatMap(pointOf), [months])
  return points.length === months.months.length ? (
    <SpendByMonth points={points} months={months} controls={controls} />
  ) : (
    <OrdersByMonth months={months.months} controls={controls} />
  )
}

function SpendByMonth({ points, months, controls }: DrawingProps & { readonly points: readonly MonthPoint[] }) {
  const t = useT('account')
  const format = useFormat()
  const { navigate } = useAccountAddress()
  const { currency, period } = months.basis
  const words = useMemo<MonthsWords>(
    () => ({
      month: t('months.month'),
      spend: t('figure.spend'),
      spendBefore: t('months.before'),
      grossProfit: t('figure.grossProfit'),
      orders: t('figure.orders'),
      monthName: format.month,
      money: (amount) => format.wholeMoney(amount, currency),
      shortMoney: (value) => format.bound(value),
      count: format.integer,
    }),
    [t, format, currency],
  )
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  const chart = useMemo(() => monthsChart(points, words, !isStill), [points, words, isStill])
  const table = useMemo(() => monthsTable(points, words), [points, words])
  const open = useCallback(
    (place: number) => {
      const month = points[place]?.month
      if (month === undefined) return
      void navigate({ search: ({ ofFamily }) => ({ ...(ofFamily ? { ofFamily } : {}), tab: 'lines', month }) })
    },
    [points, navigate],
  )
  return (
    <Chart
      title={t('months.title')}
      message={useMonthsMessage(points, months.basis)}
      chart={chart}
      table={table}
      period={period}
      height={useMedia('print') ? printedHeight : chartHeight}
      onOpen={open}
      controls={controls}
    />
  )
}

/** The months in a sentence: their sum and what it is against the same months of the year before. */
function useMonthsMessage(points: readonly MonthPoint[], basis: Months['basis']): string {
  const t = useT('account')
  const format = useFormat()
  const period = usePeriodText()(basis.period)
  const spend = sumOf(points.map((point) => point.spend))
  const before = sumOf(points.map((point) => point.spendBefore))
  const money = format.wholeMoney(formatMicros(spend), basis.currency)
  const share = before > 0n ? ratio(spend - before, before) : null
  const change = share === null ? null : `${share > 0 ? '+' : ''}${format.percent(share)}`
  const message =
    change === null ? t('months.messageNoBefore', { money, period }) : t('months.message', { money, period, change })
  // A window that ends within a month begins within one: its twelve months stand in thirteen columns.
  return basis.from.endsWith('-01') ? message : `${message} ${t('months.partFirst', { day: format.day(basis.from) })}`
}

function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + parseMicros(amount), 0n)
}

/** A month as the chart takes it; nothing where one may not see its money. */
function pointOf(month: Months['months'][number]): readonly MonthPoint[] {
  const { spend, spendBefore } = month
  return spend === undefined || spendBefore === undefined ? [] : [{ ...month, spend, spendBefore }]
}
