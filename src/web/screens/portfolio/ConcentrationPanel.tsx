import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Chart } from '../../charts/Chart.tsx'
import { concentrationChart, concentrationTable } from '../../charts/concentration-chart.ts'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { useReducedMotion } from '../../charts/use-reduced-motion.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import css from './ConcentrationPanel.module.css'
import type { PortfolioData } from './portfolio-parts.ts'

type Concentration = NonNullable<PortfolioData['concentration']>

const named = 5

/** How much of the spend hangs on how few families, and which. */
export function ConcentrationPanel({
  concentration,
  filter,
  period,
}: {
  readonly concentration: Concentration
  readonly filter: AccountFilter
  readonly period: string
}) {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const navigate = useNavigate()
  const isStill = useReducedMotion()
  const { points, families, accountsForFourFifths, topFifthShare, largest } = concentration
  const [chart, table] = useMemo(() => {
    const words = {
      rank: t('concentration.rank'),
      families: t('concentration.families'),
      spendShare: t('concentration.spendShare'),
      spend: t('concentration.spend'),
      name: t('concentration.name'),
      fourFifths: t('concentration.fourFifths', {
        families: format.integer(accountsForFourFifths ?? 0),
        share: format.wholePercent(0.8),
      }),
      familyAxis: t('concentration.familyAxis'),
      spendAxis: t('concentration.spendAxis'),
      count: format.integer,
      percent: format.percent,
      axisPercent: format.wholePercent,
      money: (amount: string) => format.wholeMoney(amount, currency),
    }
    return [concentrationChart(concentration, words, !isStill), concentrationTable(concentration, words)] as const
  }, [concentration, accountsForFourFifths, t, format, currency, isStill])

  const message =
    accountsForFourFifths === null || topFifthShare === null
      ? t('concentration.messageEmpty')
      : t('concentration.message', {
          count: accountsForFourFifths,
          families: format.integer(families),
          share: format.percent(topFifthShare),
        })
  return (
    <Chart
      title={t('concentration.title')}
      message={message}
      chart={chart}
      table={table}
      period={period}
      height={252}
      onOpen={(place) => {
        const account = largest[(points[place]?.rank ?? 0) - 1]?.account
        if (account) void navigate({ to: '/accounts/$id', params: { id: account.id } })
        else void navigate({ to: '/accounts', search: { ...filter, sort: '-spend' } })
      }}
    >
      <ol className={css.largest} aria-label={t('concentration.largest')}>
        {largest.slice(0, named).map(({ account, spend, share }) => (
          <li key={account.id}>
            <Link to="/accounts/$id" params={{ id: account.id }}>
              {account.name}
            </Link>
            <span>{format.shortMoney(spend)}</span>
            <span className={css.share}>{share === null ? '–' : format.percent(share)}</span>
          </li>
        ))}
      </ol>
    </Chart>
  )
}
