import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { alertKinds } from '../../../domain/alert/alert.ts'
import type { Call, Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState, ErrorState, Loading, SkeletonLines } from '../../ui/States.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { AlertCaps } from './AlertCaps.tsx'
import { AlertList } from './AlertList.tsx'
import css from './Alerts.module.css'
import { useLook } from './use-look.tsx'

type Listed = Output<'listAlerts'>
type Query = NonNullable<Call<'listAlerts'>['query']>

const route = getRouteApi('/app/alerts')
const tabs = ['week', 'open', 'answered', 'over', 'caps'] as const
type ListTab = Exclude<(typeof tabs)[number], 'caps'>
const reaches = ['book', 'mine'] as const

/** Accounts that are silent, or decline in part: those of the week, all of them, what became of them, and why so many. */
export function Alerts() {
  const t = useT('alerts')
  const isEmpty = useBook()?.period === null
  if (!isEmpty) return <Parts />
  return (
    <>
      <PageHeader title={t('title')}>{t('under')}</PageHeader>
      <EmptyBook />
    </>
  )
}

function Parts() {
  const t = useT('alerts')
  const { tab = 'week' } = route.useSearch()
  const navigate = route.useNavigate()
  // What was looked at stands on every page of the list: the shortest says it.
  const about = useQuery(queryOf('listAlerts', { query: { limit: '1' } })).data
  const look = useLook()
  return (
    <>
      <PageHeader title={t('title')} actions={look.button}>
        {about?.looked ? <LookedLine looked={about.looked} /> : t('under')}
      </PageHeader>
      {look.progress}
      <Tabs
        label={t('parts')}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        onValue={(value) =>
          void navigate({
            search: (before) => ({ ...before, tab: value === 'week' ? undefined : value }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <TabPanel of={tab}>{tab === 'caps' ? <AlertCaps /> : <Listing key={tab} state={tab} />}</TabPanel>
    </>
  )
}

function LookedLine({ looked: { asOf, isOld } }: { readonly looked: NonNullable<Listed['looked']> }) {
  const t = useT('alerts')
  const format = useFormat()
  return (
    <>
      <span>{t('asOf', { day: format.day(asOf) })}</span>
      {isOld && <strong className={css.old}>{t('isOld')}</strong>}
    </>
  )
}

function Listing({ state }: { readonly state: ListTab }) {
  const t = useT('alerts')
  const query = useListQuery(state)
  const pages = usePages('listAlerts', { query })
  return (
    <>
      <Filters query={query} />
      {pages.isPending ? (
        pages.error === null && (
          <Loading>
            <SkeletonLines lines={8} />
          </Loading>
        )
      ) : (
        <div aria-busy={pages.isStale}>
          {pages.rows.length > 0 ? (
            <div className={css.page}>
              <AlertList label={t(`tabs.${state}`)} alerts={pages.rows} />
              {state === 'week' && !pages.hasMore && <Beyond query={query} />}
            </div>
          ) : (
            pages.error === null && <Nothing state={state} query={query} />
          )}
        </div>
      )}
      {pages.error !== null && <ErrorState error={pages.error} onRetry={pages.retry} />}
      {pages.hasMore && (
        <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
          {t('common:loadMore')}
        </Button>
      )}
    </>
  )
}

function useListQuery(state: ListTab): Query {
  const { within, owner, kind, account } = route.useSearch()
  return {
    state,
    ...(within === undefined ? {} : { within }),
    ...(owner === undefined ? {} : { owner }),
    ...(kind === undefined ? {} : { kind }),
    ...(account === undefined ? {} : { account }),
  }
}

function Filters({ query }: { readonly query: Query }) {
  const t = useT('alerts')
  const { within = 'book', owner, kind } = route.useSearch()
  const navigate = route.useNavigate()
  const owners = useQuery(queryOf('getAlertCaps', {})).data?.reps ?? []
  const mayExport = useRight('export')
  // Whose accounts are their own is said by how far their right to spend reaches.
  const spend = useSession()?.rights['read-spend']
  const options = owners.flatMap(({ rep }) => (rep ? [{ value: rep.key, label: rep.name }] : []))
  const set = (change: { within?: 'mine' | undefined; owner?: string[] | undefined; kind?: typeof kind }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
  return (
    <div className={css.filters} data-print="no">
      <FilterBar
        end={
          mayExport && (
            <SheetDownload operation="exportAlerts" input={{ query }} size="s">
              {t('export')}
            </SheetDownload>
          )
        }
      >
        {spend !== undefined && spend !== 'all' && (
          <SegmentedControl
            label={t('filter.within')}
            value={within}
            options={reaches.map((value) => ({ value, label: t(`filter.${value}`) }))}
            onValue={(value) => set({ within: value === 'book' ? undefined : value })}
          />
        )}
        <FilterSelect
          label={t('filter.kind')}
          options={alertKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind ?? []}
          onValue={(chosen) => set({ kind: chosen.length === 0 ? undefined : chosen })}
        />
        {options.length > 1 && (
          <FilterSelect
            label={t('filter.owner')}
            options={options}
            value={owner ?? []}
            onValue={(chosen) => set({ owner: chosen.length === 0 ? undefined : chosen })}
          />
        )}
      </FilterBar>
    </div>
  )
}

/** How many wait for another week, and the way there. */
function Beyond({ query }: { readonly query: Query }) {
  const t = useT('alerts')
  const counts = useQuery(queryOf('listAlerts', { query: { ...query, limit: '1' } })).data?.counts
  const count = counts ? counts.open - counts.week : 0
  if (count <= 0) return null
  return (
    <p className={css.beyond}>
      {t('beyond', { count })}
      <Link from="/alerts" to="/alerts" search={(before) => ({ ...before, tab: 'open' as const })}>
        {t('tabs.open')}
      </Link>
    </p>
  )
}

/** An empty list says why: nobody has looked, all are answered, or there is nothing to find. */
function Nothing({ state, query }: { readonly state: ListTab; readonly query: Query }) {
  const t = useT('alerts')
  const shown = useQuery(queryOf('listAlerts', { query: { ...query, limit: '1' } })).data
  if (shown?.looked === null) return <EmptyState title={t('never.title')}>{t('never.advice')}</EmptyState>
  if (state !== 'week') return <EmptyState title={t(`empty.${state}`)}>{t('empty.advice')}</EmptyState>
  if (shown && shown.counts.answered > 0) return <EmptyState title={t('done.title')}>{t('done.advice')}</EmptyState>
  return <EmptyState title={t('none.title')}>{t('none.advice')}</EmptyState>
}
