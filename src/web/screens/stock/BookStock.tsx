import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { stockFilters } from '../../../domain/inventory/ranked.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { StockByRule, StockFigures, StockNotes, StockParts } from '../account/StockFigures.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { filterOf } from '../portfolio/portfolio-query.ts'
import { PortfolioFilters } from '../portfolio/PortfolioFilters.tsx'
import css from './BookStock.module.css'
import { useStockColumns } from './use-stock-columns.tsx'

const route = getRouteApi('/app/stock')
const usualSort = '-carrying'

/** What stock the book or a part of it binds, by rule and with what nobody buys, and the accounts it stands with, ranked. */
export function BookStock() {
  const t = useT('inventory')
  const isEmpty = useBook()?.period === null
  return (
    <>
      <PageHeader title={t('book.title')} actions={isEmpty ? undefined : <Export />}>
        {t('book.under')}
      </PageHeader>
      {isEmpty ? <EmptyBook /> : <Part />}
    </>
  )
}

function Export() {
  const t = useT('inventory')
  const mayExport = useRight('export')
  const query = { ...usePart(), ...useRanking() }
  if (!mayExport) return null
  return (
    <SheetDownload operation="exportStock" input={{ query }}>
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

/** All accounts of the part together, and of the whole book what no rule gives to any of them. */
function Total() {
  const t = useT('inventory')
  const format = useFormat()
  const query = useQuery(queryOf('getBookStock', { query: { ...usePart(), limit: 1 } }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
      {(shown) => {
        const { total, currency, from, to } = shown
        if (total.knownStock === undefined) return <p>{t('book.notYours')}</p>
        return (
          <Section title={t('book.total')} hint={t('stock.hint', { from: format.day(from), to: format.day(to) })}>
            <StockFigures figures={total} currency={currency} />
            <StockParts byPart={total.byPart ?? []} currency={currency}>
              <StockByRule figures={total} notAttributed={total.notAttributed ?? null} currency={currency} />
            </StockParts>
            <StockNotes reckoning={shown} uncosted={total.uncosted} withoutCost={total.withoutCost ?? null} />
          </Section>
        )
      }}
    </Loaded>
  )
}

function Ranking() {
  const t = useT('inventory')
  const { show = 'all', sort = usualSort } = route.useSearch()
  const change = useChange()
  const pages = usePages('getBookStock', { query: { ...usePart(), ...useRanking() } })
  return (
    <Section isBare title={t('book.accounts')}>
      <div className={css.choice} data-print="no">
        <SegmentedControl
          label={t('book.show')}
          value={show}
          options={stockFilters.map((value) => ({ value, label: t(`book.shows.${value}`) }))}
          onValue={(value) => change({ show: value === 'all' ? undefined : value })}
        />
      </div>
      <DataTable
        label={t('book.accounts')}
        columns={useStockColumns()}
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
