import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { parseMicros } from '../../../domain/money.ts'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { Chart } from '../../charts/Chart.tsx'
import { PostureMap } from '../../charts/PostureMap.tsx'
import { whaleChart, whaleTable } from '../../charts/whale-chart.ts'
import { useReducedMotion } from '../../charts/use-reduced-motion.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Columns, Section } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EdgesDialog } from './EdgesDialog.tsx'
import { portfolioProfitQuery } from './portfolio-query.ts'
import type { PortfolioSearch } from './portfolio-query.ts'
import css from './Portfolio.module.css'

type BookProfit = Output<'getBookProfit'>
type Whale = NonNullable<BookProfit['whale']>

/** Who makes the net profit and who uses it up, and what each account calls for. */
export function ProfitPanel({ search, filter }: { readonly search: PortfolioSearch; readonly filter: AccountFilter }) {
  const t = useT('profits')
  const seesMargins = useRight('read-margin')
  const query = useQuery({
    ...portfolioProfitQuery(search),
    placeholderData: (before, asked) => (asked?.queryKey[0] === 'getBookProfit' ? before : undefined),
  })
  if (query.data === undefined) {
    return (
      <div className={classNames(css.profit, seesMargins && css.profitPair)}>
        <Section title={t('whale.title')}>
          <Loaded query={query} skeleton={<SkeletonBlock height={200} />}>
            {() => null}
          </Loaded>
        </Section>
      </div>
    )
  }
  return (
    <div className={query.isPlaceholderData ? css.stale : undefined} aria-busy={query.isPlaceholderData}>
      <Shown profit={query.data} filter={filter} />
    </div>
  )
}

function Shown({ profit, filter }: { readonly profit: BookProfit; readonly filter: AccountFilter }) {
  const t = useT('profits')
  const seesMargins = useRight('read-margin')
  const maySetEdges = useRight('policy')
  const [isMoving, setMoving] = useState(false)
  if (profit.known === 0) {
    return (
      <Section title={t('whale.title')}>
        <EmptyState
          title={t('none.title')}
          {...(seesMargins ? { action: <Link to="/finance">{t('none.link')}</Link> } : {})}
        >
          {t('none.advice')}
        </EmptyState>
      </Section>
    )
  }
  const map = (
    <PostureMap
      title={t('map.title')}
      map={profit.map}
      filter={filter}
      period={profit.period}
      controls={
        maySetEdges ? (
          <Button size="s" kind="plain" onClick={() => setMoving(true)}>
            {t('edges.move')}
          </Button>
        ) : undefined
      }
    />
  )
  return (
    <div className={css.profitParts}>
      {profit.whale ? (
        <Columns>
          <WhaleChart whale={profit.whale} filter={filter} period={profit.period} />
          {map}
        </Columns>
      ) : (
        map
      )}
      <LeftOut profit={profit} />
      {isMoving && <EdgesDialog edges={profit.map.edges} onClose={() => setMoving(false)} />}
    </div>
  )
}

function WhaleChart({
  whale,
  filter,
  period,
}: {
  readonly whale: Whale
  readonly filter: AccountFilter
  readonly period: string
}) {
  const t = useT('profits')
  const format = useFormat()
  const currency = useCurrency()
  const navigate = useNavigate()
  const isStill = useReducedMotion()
  const [chart, table] = useMemo(() => {
    const { share, sum } = whale.peak
    const words = {
      rank: t('whale.rank'),
      accounts: t('whale.accounts'),
      sum: t('whale.sum'),
      share: t('whale.share'),
      peak: t('whale.peak', { peak: share === null ? format.shortMoney(sum) : format.percent(share) }),
      accountAxis: t('whale.accountAxis'),
      shareAxis: t('whale.shareAxis'),
      sumAxis: t('whale.sumAxis'),
      count: format.integer,
      percent: format.percent,
      axisPercent: format.wholePercent,
      money: (amount: string) => format.wholeMoney(amount, currency),
      shortMoney: format.shortMoney,
    }
    return [whaleChart(whale, words, !isStill), whaleTable(whale, words)] as const
  }, [whale, t, format, currency, isStill])
  return (
    <Chart
      title={t('whale.title')}
      message={useMessage(whale)}
      chart={chart}
      table={table}
      period={period}
      height={300}
      onOpen={() => void navigate({ to: '/profits', search: filter })}
    >
      <p className={css.profitLink} data-print="no">
        <Link to="/profits" search={filter}>
          {t('whale.open')}
        </Link>
      </p>
    </Chart>
  )
}

/** The peak and what is used up after it: in per cent of the total, in money where there is none to share. */
function useMessage({ peak, erosion, accounts, total }: Whale): string {
  const t = useT('profits')
  const format = useFormat()
  const currency = useCurrency()
  const words = {
    rank: format.integer(peak.rank),
    accounts: format.integer(accounts),
    sum: format.wholeMoney(erosion.sum, currency),
    total: format.wholeMoney(total, currency),
  }
  if (peak.share === null || erosion.share === null)
    return t('whale.messageLoss', { ...words, peak: format.wholeMoney(peak.sum, currency) })
  if (parseMicros(erosion.sum) === 0n) return t('whale.messageNone', words)
  return t('whale.message', { ...words, peak: format.percent(peak.share), erosion: format.percent(erosion.share) })
}

/** What the figures leave out: accounts whose net profit is unknown, and what was never measured. */
function LeftOut({ profit: { unknown, profit } }: { readonly profit: BookProfit }) {
  const t = useT('profits')
  const format = useFormat()
  const notMeasured = (profit?.components ?? []).filter(({ state }) => state === 'not-measured')
  if (unknown === 0 && notMeasured.length === 0) return null
  return (
    <p className={css.profitNote}>
      {unknown > 0 && t('left.unknown', { count: unknown })}{' '}
      {notMeasured.length > 0 &&
        t('left.notMeasured', {
          list: format.list(notMeasured.map(({ component }) => t(`left.components.${component}`))),
        })}
    </p>
  )
}
