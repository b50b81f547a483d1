import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { Loaded, Notice } from '../../ui/States.tsx'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { forgetFigures } from '../import/forget-figures.ts'
import { CountsSection, ProblemsSection } from '../import/Summary.tsx'
import css from './Imports.module.css'
import { RejectedFiles } from '../import/RejectedFiles.tsx'

const route = getRouteApi('/app/imports/$id')

/** One import: what it brought, what it left out, and its undo. */
export function ImportDetail() {
  const { id } = route.useParams()
  const query = useQuery(queryOf('getImport', { params: { id } }))
  return <Loaded query={query}>{(found) => <Detail found={found} />}</Loaded>
}

function Detail({ found }: { readonly found: Output<'getImport'> }) {
  const t = useT('imports')
  const format = useFormat()
  const queries = useQueryClient()
  const navigate = route.useNavigate()
  const { job } = route.useSearch()
  const mayImport = useRight('import')
  const mayNote = useRight('write-action')
  const [isNoting, setNoting] = useState(false)
  const undo = useMutation({
    mutationFn: () => call('undoImport', { params: { id: found.id } }),
    onSuccess: (made) => void navigate({ search: { job: made.id }, replace: true }),
  })
  const isUndone = found.undoneAt !== null
  return (
    <>
      <PageHeader
        title={t('one.title', { number: found.number })}
        actions={
          <>
            {mayNote && <Button onClick={() => setNoting(true)}>{t('one.note')}</Button>}
            {mayImport && !isUndone && job === undefined && (
              <ConfirmButton
                kind="danger"
                title={t('one.undoTitle', { number: found.number })}
                explanation={t('one.undoExplanation')}
                confirm={t('one.undoConfirm')}
                isDangerous
                onConfirm={() => undo.mutateAsync()}
              >
                {t('one.undo')}
              </ConfirmButton>
            )}
          </>
        }
      >
        <span>{t('one.by', { source: found.source, name: found.actor })}</span>
        <InstantText instant={found.at} />
      </PageHeader>
      <div className={css.stack}>
        {isUndone && <Notice tone="warning">{t('one.undone', { at: format.instant(found.undoneAt ?? '') })}</Notice>}
        {!isUndone && job !== undefined && (
          <Section title={t('one.undoing')}>
            <JobProgress
              id={job}
              onEnd={(ended) => {
                if (ended.state === 'done') void forgetFigures(queries)
              }}
            />
          </Section>
        )}
        <CountsSection kinds={found.kinds} />
        {found.rejected > 0 && mayImport && <LeftOut found={found} />}
        <FilesSection files={found.files} />
        <p>
          <Link to="/control" search={{ source: found.source }}>
            {t('one.control')}
          </Link>
        </p>
      </div>
      {isNoting && <ActionDialog subject={{ type: 'import', id: found.id }} onClose={() => setNoting(false)} />}
    </>
  )
}

function LeftOut({ found }: { readonly found: Output<'getImport'> }) {
  const t = useT('imports')
  const query = useQuery(queryOf('listRejectedFiles', { params: { id: found.id } }))
  return (
    <Loaded query={query}>
      {({ problems }) => (
        <ProblemsSection
          problems={problems}
          rejected={found.rejected}
          leftOut={<RejectedFiles id={found.id} />}
          actions={
            <Link className={buttonClass('secondary', 's')} to="/imports/new" search={{ source: found.source }}>
              {t('one.importAgain')}
            </Link>
          }
        />
      )}
    </Loaded>
  )
}

type File = Output<'getImport'>['files'][number]

function FilesSection({ files }: { readonly files: readonly File[] }) {
  const t = useT('imports')
  const format = useFormat()
  const columns: readonly Column<File>[] = [
    { id: 'name', header: t('one.file'), cell: (file) => file.name },
    {
      id: 'bytes',
      header: t('one.size'),
      width: 110,
      align: 'end',
      card: 'figure',
      cell: (file) => format.bytes(file.bytes),
    },
    {
      id: 'sha256',
      header: t('one.fingerprint'),
      width: 480,
      priority: 3,
      card: 'none',
      cell: (file) => <span className={css.print}>{file.sha256}</span>,
    },
  ]
  return (
    <Section isBare title={t('one.files')}>
      <DataTable
        label={t('one.files')}
        columns={columns}
        pages={{ rows: files }}
        rowKey={(file) => file.name + file.sha256}
      />
    </Section>
  )
}
