import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { receivableFilters } from '../../../domain/receivables/ranked.ts'
import { parseMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { OpenByAge } from '../account/OpenByAge.tsx'
import { KeyFigures, MoreFigures, Notes } from '../account/ReceivableFigures.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { filterOf } from '../portfolio/portfolio-query.ts'
import { PortfolioFilters } from '../portfolio/PortfolioFilters.tsx'
import css from './BookReceivables.module.css'
import { useReceivableColumns } from './use-receivable-columns.tsx'

const route = getRouteApi('/app/receivables')
const usualSort = '-overdue'

/** What the book or a part of it is owed, by age, and who owes it: ranked, with what is disputed and what waiting costs. */
export function BookReceivables() {
  const t = useT('receivables')
  const isEmpty = useBook()?.period === null
  return (
    <>
      <PageHeader title={t('title')} actions={isEmpty ? undefined : <Export />}>
        {t('book.under')}
      </PageHeader>
      {isEmpty ? <EmptyBook /> : <Part />}
    </>
  )
}

function Export() {
  const t = useT('receivables')
  const mayExport = useRight('export')
  const query = { ...usePart(), ...useRanking() }
  if (!mayExport) return null
  return (
    <SheetDownload operation="exportReceivables" input={{ query }}>
      {t('book.csv')}
    </SheetDownload>
  )
}

function Part() {
  const search = route.useSearch()
  const change = useChange()
  return (
    <>
      <PortfolioFilters search={search} onChange={change} />
      <div className={css.screen}>
        <Total />
        <Ranking />
      </div>
    </>
  )
}

/** All accounts of the part together, whatever is listed of it. */
function Total() {
  const t = useT('receivables')
  const format = useFormat()
  const query = useQuery(queryOf('getBookReceivables', { query: { ...usePart(), limit: 1 } }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
      {({ total, unlisted, rates, currency, from, to }) => (
        <Section title={t('book.total')} hint={t('hint', { day: format.day(to), from: format.day(from) })}>
          <KeyFigures figures={total} currency={currency} />
          <div className={css.pair}>
            <OpenByAge byAge={total.byAge} open={total.open} currency={currency} />
            <MoreFigures figures={total} currency={currency} />
          </div>
          <Notes rates={rates} figures={total} />
          <NotListed unlisted={unlisted} currency={currency} />
        </Section>
      )}
    </Loaded>
  )
}

type Shown = Output<'getBookReceivables'>

/** What makes the difference between the sums and the accounts that are listed. */
function NotListed({ unlisted, currency }: { readonly unlisted: Shown['unlisted']; readonly currency: string }) {
  const t = useT('receivables')
  const format = useFormat()
  const { accounts, open, overdue } = unlisted
  if (accounts === 0 && (open === undefined || parseMicros(open) === 0n)) return null
  const count = { count: accounts, shown: format.integer(accounts) }
  return (
    <p className={css.note}>
      {open === undefined || overdue === undefined
        ? t('book.left', count)
        : t('book.leftMoney', {
            ...count,
            open: format.money(open, currency),
            overdue: format.money(overdue, currency),
          })}
    </p>
  )
}

function Ranking() {
  const t = useT('receivables')
  const { show = 'all', sort = usualSort } = route.useSearch()
  const change = useChange()
  const pages = usePages('getBookReceivables', { query: { ...usePart(), ...useRanking() } })
  const columns = useReceivableColumns()
  return (
    <Section isBare title={t('book.accounts')}>
      <div className={css.choice} data-print="no">
        <SegmentedControl
          label={t('book.show')}
          value={show}
          options={receivableFilters.map((value) => ({ value, label: t(`book.shows.${value}`) }))}
          onValue={(value) => change({ show: value === 'all' ? undefined : value })}
        />
      </div>
      <DataTable
        label={t('book.accounts')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={(chosen) => change({ sort: chosen === usualSort ? undefined : chosen })}
        empty={<EmptyState title={t('book.empty')}>{t('book.emptyAdvice')}</EmptyState>}
      />
    </Section>
  )
}

function useChange() {
  const navigate = route.useNavigate()
  return (part: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
}

/** Which part of the book the address is of, as the server takes it. */
function usePart() {
  const search = route.useSearch()
  const { period } = search
  return { ...filterOf(search), ...(period === undefined ? {} : { period }) }
}

function useRanking() {
  const { show, sort } = route.useSearch()
  return { ...(show === undefined ? {} : { show }), ...(sort === undefined ? {} : { sort }) }
}
