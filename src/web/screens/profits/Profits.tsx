import { getRouteApi, Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { postures } from '../../../domain/profit/posture.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag, GradeBadge } from '../../ui/Badges.tsx'
import { useBook, useCurrency, useRight } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Delta, Money, Percent } from '../../ui/Figures.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { filterOf } from '../portfolio/portfolio-query.ts'
import { PortfolioFilters } from '../portfolio/PortfolioFilters.tsx'
import css from './Profits.module.css'

type Row = Output<'listProfits'>['items'][number]

const route = getRouteApi('/app/profits')
const usualSort = '-netProfit'

/** The accounts whose margin one may see, ranked by what they earn, return or have gained in two years, either way round. */
export function Profits() {
  const t = useT('profits')
  const isEmpty = useBook()?.period === null
  return (
    <>
      <PageHeader title={t('title')} actions={isEmpty ? undefined : <Export />}>
        {t('under')}
      </PageHeader>
      {isEmpty ? <EmptyBook /> : <Ranking />}
    </>
  )
}

function Export() {
  const t = useT('profits')
  const mayExport = useRight('export')
  const query = useAsked()
  if (!mayExport) return null
  return (
    <SheetDownload operation="exportProfits" input={{ query }}>
      {t('csv')}
    </SheetDownload>
  )
}

function Ranking() {
  const t = useT('profits')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const pages = usePages('listProfits', { query: useAsked() })
  const columns = useColumns()
  return (
    <>
      <PortfolioFilters search={search} onChange={change}>
        <FilterSelect
          label={t('filterPosture')}
          options={postures.map((value) => ({ value, label: t(`postures.${value}`) }))}
          value={search.posture ?? []}
          onValue={(chosen) => {
            const known = postures.filter((posture) => chosen.includes(posture))
            change({ posture: known.length === 0 ? undefined : known })
          }}
        />
      </PortfolioFilters>
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        sort={search.sort ?? usualSort}
        onSort={(sort) => change({ sort: sort === usualSort ? undefined : sort })}
        empty={<EmptyState title={t('empty')}>{t('emptyAdvice')}</EmptyState>}
      />
    </>
  )
}

/** What the address asks for, as the server takes it. */
function useAsked() {
  const search = route.useSearch()
  const { period, posture, sort } = search
  return {
    ...filterOf(search),
    ...(period === undefined ? {} : { period }),
    ...(posture === undefined ? {} : { posture }),
    ...(sort === undefined ? {} : { sort }),
  }
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('profits')
  const currency = useCurrency()
  const money = (id: keyof Row & ('spend' | 'grossProfit' | 'netProfit' | 'capital')) => (row: Row) => (
    <Money amount={row[id]} currency={currency} />
  )
  return [
    {
      id: 'account',
      header: t('columns.account'),
      card: 'title',
      least: 220,
      cell: ({ id, name, grade }) => (
        <span className={css.account}>
          <GradeBadge grade={grade} size="s" isShort />
          <Link to="/accounts/$id" params={{ id }} search={{ tab: 'value' }} title={name}>
            {name}
          </Link>
        </span>
      ),
    },
    { id: 'owner', header: t('columns.owner'), width: 140, priority: 5, cell: ({ owner }) => owner?.name ?? '' },
    {
      id: 'posture',
      header: t('columns.posture'),
      width: 136,
      priority: 2,
      cell: ({ proposed, decided }) => <PostureTag proposed={proposed} decided={decided} />,
    },
    {
      id: 'spend',
      header: t('columns.spend'),
      width: 120,
      align: 'end',
      priority: 3,
      sort: 'spend',
      firstSort: 'down',
      cell: money('spend'),
    },
    {
      id: 'grossProfit',
      header: t('columns.grossProfit'),
      width: 120,
      align: 'end',
      priority: 4,
      cell: money('grossProfit'),
    },
    {
      id: 'netProfit',
      header: t('columns.netProfit'),
      hint: t('columns.netProfitHint'),
      width: 120,
      align: 'end',
      sort: 'netProfit',
      firstSort: 'down',
      card: 'figure',
      cell: money('netProfit'),
    },
    {
      id: 'rate',
      header: t('columns.rate'),
      hint: t('columns.rateHint'),
      width: 84,
      align: 'end',
      priority: 2,
      sort: 'netProfitRate',
      firstSort: 'down',
      cell: ({ netProfitRate }) => <Percent share={netProfitRate} />,
    },
    {
      id: 'capital',
      header: t('columns.capital'),
      hint: t('columns.capitalHint'),
      width: 120,
      align: 'end',
      priority: 3,
      sort: 'capital',
      firstSort: 'down',
      cell: money('capital'),
    },
    {
      id: 'return',
      header: t('columns.return'),
      hint: t('columns.returnHint'),
      width: 88,
      align: 'end',
      priority: 2,
      sort: 'returnOnAccount',
      firstSort: 'down',
      cell: ({ returnOnAccount }) => <Percent share={returnOnAccount} />,
    },
    {
      id: 'swing',
      header: t('columns.swing'),
      hint: t('columns.swingHint'),
      width: 120,
      align: 'end',
      priority: 2,
      sort: 'swing',
      firstSort: 'down',
      cell: ({ swing }) => <Delta amount={swing} currency={currency} />,
    },
  ]
}

function PostureTag({ proposed, decided }: Pick<Row, 'proposed' | 'decided'>) {
  const t = useT('profits')
  const posture = decided ?? proposed
  if (posture === null) return null
  return (
    <Tag tone={decided === null ? 'plain' : 'accent'}>
      {t(`postures.${posture}`)}
      {decided !== null && <span className="unseen"> {t('decided')}</span>}
    </Tag>
  )
}
