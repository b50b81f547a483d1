import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ImportSummary } from '../../../contract/import.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { isEnded, JobState, useJob, type Job } from '../../ui/JobProgress.tsx'
import { Section } from '../../ui/Page.tsx'
import { ErrorLine, ErrorState, Loaded } from '../../ui/States.tsx'
import { Back } from './Back.tsx'
import css from './Import.module.css'
import { bodyOf, noChoices, readChecked, type Checked } from './import-options.ts'
import { startImport } from './start-import.ts'
import { Summary } from './Summary.tsx'

const route = getRouteApi('/app/imports/new')

/** What the import would do; nothing is written. */
export function CheckStep({ upload, preview }: { readonly upload: string | undefined; readonly preview: string }) {
  const t = useT('importing')
  const query = useJob(preview)
  return (
    <Loaded query={query}>
      {(job) =>
        job.state === 'done' ? (
          <Preview job={job} upload={upload} preview={preview} />
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

function Preview({
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
      if (id === undefined || summary === null) throw new Error('There are no files to import')
      return startImport(id, readChecked(id) ?? (await checkAnew(id, summary.source)))
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

/** For a tab that did not check the files itself: as they are read when nobody decides anything. */
async function checkAnew(id: string, source: string): Promise<Checked> {
  const { mapping } = await call('inspectUpload', { params: { id }, body: { mapping: null, source } })
  return { body: bodyOf(noChoices, source, mapping), remembers: null }
}
