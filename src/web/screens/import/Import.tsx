import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ImportSummary } from '../../../contract/import.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { isEnded, JobState, useJob, type Job } from '../../ui/JobProgress.tsx'
import { Count } from '../../ui/Figures.tsx'
import { PageHeader, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, ErrorState, Loaded } from '../../ui/States.tsx'
import { ControlOfSource } from '../control/ControlOfSource.tsx'
import { RejectedFiles } from './RejectedFiles.tsx'
import { ChoicesForm } from './ChoicesForm.tsx'
import { DropZone, FileList } from './Files.tsx'
import { forgetFigures } from './forget-figures.ts'
import css from './Import.module.css'
import { bodyOf, isReady, keepChoices, noChoices, readChoices, type Choices } from './import-options.ts'
import { Summary } from './Summary.tsx'
import { useUpload } from './use-upload.ts'

const route = getRouteApi('/app/imports/new')

/** Files in, a look at what they would change, the import: three steps, all of them in the address. */
export function Import() {
  const t = useT('importing')
  const { upload, preview, job } = route.useSearch()
  const step = job !== undefined ? 'done' : preview !== undefined ? 'check' : 'files'
  return (
    <>
      <PageHeader title={t('title')}>{t('under')}</PageHeader>
      <ol className={css.steps} aria-label={t('steps.label')}>
        {(['files', 'check', 'done'] as const).map((name, index) => (
          <li
            key={name}
            className={classNames(css.step, name === step && css.current)}
            aria-current={name === step ? 'step' : undefined}
          >
            <span className={css.number} aria-hidden>
              {index + 1}
            </span>
            {t(`steps.${name}`)}
          </li>
        ))}
      </ol>
      {step === 'files' && <FilesStep />}
      {step === 'check' && preview !== undefined && <CheckStep upload={upload} preview={preview} />}
      {step === 'done' && job !== undefined && <DoneStep job={job} upload={upload} />}
    </>
  )
}

/** What is chosen for an upload; a book that has a source begins with the last one. */
function useChoices(upload: string | undefined) {
  const book = useBook()
  const { source: named } = route.useSearch()
  const [typed, setTyped] = useState<Choices | null>(() => readChoices(upload))
  const choices = typed ?? { ...noChoices, source: named ?? book?.lastImport?.source ?? '' }
  const change = (next: Partial<Choices>) => setTyped({ ...choices, ...next })
  useEffect(() => {
    if (upload !== undefined && typed !== null) keepChoices(upload, typed)
  }, [upload, typed])
  return { choices, change }
}

function FilesStep() {
  const t = useT('importing')
  const format = useFormat()
  const { upload: id } = route.useSearch()
  const navigate = route.useNavigate()
  const { choices, change } = useChoices(id)
  const [made, setMade] = useState(id)
  const { query, upload, transfers, add, again, stop, remove } = useUpload(made, (upload) => {
    setMade(upload)
    void navigate({ search: { upload }, replace: true, resetScroll: false })
  })
  const check = useMutation({
    mutationFn: async () => {
      if (upload === undefined) throw new Error('There are no files to check')
      keepChoices(upload.id, choices)
      return call('previewImport', { params: { id: upload.id }, body: bodyOf(choices, upload) })
    },
    onSuccess: (job) => void navigate({ search: { upload: made, preview: job.id } }),
  })
  const hasFiles = (upload?.files.length ?? 0) + transfers.length > 0
  const bytes = upload?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0

  if (query.error !== null && made !== undefined) {
    return query.error.code === 'not-found' ? (
      <EmptyState
        title={t('files.gone')}
        action={
          <Link className={buttonClass('primary')} to="/imports/new" reloadDocument>
            {t('drop.choose')}
          </Link>
        }
      >
        {t('files.goneAdvice')}
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  return (
    <>
      {!hasFiles && <DropZone isSmall={false} onFiles={add} />}
      {hasFiles && (
        <Section title={t('files.title')}>
          <FileList
            upload={upload}
            transfers={transfers}
            choices={choices}
            onKind={(name, kind) => change({ kinds: { ...choices.kinds, [name]: kind } })}
            onRemove={(name) => void remove(name)}
            onStop={stop}
            onAgain={again}
          />
          <DropZone isSmall onFiles={add} />
        </Section>
      )}
      {hasFiles && upload !== undefined && (
        <Section title={t('options.about')}>
          <ChoicesForm upload={upload} choices={choices} onChange={change} />
        </Section>
      )}
      {hasFiles && (
        <div className={css.bar}>
          <span className={css.said}>
            {transfers.some(({ state }) => state === 'failed')
              ? t('files.someFailed')
              : t('files.count', { count: upload?.files.length ?? 0, bytes: format.bytes(bytes) })}
          </span>
          <ErrorLine error={check.error} />
          <Button
            kind="primary"
            isBusy={check.isPending}
            disabled={upload === undefined || transfers.length > 0 || !isReady(choices, upload) || check.isPending}
            onClick={() => check.mutate()}
          >
            {t('check')}
          </Button>
        </div>
      )}
    </>
  )
}

function CheckStep({ upload, preview }: { readonly upload: string | undefined; readonly preview: string }) {
  const t = useT('importing')
  const query = useJob(preview)
  return (
    <Loaded query={query}>
      {(job) =>
        job.state === 'done' ? (
          <Checked job={job} upload={upload} preview={preview} />
        ) : (
          <Section title={t(isEnded(job) ? 'check' : 'checking')}>
            <JobState job={job} />
            <div className={css.backRow}>
              <Back upload={upload} />
            </div>
          </Section>
        )
      }
    </Loaded>
  )
}

function Checked({
  job,
  upload: id,
  preview,
}: {
  readonly job: Job
  readonly upload: string | undefined
  readonly preview: string
}) {
  const t = useT('importing')
  const navigate = route.useNavigate()
  // The result of such a job is this by the contract.
  const summary = job.result as ImportSummary | null
  const run = useMutation({
    mutationFn: async () => {
      const upload = await call('getUpload', { params: { id: id ?? '' } })
      const body = bodyOf(readChoices(id) ?? { ...noChoices, source: summary?.source ?? '' }, upload)
      return call('runImport', { params: { id: upload.id }, body })
    },
    onSuccess: (made) => void navigate({ search: { upload: id, preview, job: made.id } }),
  })
  if (summary === null) return <ErrorState error={null} />
  const incoming = summary.kinds.reduce((sum, kind) => sum + kind.new + kind.changed, 0)
  const retired = summary.kinds.reduce((sum, kind) => sum + kind.retired, 0)
  const words = incoming === 0 && retired === 0 ? t('result.unchangedOnly') : t('result.preview', { count: incoming })
  return (
    <div className={css.stack}>
      <Summary summary={summary} isDone={false} />
      <div className={css.bar}>
        <span className={css.said} role="status">
          {words} {t('nothingWritten')}
        </span>
        <ErrorLine error={run.error} />
        <Back upload={id} />
        <Button kind="primary" isBusy={run.isPending} onClick={() => run.mutate()}>
          {retired > 0 ? t('confirmReplace', { count: retired }) : t('run')}
        </Button>
      </div>
    </div>
  )
}

function DoneStep({ job: id, upload }: { readonly job: string; readonly upload: string | undefined }) {
  const t = useT('importing')
  const queries = useQueryClient()
  const query = useJob(id)
  const isDone = query.data?.state === 'done'
  useEffect(() => {
    if (isDone) void forgetFigures(queries)
  }, [isDone, queries])
  return (
    <Loaded query={query}>
      {(job) =>
        job.state === 'done' && job.result !== null ? (
          // The result of such a job is this by the contract.
          <Imported summary={job.result as ImportSummary} />
        ) : (
          <Section title={t('running')} hint={isEnded(job) ? undefined : t('runningAdvice')}>
            <JobState job={job} />
            {isEnded(job) && (
              <div className={css.backRow}>
                <Back upload={upload} />
              </div>
            )}
          </Section>
        )
      }
    </Loaded>
  )
}

function Imported({ summary }: { readonly summary: ImportSummary }) {
  const t = useT('importing')
  const { id, number, kinds, rejected, source } = summary
  const isChanged = kinds.some((kind) => kind.new + kind.changed + kind.retired > 0)
  return (
    <div className={css.stack}>
      <Section
        isBare
        title={t('result.title', { number: number ?? '' })}
        hint={isChanged ? t('result.source', { source }) : t('result.nothingChanged')}
        actions={
          <>
            <Link className={buttonClass('primary')} to="/portfolio">
              {t('result.seeBook')}
            </Link>
            {id !== null && (
              <Link className={buttonClass()} to="/imports/$id" params={{ id }}>
                {t('result.history')}
              </Link>
            )}
            <Link className={buttonClass('plain')} to="/imports/new">
              {t('result.another')}
            </Link>
          </>
        }
      >
        <StatRow>
          {(['new', 'changed', 'unchanged', 'rejected'] as const).map((figure) => (
            <StatTile
              key={figure}
              label={t(`counts.${figure}`)}
              value={<Count count={kinds.reduce((sum, kind) => sum + kind[figure], 0)} />}
            />
          ))}
        </StatRow>
      </Section>
      <Summary summary={summary} isDone leftOut={rejected > 0 && id !== null ? <RejectedFiles id={id} /> : undefined} />
      <ControlOfSource source={source} />
    </div>
  )
}

function Back({ upload }: { readonly upload: string | undefined }) {
  const t = useT('importing')
  return (
    <Link className={buttonClass()} to="/imports/new" search={{ upload }}>
      {t('back')}
    </Link>
  )
}
