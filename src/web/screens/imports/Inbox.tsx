import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, Notice } from '../../ui/States.tsx'
import { forgetFigures } from '../import/forget-figures.ts'
import css from './Imports.module.css'
import { takeTones } from './take-tones.ts'
import { TakeDialog } from './TakeDialog.tsx'

type Take = Output<'getInbox'>['takes'][number]

/** How often a folder that is watched is asked what has come, in milliseconds. */
const askMs = 5000

/** What came by the watched folder and what became of it; nothing where no folder is watched and none was. */
export function Inbox() {
  const t = useT('inbox')
  const { data: inbox } = useQuery({
    ...queryOf('getInbox', {}),
    refetchInterval: ({ state }) => (state.data?.isWatched ? askMs : false),
  })
  const columns = useColumns()
  const [open, setOpen] = useState<Take | null>(null)
  useFreshImports(inbox?.takes)
  if (inbox === undefined || (!inbox.isWatched && inbox.takes.length === 0)) return null
  const waiting = inbox.waiting.reduce((sum, { files }) => sum + files.length, 0)
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
          openKey={open?.id}
          onOpen={setOpen}
          empty={<EmptyState title={t('none')}>{t('watchedHint')}</EmptyState>}
        />
      </div>
      {open !== null && <TakeDialog take={open} onClose={() => setOpen(null)} />}
    </Section>
  )
}

/** Asks for the imports and figures anew once something more has come by the folder. */
function useFreshImports(takes: readonly Take[] | undefined): void {
  const queries = useQueryClient()
  const newest = takes && (takes.find(({ state }) => state === 'done')?.id ?? 'none')
  const known = useRef(newest)
  useEffect(() => {
    // The first answer says what there was before.
    if (newest !== known.current && known.current !== undefined) void forgetFigures(queries)
    known.current = newest
  }, [newest, queries])
}

function useColumns(): readonly Column<Take>[] {
  const t = useT('inbox')
  const format = useFormat()
  return [
    { id: 'at', header: t('columns.at'), width: 160, card: 'line', cell: ({ at }) => <InstantText instant={at} /> },
    { id: 'source', header: t('columns.source'), width: 110, card: 'title', cell: ({ source }) => source },
    { id: 'files', header: t('columns.files'), width: 160, priority: 2, cell: ({ files }) => format.list(files) },
    { id: 'message', header: t('columns.message'), least: 300, card: 'line', cell: ({ message }) => message ?? '' },
    {
      id: 'state',
      header: t('columns.state'),
      width: 90,
      card: 'figure',
      cell: ({ state }) => <Tag tone={takeTones[state]}>{t(`states.${state}`)}</Tag>,
    },
  ]
}
