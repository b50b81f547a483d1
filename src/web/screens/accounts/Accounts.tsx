import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queryOf } from '../../queries.ts'
import { useBook, useCurrency, useFormat, useSession } from '../../ui/book-context.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useT } from '../../i18n/i18n.ts'
import { useAccountColumns } from './account-columns.tsx'
import css from './Accounts.module.css'
import { AccountsFilters } from './AccountsFilters.tsx'
import { FilterChips } from './FilterChips.tsx'
import { shownColumns } from './columns.ts'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { readDefaultView } from './default-view.ts'
import { NoAccounts } from './NoAccounts.tsx'
import { keepOpened, readOpened } from './opened-account.ts'
import { changeSearch, readAccountsSearch, viewText } from './search.ts'
import { SortPicker } from './SortPicker.tsx'
import { useAccountsAddress } from './use-accounts-address.ts'
import { useViews } from './use-views.ts'
import { useActiveView, ViewsMenu } from './ViewsMenu.tsx'

/** Which accounts? The list of all of them, or of those somebody asks for. */
export function Accounts() {
  const t = useT('accounts')
  // Nothing to filter, sort or count before something was invoiced.
  if (useBook()?.period !== null) return <AccountList />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccounts />
    </>
  )
}

function AccountList() {
  const t = useT('accounts')
  const { search, money, can, sort, asked, change } = useAccountsAddress()
  const navigate = useNavigate()
  const shown = shownColumns(search.columns, money, can)
  const columns = useAccountColumns(shown, can)
  const pages = usePages('listAccounts', { query: { ...asked, sort } })
  const count = useCount()
  const leftCount = useLeftCount()
  const view = useActiveView()
  useDefaultView()
  return (
    <>
      <PageHeader
        title={view === null ? t('title') : view.view.name}
        actions={
          <>
            <ViewsMenu />
            <SortPicker columns={columns} />
            <span className={css.wide}>
              <ColumnsMenu />
            </span>
            <Export columns={shown.map(({ id }) => id)} />
          </>
        }
      >
        <ResultLine count={count} leftCount={leftCount} />
      </PageHeader>
      <AccountsFilters />
      <FilterChips rows={pages.rows} />
      <DataTable
        label={t('table')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        total={count?.count}
        sort={sort}
        onSort={(next) => {
          change(changeSearch(search, { sort: next }))
        }}
        onOpen={({ id }) => {
          keepOpened(id)
          void navigate({ to: '/accounts/$id', params: { id } })
        }}
        openKey={readOpened()}
        empty={<NoAccounts />}
      />
      <MaskedNote />
    </>
  )
}

function useCount() {
  const { asked } = useAccountsAddress()
  const { data } = useQuery({ ...queryOf('countAccounts', { query: asked }), placeholderData: keepPreviousData })
  return data
}

/** How many of them are no accounts any more: without them it is the count of the portfolio. */
function useLeftCount(): number {
  const { asked } = useAccountsAddress()
  const { data } = useQuery({
    ...queryOf('countAccounts', { query: { ...asked, standing: 'left' } }),
    placeholderData: keepPreviousData,
    enabled: asked.standing === undefined,
  })
  return asked.standing === undefined ? (data?.count ?? 0) : 0
}

/** The list as a file; of all of it where one may take that out of the house, else of one's own accounts. */
function Export({ columns }: { readonly columns: readonly string[] }) {
  const t = useT('accounts')
  const { asked, sort } = useAccountsAddress()
  const reach = useSession()?.rights.export
  if (reach === undefined) return null
  const isWhole = reach === 'all' || asked.within === 'mine'
  const filter = isWhole ? asked : { ...asked, within: 'mine' as const }
  return (
    <span className={css.wide} title={t('export.explain')}>
      <SheetDownload operation="exportAccounts" input={{ query: { ...filter, sort, columns } }}>
        {isWhole ? t('export.button') : t('export.mine')}
      </SheetDownload>
    </span>
  )
}

/** How many the filter lets through, and their money where one may see all of it. */
function ResultLine({ count, leftCount }: { readonly count: ReturnType<typeof useCount>; readonly leftCount: number }) {
  const t = useT('accounts')
  const format = useFormat()
  const currency = useCurrency()
  if (count === undefined) return <span>{t('counting')}</span>
  const { spend, spendChange } = count
  const stayed = count.count - leftCount
  return (
    <>
      <span className={css.count} aria-live="polite">
        {leftCount > 0 && stayed >= 0
          ? t('countLeft', { count: stayed, written: format.integer(stayed), left: format.integer(leftCount) })
          : t('count', { count: count.count, written: format.integer(count.count) })}
      </span>
      {spend !== undefined && (
        <span className="figures" title={format.money(spend, currency)}>
          {t('total', { money: format.wholeMoney(spend, currency) })}
        </span>
      )}
      {spendChange !== undefined && (
        <span className="figures" title={format.money(spendChange, currency)}>
          {t('totalChange', { change: format.change(spendChange, currency) })}
        </span>
      )}
    </>
  )
}

/** Says once what one does not see, and who can give it. */
function MaskedNote() {
  const t = useT('accounts')
  const { money, can } = useAccountsAddress()
  return (
    <>
      {!can.spend && <p className={css.masked}>{money.spend === null ? t('masked.none') : t('masked.some')}</p>}
      {!can.distance && (
        <p className={css.masked}>{money.margin === null ? t('masked.points') : t('masked.pointsOfAccount')}</p>
      )}
    </>
  )
}

/** Whoever comes without a word of what to list, and has chosen a view to begin with, gets that. */
function useDefaultView(): void {
  const { search, change } = useAccountsAddress()
  const first = readDefaultView()
  const view = useViews().find(({ id }) => id === first)
  const isBare = search.view === undefined && viewText(search) === ''
  useEffect(() => {
    if (isBare && view !== undefined) change({ ...readAccountsSearch(view.search), view: view.id }, { replace: true })
  }, [isBare, view, change])
}
