import { Link, useNavigate } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { DayText, Delta } from '../../ui/Figures.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import type { ReviewFilter } from './review-filter.ts'
import { kindTones } from './review-parts.ts'
import type { ReviewItem } from './review-parts.ts'
import css from './Reviews.module.css'

/** Reviews of a filter, the newest first; each opens by a click or Enter. */
export function ReviewList({ filter }: { readonly filter: ReviewFilter }) {
  const t = useT('reviews')
  const navigate = useNavigate()
  const pages = usePages('listReviews', { query: filter })
  const columns = useColumns()
  return (
    <DataTable
      label={t('list.title')}
      columns={columns}
      pages={pages}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/reviews/$id', params: { id } })}
      empty={
        Object.keys(filter).length > 0 ? (
          <EmptyState title={t('list.none')} />
        ) : (
          <EmptyState title={t('list.empty')}>{t('list.emptyAdvice')}</EmptyState>
        )
      }
    />
  )
}

function useColumns(): readonly Column<ReviewItem>[] {
  const t = useT('reviews')
  const format = useFormat()
  const currency = useCurrency()
  const writePeriod = usePeriodText()
  return [
    {
      id: 'account',
      header: t('list.account'),
      card: 'title',
      least: 200,
      cell: ({ id, account }) => (
        <span className={css.account}>
          <GradeBadge grade={account.grade} size="s" isShort />
          <Link to="/reviews/$id" params={{ id }} title={account.name}>
            {account.name}
          </Link>
        </span>
      ),
    },
    {
      id: 'kind',
      header: t('list.kind'),
      width: 92,
      cell: ({ kind }) => <Tag tone={kindTones[kind]}>{t(`kinds.${kind}`)}</Tag>,
    },
    {
      id: 'state',
      header: t('list.state'),
      width: 84,
      priority: 2,
      cell: ({ state }) => t(`states.${state}`),
    },
    {
      id: 'change',
      header: t('list.change'),
      hint: t('list.changeHint'),
      width: 130,
      align: 'end',
      card: 'figure',
      cell: ({ change }) => <Delta amount={change} currency={currency} />,
    },
    {
      id: 'periods',
      header: t('list.periods'),
      width: 190,
      priority: 5,
      cell: ({ from, to }) =>
        `${writePeriod(from.period, { isShort: true })} – ${writePeriod(to.period, { isShort: true })}`,
    },
    { id: 'owner', header: t('list.owner'), width: 140, priority: 4, cell: ({ owner }) => owner?.name ?? '' },
    {
      id: 'waits',
      header: t('list.waits'),
      width: 160,
      priority: 3,
      cell: ({ state, missing }) =>
        state === 'open' ? missing.map((department) => t(`departments.${department}`)).join(', ') : '',
    },
    {
      id: 'reason',
      header: t('list.reason'),
      width: 220,
      priority: 3,
      cell: ({ mainReason }) => (mainReason === null ? '' : <span title={mainReason.name}>{mainReason.name}</span>),
    },
    {
      id: 'actions',
      header: t('list.actions'),
      width: 110,
      priority: 4,
      cell: ({ actions, openActions }) =>
        actions === 0 ? '' : t('list.actionsOpen', { open: format.integer(openActions), all: format.integer(actions) }),
    },
    {
      id: 'opened',
      header: t('list.opened'),
      width: 110,
      align: 'end',
      priority: 4,
      cell: ({ openedAt }) => <DayText day={openedAt.slice(0, 10)} />,
    },
  ]
}
