import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useCurrency, useFormat, useRight } from '../../ui/book-context.ts'
import { Count, Money, Percent } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader, StatRow, StatTile } from '../../ui/Page.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { PlanPart } from './PlanPart.tsx'
import { ReasonsPart } from './ReasonsPart.tsx'
import { ReviewCounts } from './ReviewCounts.tsx'
import { filterOf } from './review-filter.ts'
import { ReviewFilters } from './ReviewFilters.tsx'
import { ReviewList } from './ReviewList.tsx'
import css from './Reviews.module.css'
import { StartReview } from './StartReview.tsx'

const route = getRouteApi('/app/reviews')
const tabs = ['list', 'counts', 'reasons', 'plan'] as const

/** Why accounts left, fell or were won: the reviews, what they come to, and what the book says of reasons and plans. */
export function Reviews() {
  const t = useT('reviews')
  const isEmpty = useBook()?.period === null
  return (
    <>
      <PageHeader title={t('title')} actions={isEmpty ? undefined : <StartReview isPrimary />}>
        {t('under')}
      </PageHeader>
      {isEmpty ? <EmptyBook /> : <Parts />}
    </>
  )
}

function Parts() {
  const t = useT('reviews')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false })
  const { tab = 'list', by = 'reason' } = search
  const filter = filterOf(search)
  return (
    <>
      <KeyFigures />
      <div className={css.parts}>
        <Tabs
          label={t('parts')}
          value={tab}
          tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          onValue={(value) => change({ tab: value === 'list' ? undefined : value })}
        />
        <TabPanel of={tab}>
          {(tab === 'list' || tab === 'counts') && (
            <ReviewFilters search={search} onChange={change} end={tab === 'list' ? <Export /> : undefined} />
          )}
          {tab === 'list' && <ReviewList filter={filter} />}
          {tab === 'counts' && (
            <ReviewCounts
              filter={filter}
              by={by}
              onBy={(value) => change({ by: value === 'reason' ? undefined : value })}
            />
          )}
          {tab === 'reasons' && <ReasonsPart />}
          {tab === 'plan' && <PlanPart />}
        </TabPanel>
      </div>
    </>
  )
}

function Export() {
  const t = useT('reviews')
  const mayExport = useRight('export')
  const query = filterOf(route.useSearch())
  if (!mayExport) return null
  return (
    <SheetDownload operation="exportReviews" input={{ query }} size="s">
      {t('list.download')}
    </SheetDownload>
  )
}

/** What all reviews come to, whatever the filter says. */
function KeyFigures() {
  const t = useT('reviews')
  const format = useFormat()
  const currency = useCurrency()
  const listed = useQuery(queryOf('listReviews', { query: { limit: 1 } }))
  const counted = useQuery(queryOf('countReviews', { query: { by: 'kind' } }))
  const { counts } = listed.data ?? {}
  const { total } = counted.data ?? {}
  return (
    <StatRow>
      <StatTile
        label={t('figure.open')}
        value={<Count count={counts?.open ?? null} />}
        note={counts === undefined ? '' : t('figure.openNote', { all: format.integer(counts.all) })}
      />
      <StatTile
        label={t('figure.waiting')}
        value={<Count count={counts?.waiting ?? null} />}
        note={t('figure.waitingNote')}
      />
      <StatTile
        label={t('figure.controllable')}
        value={<Percent share={total?.controllableShare ?? null} />}
        note={t('figure.controllableNote')}
      />
      <StatTile
        label={t('figure.lost')}
        value={<Money amount={total === undefined ? null : total.lost} currency={currency} size="short" />}
        note={t('figure.lostNote')}
      />
      <StatTile
        label={t('figure.won')}
        value={<Money amount={total === undefined ? null : total.won} currency={currency} size="short" />}
        note={t('figure.lostNote')}
      />
    </StatRow>
  )
}
