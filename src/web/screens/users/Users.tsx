import { IconUserPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { Button } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SearchField, SegmentedControl } from '../../ui/Fields.tsx'
import { NoFigure } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/Filters.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useBook, useFormat, useSession } from '../../ui/book-context.ts'
import { usePages } from '../../ui/use-pages.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { UserDetail } from './UserDetail.tsx'

export type User = Output<'listUsers'>['items'][number]

const route = getRouteApi('/app/users')
const states = ['active', 'invited', 'disabled'] as const

/** Everybody with access. */
export function Users() {
  const t = useT('users')
  const { q, state, user } = route.useSearch()
  const navigate = route.useNavigate()
  const [isInviting, setInviting] = useState(false)
  const query = { ...(q === undefined ? {} : { q }), ...(state === undefined ? {} : { state }) }
  const pages = usePages('listUsers', { query })
  const columns = useColumns()
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, user: id }) })
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button kind="primary" icon={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        }
      >
        {t('hint')}
      </PageHeader>
      <FilterBar>
        <SearchField
          label={t('search')}
          value={q ?? ''}
          onValue={(typed) =>
            void navigate({ search: (before) => ({ ...before, q: typed === '' ? undefined : typed }), replace: true })
          }
        />
        <SegmentedControl
          label={t('state')}
          value={state ?? 'all'}
          options={[
            { value: 'all', label: t('common:all') },
            ...states.map((one) => ({ value: one, label: t(`states.${one}`) })),
          ]}
          onValue={(chosen) =>
            void navigate({ search: (before) => ({ ...before, state: chosen === 'all' ? undefined : chosen }) })
          }
        />
      </FilterBar>
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        openKey={user}
        onOpen={({ id }) => show(id)}
        {...(q === undefined && state === undefined
          ? { empty: <EmptyState title={t('emptyTitle')}>{t('emptyAdvice')}</EmptyState> }
          : {})}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {user !== undefined && <UserDetail key={user} id={user} onClose={() => show(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<User>[] {
  const t = useT('users')
  const format = useFormat()
  const book = useBook()
  const session = useSession()
  const nameOf = (key: string) => book?.owners.find((owner) => owner.key === key)?.name ?? key
  return [
    {
      id: 'name',
      header: t('columns.name'),
      card: 'title',
      cell: ({ id, name }) => (
        <>
          {name} {id === session?.user.id && <Tag>{t('you')}</Tag>}
        </>
      ),
    },
    { id: 'email', header: t('columns.email'), priority: 3, cell: ({ email }) => email },
    { id: 'role', header: t('columns.role'), width: 160, cell: ({ role }) => t(`common:role.${role}`) },
    {
      id: 'reach',
      card: 'none',
      header: t('columns.reach'),
      width: 190,
      priority: 4,
      cell: ({ scope }) => t(`scopes.${scope ?? 'role'}`),
    },
    {
      id: 'reps',
      card: 'none',
      header: t('columns.reps'),
      priority: 5,
      cell: ({ reps }) => (reps.length === 0 ? <NoFigure isHidden={false} /> : format.list(reps.map(nameOf))),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 100,
      card: 'figure',
      cell: ({ state }) => <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>,
    },
    {
      id: 'seen',
      header: t('columns.seen'),
      width: 170,
      priority: 2,
      align: 'end',
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('never') : format.instant(lastSeenAt)),
    },
  ]
}

const stateTones = { active: 'accent', invited: 'warning', disabled: 'plain' } as const
