import { IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { GradePyramid } from '../../charts/GradePyramid.tsx'
import { MovementMatrix } from '../../charts/MovementMatrix.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Columns, PageHeader } from '../../ui/Page.tsx'
import { EmptyState, Loaded, Notice, SkeletonLines } from '../../ui/States.tsx'
import { AttentionList } from './AttentionList.tsx'
import { ConcentrationPanel } from './ConcentrationPanel.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { FlowPanel } from './FlowPanel.tsx'
import { GroupsPanel } from './GroupsPanel.tsx'
import { Kpis } from './Kpis.tsx'
import type { PortfolioData } from './portfolio-parts.ts'
import { filterOf, portfolioAlertsQuery, portfolioGroupsQuery, portfolioQuery } from './portfolio-query.ts'
import type { PortfolioSearch } from './portfolio-query.ts'
import css from './Portfolio.module.css'
import { PortfolioFilters } from './PortfolioFilters.tsx'
import { PortfolioSkeleton } from './PortfolioSkeleton.tsx'
import { ProfitPanel } from './ProfitPanel.tsx'
import { Reconciliation } from './Reconciliation.tsx'
import { RetentionPanel } from './RetentionPanel.tsx'
import { useWindowText } from './use-window-text.ts'

const route = getRouteApi('/app/portfolio')

/** How is the book? Who moved, what it is worth, on how few it hangs, and who needs a look. */
export function Portfolio() {
  const t = useT('portfolio')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isEmpty = useBook()?.period === null
  const portfolio = useQuery({
    ...portfolioQuery(search),
    placeholderData: keepPreviousData,
    enabled: !isEmpty,
  })
  const windowText = useWindowText()
  const change = (part: { [K in keyof PortfolioSearch]: PortfolioSearch[K] | undefined }): void => {
    // What is undefined goes out of the address.
    void navigate({ search: (before) => withoutGaps({ ...before, ...part }), replace: true, resetScroll: false })
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button
            kind="plain"
            icon={<IconPrinter size={16} stroke={1.6} />}
            onClick={() => {
              globalThis.print()
            }}
          >
            {t('print')}
          </Button>
        }
      >
        {portfolio.data ? windowText(portfolio.data.basis, portfolio.data.before) : '\u00A0'}
      </PageHeader>
      {isEmpty ? (
        <EmptyBook />
      ) : (
        <>
          <PortfolioFilters search={search} onChange={change} />
          <Loaded query={portfolio} skeleton={<PortfolioSkeleton />}>
            {(data) => (
              <div
                className={portfolio.isPlaceholderData ? css.stale : undefined}
                aria-busy={portfolio.isPlaceholderData}
              >
                <Figures data={data} search={search} onChange={change} />
              </div>
            )}
          </Loaded>
        </>
      )}
    </>
  )
}

function Figures({
  data,
  search,
  onChange,
}: {
  readonly data: PortfolioData
  readonly search: PortfolioSearch
  readonly onChange: (change: { [K in keyof PortfolioSearch]: PortfolioSearch[K] | undefined }) => void
}) {
  const t = useT('portfolio')
  const format = useFormat()
  const mayReadSpend = useRight('read-spend')
  const firstDay = useBook()?.firstDay
  const filter = filterOf(search)
  const by = search.by ?? 'owner'
  const groups = useQuery({
    ...portfolioGroupsQuery(search),
    placeholderData: (before, query) => (query?.queryKey[0] === 'listPortfolioGroups' ? before : undefined),
  })
  const alerts = useQuery({
    ...portfolioAlertsQuery(search),
    // Alerts are of an owner, and know no territory or segment.
    enabled: search.territory === undefined && search.segment === undefined,
  })
  const { basis, before } = data
  if (data.accounts === 0 && data.grades.every(({ countBefore }) => countBefore === 0)) {
    return (
      <EmptyState
        title={t('nothing.title')}
        action={
          <Button
            onClick={() => {
              onChange({ owner: undefined, territory: undefined, segment: undefined, within: undefined })
            }}
          >
            {t('nothing.clear')}
          </Button>
        }
      >
        {t('nothing.detail')}
      </EmptyState>
    )
  }
  return (
    <div className={css.screen}>
      {!before.isWhole && (
        <Notice tone="warning">{t('beforeNotWhole', { day: format.day(firstDay ?? before.from) })}</Notice>
      )}
      {mayReadSpend && !data.totals && search.within !== 'mine' && <Notice>{t('filter.mineHint')}</Notice>}
      <div>
        <Kpis data={data} filter={filter} />
        {data.totals && <Reconciliation totals={data.totals} filter={filter} />}
      </div>
      <div className={css.first}>
        <div className={css.pictures}>
          <GradePyramid title={t('pyramid.title')} grades={data.grades} filter={filter} period={basis.period} />
          <MovementMatrix title={t('matrix.title')} entries={data.matrix} filter={filter} period={basis.period} />
        </div>
        <AttentionList
          title={t('attention.title')}
          items={data.attention}
          alerts={alerts.data?.items ?? []}
          controls={
            <span className={css.links}>
              <Link to="/alerts">{t('attention.alerts')}</Link>
              <Link to="/movement" search={filter}>
                {t('attention.moves')}
              </Link>
            </span>
          }
          period={basis.period}
          gradeBy={data.gradeBy}
        />
      </div>
      <FlowPanel
        search={search}
        filter={filter}
        period={basis.period}
        onStep={(step) => {
          onChange({ step: step === 'quarter' ? undefined : step })
        }}
      />
      <ProfitPanel search={search} filter={filter} />
      {(data.concentration ?? data.retentionLine) && (
        <Columns>
          {data.retentionLine && <RetentionPanel points={data.retentionLine} period={basis.period} to={basis.to} />}
          {data.concentration && (
            <ConcentrationPanel concentration={data.concentration} filter={filter} period={basis.period} />
          )}
        </Columns>
      )}
      <GroupsPanel
        by={by}
        onBy={(next) => {
          onChange({ by: next === 'owner' ? undefined : next })
        }}
        groups={groups.data?.items}
        filter={filter}
        period={basis.period}
      >
        <Loaded query={groups} skeleton={<SkeletonLines lines={8} />}>
          {() => null}
        </Loaded>
      </GroupsPanel>
    </div>
  )
}

function withoutGaps<T extends object>(search: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
