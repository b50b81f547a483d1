import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ImportSummary } from '../../../contract/import.ts'
import { useT } from '../../i18n/i18n.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { isEnded, JobState, useJob } from '../../ui/JobProgress.tsx'
import { Count } from '../../ui/Figures.tsx'
import { Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { Loaded, Notice } from '../../ui/States.tsx'
import { ControlOfSource } from '../control/ControlOfSource.tsx'
import { Back } from './Back.tsx'
import { forgetFigures } from './forget-figures.ts'
import css from './Import.module.css'
import { readChecked } from './import-options.ts'
import type { Checked } from './import-options.ts'
import { RejectedFiles } from './RejectedFiles.tsx'
import { Summary } from './Summary.tsx'

/** The import while it runs, and what came of it. */
export function DoneStep({ job: id, upload }: { readonly job: string; readonly upload: string | undefined }) {
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
          <Imported summary={job.result as ImportSummary} checked={readChecked(upload)} />
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

function Imported({ summary, checked }: { readonly summary: ImportSummary; readonly checked: Checked | null }) {
  const t = useT('importing')
  const { id, number, kinds, rejected, source } = summary
  const wasToBeRemembered = checked?.remembers?.source === source
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
      {wasToBeRemembered && checked.couldNotRemember === true && (
        <Notice tone="warning">{t('result.notRemembered', { source })}</Notice>
      )}
      {wasToBeRemembered && checked.couldNotRemember !== true && (
        <Notice
          action={
            <Link className={buttonClass('secondary', 's')} to="/sources" search={{ source }}>
              {t('result.sources')}
            </Link>
          }
        >
          {t('result.remembered', { source })}
        </Notice>
      )}
      <ControlOfSource source={source} />
    </div>
  )
}
