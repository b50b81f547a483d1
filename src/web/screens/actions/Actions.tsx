import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import { FilterBar, FilterChip } from '../../ui/Filters.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState, ErrorState, Loading, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { groupActions, type Action } from './action-parts.ts'
import { ActionRow } from './ActionRow.tsx'
import css from './Actions.module.css'
import { useActionState } from './use-action-state.ts'

const route = getRouteApi('/app/actions')
const everybody = 'all'

/** Who does what, by when: one's own first, the most urgent at the top. */
export function Actions() {
  const t = useT('actions')
  const common = useT('common')
  const format = useFormat()
  const mayWrite = useRight('write-action')
  const { owner = 'me', subjectType, subject, state, dueBefore, action: shown } = route.useSearch()
  const navigate = route.useNavigate()
  const today = useBook()?.today ?? ''
  const pages = usePages('listActions', {
    query: {
      ...(owner === everybody ? {} : { owner }),
      ...(subjectType === undefined ? {} : { subjectType }),
      ...(subject === undefined ? {} : { subject }),
      ...(dueBefore === undefined ? {} : { dueBefore }),
      state: state ?? ['open'],
      limit: 100,
    },
  })
  const { setState } = useActionState()
  const [edited, setEdited] = useState<Action | 'new' | null>(null)
  const isFiltered = subject !== undefined || subjectType !== undefined || dueBefore !== undefined
  const button = mayWrite ? (
    <Button kind="primary" icon={<IconPlus size={15} aria-hidden />} onClick={() => setEdited('new')}>
      {t('new')}
    </Button>
  ) : undefined
  return (
    <>
      <PageHeader title={t('title')} actions={button}>
        {t('under')}
      </PageHeader>
      <Filters />
      {isFiltered && (
        <p className={css.chips}>
          {subjectType !== undefined && (
            <FilterChip
              onRemove={() =>
                void navigate({ search: (before) => ({ ...before, subjectType: undefined, subject: undefined }) })
              }
            >
              {t(`subject.${subjectType}`)}
            </FilterChip>
          )}
          {dueBefore !== undefined && (
            <FilterChip onRemove={() => void navigate({ search: (before) => ({ ...before, dueBefore: undefined }) })}>
              {t('dueOn', { day: format.day(dueBefore) })}
            </FilterChip>
          )}
        </p>
      )}
      {pages.isPending ? (
        pages.error === null && (
          <Loading>
            <SkeletonLines lines={6} />
          </Loading>
        )
      ) : (
        <div className={css.groups} aria-busy={pages.isStale}>
          {groupActions(pages.rows, today).map(({ group, actions }) => (
            <section key={group} className={css.group} aria-label={t(`urgency.${group}`)}>
              <h2 className={css.groupTitle} data-group={group}>
                {t(`urgency.${group}`)} <span className={css.count}>{format.integer(actions.length)}</span>
              </h2>
              <ul className={css.list}>
                {actions.map((action) => (
                  <ActionRow
                    key={action.id}
                    action={action}
                    mayWrite={mayWrite}
                    isOpen={shown === action.id}
                    onToggle={() =>
                      void navigate({
                        search: (before) => ({ ...before, action: shown === action.id ? undefined : action.id }),
                        replace: true,
                        resetScroll: false,
                      })
                    }
                    onEdit={() => setEdited(action)}
                    onState={(next) => setState(action, next)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {pages.error !== null && <ErrorState error={pages.error} onRetry={pages.retry} />}
      {!pages.isPending && pages.error === null && pages.rows.length === 0 && (
        <EmptyState title={t(isFiltered ? 'emptyFiltered' : 'emptyTitle')} action={button}>
          {t('emptyAdvice')}
        </EmptyState>
      )}
      {pages.hasMore && (
        <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
          {common('loadMore')}
        </Button>
      )}
      {edited !== null && (
        <ActionDialog {...(edited === 'new' ? {} : { action: edited })} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

function Filters() {
  const t = useT('actions')
  const me = useSession()?.user
  const mayWrite = useRight('write-action')
  const { owner = 'me', state = ['open'] } = route.useSearch()
  const navigate = route.useNavigate()
  const people = useQuery({ ...queryOf('listPeople', {}), enabled: mayWrite })
  const others = (people.data?.items ?? []).filter(({ id }) => id !== me?.id)
  const set = (change: { readonly owner?: string; readonly state?: Action['state'][] }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  return (
    <FilterBar>
      <SegmentedControl
        label={t('filter.whose')}
        value={owner === 'me' || owner === me?.id ? 'me' : owner === everybody ? everybody : 'other'}
        options={[
          { value: 'me', label: t('filter.mine') },
          { value: everybody, label: t('filter.everybody') },
          ...(owner !== 'me' && owner !== everybody && owner !== me?.id
            ? [{ value: 'other', label: others.find(({ id }) => id === owner)?.name ?? t('filter.person') }]
            : []),
        ]}
        onValue={(value) => {
          if (value !== 'other') set({ owner: value })
        }}
      />
      <SegmentedControl
        label={t('filter.state')}
        value={state.includes('open') ? 'open' : 'ended'}
        options={[
          { value: 'open', label: t('state.open') },
          { value: 'ended', label: t('urgency.ended') },
        ]}
        onValue={(value) => set({ state: value === 'open' ? ['open'] : ['done', 'dropped'] })}
      />
      {others.length > 0 && (
        <SelectField
          label={t('filter.person')}
          isLabelHidden
          value={others.some(({ id }) => id === owner) ? owner : ''}
          placeholder={t('filter.person')}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(value) => set({ owner: value })}
        />
      )}
    </FilterBar>
  )
}
