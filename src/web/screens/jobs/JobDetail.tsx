import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { JobState, useJob, type Job } from '../../ui/JobProgress.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import css from './Jobs.module.css'
import { useSubject } from './use-subject.ts'

/** One job beside the list. */
export function JobDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT('jobs')
  const query = useJob(id)
  return (
    <Dialog
      title={query.data === undefined ? t('title') : t(`common:job.kind.${query.data.kind}`)}
      place="side"
      onClose={onClose}
    >
      <DialogBody>
        <Loaded query={query}>{(job) => <Detail job={job} />}</Loaded>
      </DialogBody>
    </Dialog>
  )
}

function Detail({ job }: { readonly job: Job }) {
  const t = useT('jobs')
  const imported = importOf(job)
  const subjectOf = useSubject()
  return (
    <div className={css.stack}>
      <JobState job={job} />
      <Facts
        items={[
          ...(job.subject === null ? [] : [[t('columns.subject'), subjectOf(job)] as const]),
          [t('detail.by'), job.requestedBy.name],
          [t('detail.at'), <InstantText key="at" instant={job.requestedAt} />],
          ...(job.startedAt === null
            ? []
            : [[t('detail.started'), <InstantText key="started" instant={job.startedAt} />] as const]),
          ...(job.finishedAt === null
            ? []
            : [[t('detail.finished'), <InstantText key="finished" instant={job.finishedAt} />] as const]),
          [t('detail.attempt'), String(job.attempt)],
        ]}
      />
      {imported !== null && (
        <div>
          <Link to="/imports/$id" params={{ id: imported }} className={buttonClass('primary')}>
            {t('detail.import')}
          </Link>
        </div>
      )}
      {job.result !== null && (
        <details className={css.result}>
          <summary>{t('detail.result')}</summary>
          <pre>{JSON.stringify(job.result, null, 2)}</pre>
        </details>
      )}
    </div>
  )
}

/** The import a job made, by its result; null for every other job. */
function importOf({ kind, state, result }: Job): string | null {
  if (kind !== 'import' || state !== 'done' || typeof result !== 'object' || result === null || Array.isArray(result))
    return null
  const id = result['id']
  return typeof id === 'string' ? id : null
}
