import { IconAlertTriangle, IconUpload } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useRight } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, InstantText } from '../../ui/Figures.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { Inbox } from './Inbox.tsx'
import css from './Imports.module.css'

type Row = Output<'getImport'>

/** The history of imports, the newest first. */
export function Imports() {
  const t = useT('imports')
  const navigate = useNavigate()
  const pages = usePages('listImports', { query: {} })
  const mayImport = useRight('import')
  const button = mayImport ? (
    <Link className={buttonClass('primary')} to="/imports/new">
      <IconUpload size={15} aria-hidden />
      {t('new')}
    </Link>
  ) : undefined
  const columns: readonly Column<Row>[] = [
    {
      id: 'number',
      header: t('number'),
      width: 64,
      align: 'end',
      card: 'none',
      cell: (row) => <Count count={row.number} />,
    },
    {
      id: 'at',
      header: t('at'),
      width: 170,
      card: 'title',
      cell: (row) => (
        <Link to="/imports/$id" params={{ id: row.id }}>
          <InstantText instant={row.at} />
        </Link>
      ),
    },
    { id: 'source', header: t('source'), cell: (row) => row.source },
    { id: 'by', header: t('by'), width: 150, priority: 4, cell: (row) => row.actor },
    {
      id: 'rows',
      header: t('rows'),
      width: 100,
      align: 'end',
      priority: 3,
      cell: (row) => <Count count={sum(row, 'rows')} />,
    },
    {
      id: 'changes',
      header: t('changes'),
      width: 130,
      align: 'end',
      priority: 2,
      cell: (row) => <Count count={sum(row, 'new') + sum(row, 'changed')} />,
    },
    {
      id: 'rejected',
      header: t('rejected'),
      width: 90,
      align: 'end',
      cell: ({ rejected }) =>
        rejected === 0 ? (
          <Count count={0} />
        ) : (
          <span className={css.rejected}>
            <IconAlertTriangle size={13} aria-hidden />
            <Count count={rejected} />
          </span>
        ),
    },
    {
      id: 'state',
      header: t('state'),
      width: 110,
      card: 'figure',
      cell: (row) => (row.undoneAt === null ? <Tag tone="accent">{t('stands')}</Tag> : <Tag>{t('undone')}</Tag>),
    },
  ]
  return (
    <>
      <PageHeader title={t('title')} actions={button}>
        {t('under')}
      </PageHeader>
      {mayImport && <Inbox />}
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/imports/$id', params: { id: row.id } })}
        empty={
          <EmptyState title={t('emptyTitle')} action={button}>
            {t('emptyAdvice')}
          </EmptyState>
        }
      />
    </>
  )
}

function sum(row: Row, figure: 'rows' | 'new' | 'changed'): number {
  return row.kinds.reduce((total, kind) => total + kind[figure], 0)
}
