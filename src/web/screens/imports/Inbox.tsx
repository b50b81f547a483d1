import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, Notice } from '../../ui/States.tsx'
import css from './Imports.module.css'

type Take = Output<'getInbox'>['takes'][number]

/** How often a folder that is watched is asked what has come, in milliseconds. */
const askMs = 5000

const stateTones = { working: 'plain', done: 'accent', failed: 'warning' } as const

/** What came by the watched folder and what became of it; nothing where no folder is watched and none was. */
export function Inbox() {
  const t = useT('inbox')
  const format = useFormat()
  const { data: inbox } = useQuery({
    ...queryOf('getInbox', {}),
    refetchInterval: ({ state }) => (state.data?.isWatched ? askMs : false),
  })
  if (inbox === undefined || (!inbox.isWatched && inbox.takes.length === 0)) return null
  const waiting = inbox.waiting.reduce((sum, { files }) => sum + files.length, 0)
  const columns: readonly Column<Take>[] = [
    { id: 'at', header: t('columns.at'), width: 170, card: 'line', cell: ({ at }) => <InstantText instant={at} /> },
    { id: 'source', header: t('columns.source'), width: 130, card: 'title', cell: ({ source }) => source },
    { id: 'files', header: t('columns.files'), width: 220, priority: 2, cell: ({ files }) => format.list(files) },
    {
      id: 'state',
      header: t('columns.state'),
      width: 90,
      card: 'figure',
      cell: ({ state }) => <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>,
    },
    { id: 'message', header: t('columns.message'), card: 'line', cell: ({ message }) => message ?? '' },
    {
      id: 'job',
      header: t('job'),
      width: 60,
      priority: 3,
      cell: ({ id }) => (
        <Link to="/jobs" search={{ job: id }}>
          {t('job')}
        </Link>
      ),
    },
  ]
  return (
    <Section isBare title={t('title')} hint={<span translate="no">{t('place', { folder: inbox.folder })}</span>}>
      <div className={css.inbox}>
        {inbox.problem !== null && <Notice tone="danger">{inbox.problem}</Notice>}
        {waiting > 0 && <Notice>{t('waiting', { count: waiting })}</Notice>}
        <DataTable
          label={t('title')}
          columns={columns}
          pages={{ rows: inbox.takes }}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('none')}>{t('watchedHint')}</EmptyState>}
        />
      </div>
    </Section>
  )
}
