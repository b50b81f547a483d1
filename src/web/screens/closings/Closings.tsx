import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { DayText, InstantText } from '../../ui/Figures.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { EmptyState } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { usePages } from '../../ui/use-pages.ts'
import { Backups } from './Backups.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import css from './Closings.module.css'

const route = getRouteApi('/app/closings')
type Closing = Output<'listClosings'>['items'][number]

/** Closed periods, and the backups of the book. */
export function Closings() {
  const t = useT('closings')
  const mayClose = useRight('close')
  const mayBackUp = useRight('backup')
  const queries = useQueryClient()
  const { job } = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages('listClosings', { query: {} })
  const [closing, setClosing] = useState<string | null>(null)
  const columns = useColumns()
  const periodText = usePeriodText()
  const button = mayClose ? (
    <Button kind="primary" onClick={() => setClosing('')}>
      {t('close')}
    </Button>
  ) : undefined
  return (
    <>
      <PageHeader title={t('title')} actions={button}>
        {t('under')}
      </PageHeader>
      <div className={css.stack}>
        {job !== undefined && (
          <Section title={t('form.title')}>
            <JobProgress
              id={job}
              onEnd={(ended) => {
                if (ended.state !== 'done') return
                toast(t('done', { period: periodText(ended.subject ?? '') }))
                void queries.invalidateQueries()
                void navigate({ search: {}, replace: true })
              }}
            />
          </Section>
        )}
        <DataTable
          label={t('title')}
          columns={columns}
          pages={pages}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title={t('emptyTitle')} action={button}>
              {t('emptyAdvice')}
            </EmptyState>
          }
        />
        {mayBackUp && <Backups />}
      </div>
      {closing !== null && (
        <CloseDialog
          period={closing}
          onClose={() => setClosing(null)}
          onAsked={(asked) => {
            setClosing(null)
            void navigate({ search: { job: asked.id }, replace: true })
          }}
        />
      )}
    </>
  )
}

function useColumns(): readonly Column<Closing>[] {
  const t = useT('closings')
  const periodText = usePeriodText()
  return [
    {
      id: 'period',
      header: t('period'),
      width: 130,
      cell: (row) => (
        <Link to="/portfolio" search={{ period: row.period }}>
          {periodText(row.period)}
        </Link>
      ),
    },
    {
      id: 'revision',
      header: t('revision'),
      width: 84,
      priority: 3,
      cell: (row) => (row.revision === 1 ? t('first') : t('again', { revision: row.revision })),
    },
    { id: 'asOf', header: t('asOf'), width: 110, priority: 3, cell: (row) => <DayText day={row.asOf} /> },
    {
      id: 'closedAt',
      header: t('closedAt'),
      width: 170,
      card: 'figure',
      cell: (row) => <InstantText instant={row.closedAt} />,
    },
    { id: 'closedBy', header: t('closedBy'), width: 140, priority: 2, cell: (row) => row.closedBy },
    {
      id: 'policy',
      header: t('policy'),
      width: 170,
      priority: 4,
      cell: ({ policy }) => t('policyVersion', policy),
    },
    { id: 'reason', header: t('reason'), priority: 3, cell: (row) => row.reason ?? '' },
    {
      id: 'since',
      header: t('since'),
      hint: t('sinceHint'),
      width: 210,
      cell: (row) => <Since since={row.since} />,
    },
  ]
}

/** What reached a closed period afterwards. */
function Since({ since }: { readonly since: Closing['since'] }) {
  const t = useT('closings')
  const format = useFormat()
  const currency = useCurrency()
  if (since === null) return <span className={css.older}>{t('isOlder')}</span>
  if (since.invoices > 0) {
    const net = format.change(since.net, currency)
    return <span className={css.since}>{t('since', { count: since.invoices, net })}</span>
  }
  if (since.laterImports > 0) return <span className={css.quiet}>{t('sinceOther', { count: since.laterImports })}</span>
  return <span className={css.quiet}>{t('sinceNothing')}</span>
}
