import { IconPhonePlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { FilterBar, FilterChip } from '../../ui/Filters.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { EmptyState, ErrorState, Loading, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { CallDialog } from './CallDialog.tsx'
import { CallRow } from './CallRow.tsx'
import css from './CallList.module.css'

const route = getRouteApi('/app/calls')
const states = ['planned', 'done', 'dropped', 'all'] as const

/** Every call, the latest first: what was promised to whom, and what came of it. */
export function Calls() {
  const t = useT('calls')
  const common = useT('common')
  const format = useFormat()
  const mayWrite = useRight('write-action')
  const mayExport = useRight('export')
  const book = useBook()
  const hasOwnBook = useSession()?.landing === 'my-book'
  const { owner = hasOwnBook ? 'me' : 'all', rep, account, state = 'planned' } = route.useSearch()
  const navigate = route.useNavigate()
  const [isNew, setNew] = useState(false)
  const isEverybody = owner === 'all' || rep !== undefined || account !== undefined
  const filter = {
    ...(isEverybody ? {} : { owner: 'me' }),
    ...(rep === undefined ? {} : { rep: [...rep] }),
    ...(account === undefined ? {} : { account }),
    ...(state === 'all' ? {} : { state: [state] }),
    order: state === 'planned' ? ('day' as const) : ('-day' as const),
  }
  const pages = usePages('listCalls', { query: { ...filter, limit: 100 } })
  const button = mayWrite ? (
    <Button kind="primary" icon={<IconPhonePlus size={15} aria-hidden />} onClick={() => setNew(true)}>
      {t('plan')}
    </Button>
  ) : undefined
  const names = (rep ?? []).map((key) => book?.owners.find((one) => one.key === key)?.name ?? key)
  return (
    <>
      <PageHeader
        title={t('list.title')}
        actions={
          <>
            {mayExport && (
              <SheetDownload operation="exportCalls" input={{ query: filter }}>
                {t('list.export')}
              </SheetDownload>
            )}
            {button}
          </>
        }
      >
        {rep === undefined ? t('list.under') : t('ofDay.of', { names: format.list(names) })}
      </PageHeader>
      <FilterBar>
        <SegmentedControl
          label={t('list.whose')}
          value={isEverybody ? 'all' : 'me'}
          options={[
            { value: 'me', label: t('list.mine') },
            { value: 'all', label: t('list.everybody') },
          ]}
          onValue={(value) =>
            void navigate({
              search: ({ rep: _rep, account: _account, ...before }) => ({ ...before, owner: value }),
              replace: true,
            })
          }
        />
        <SegmentedControl
          label={t('list.state')}
          value={state}
          options={states.map((one) => ({ value: one, label: t(`list.states.${one}`) }))}
          onValue={(value) => void navigate({ search: (before) => ({ ...before, state: value }), replace: true })}
        />
        {names.map((name, index) => (
          <FilterChip
            key={rep?.[index] ?? name}
            onRemove={() => void navigate({ search: ({ rep: _rep, ...before }) => before, replace: true })}
          >
            {name}
          </FilterChip>
        ))}
      </FilterBar>
      {pages.isPending ? (
        pages.error === null && (
          <Loading>
            <SkeletonLines lines={6} />
          </Loading>
        )
      ) : pages.rows.length === 0 ? null : (
        <ul className={css.list} aria-busy={pages.isStale} aria-label={t('list.title')}>
          {pages.rows.map((call) => (
            <CallRow key={call.id} call={call} today={book?.today ?? ''} />
          ))}
        </ul>
      )}
      {pages.error !== null && <ErrorState error={pages.error} onRetry={pages.retry} />}
      {!pages.isPending && pages.error === null && pages.rows.length === 0 && (
        <EmptyState
          title={t(rep === undefined && account === undefined ? 'list.empty' : 'list.emptyFiltered')}
          action={button}
        >
          {t('list.emptyAdvice')}
        </EmptyState>
      )}
      {pages.hasMore && (
        <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
          {common('loadMore')}
        </Button>
      )}
      {isNew && <CallDialog onClose={() => setNew(false)} />}
    </>
  )
}
