import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Output } from '../../contract/operations.ts'
import { call } from '../api.ts'
import { useT } from '../i18n/i18n.ts'
import { queryOf } from '../queries.ts'
import { Button } from './Button.tsx'
import { useFormat } from './book-context.ts'
import css from './JobProgress.module.css'
import { ErrorLine, Loaded } from './States.tsx'

export type Job = Output<'getJob'>

const pollMilliseconds = 700

/** A job, looked at again until it has ended. */
export function useJob(id: string) {
  return useQuery({
    ...queryOf('getJob', { params: { id } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && isEnded(state.data) ? false : pollMilliseconds),
  })
}

export function isEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

interface Props {
  readonly id: string
  /** Called once, when it has ended while one looked on. */
  readonly onEnd?: (job: Job) => void
}

/** How far a job is, with what stops it and what runs it again. */
export function JobProgress({ id, onEnd }: Props) {
  const query = useJob(id)
  const told = useRef(false)
  const { data } = query
  useEffect(() => {
    if (data === undefined || !isEnded(data) || told.current) return
    told.current = true
    onEnd?.(data)
  }, [data, onEnd])
  return <Loaded query={query}>{(job) => <JobState job={job} />}</Loaded>
}

export function JobState({ job }: { readonly job: Job }) {
  const t = useT('common')
  const { cancel, retry, error } = useJobButtons(job.id)
  const isRunning = job.state === 'running' || job.state === 'waiting'
  return (
    <div className={css.job}>
      <div className={css.head}>
        <span className={css.what}>
          {t(`job.state.${job.state}`)}
          {job.progress !== null && isRunning && <span className={css.step}> · {job.progress.what}</span>}
        </span>
        {job.canCancel && (
          <Button size="s" disabled={job.isCancelRequested} onClick={cancel}>
            {t(job.isCancelRequested ? 'job.cancelling' : 'job.cancel')}
          </Button>
        )}
        {job.canRetry && (
          <Button size="s" onClick={retry}>
            {t('job.retry')}
          </Button>
        )}
      </div>
      {isRunning && <JobBar job={job} />}
      {job.error !== null && <p className={css.error}>{job.error}</p>}
      <ErrorLine error={error} />
    </div>
  )
}

/** Bar and figures of a job that runs. */
export function JobBar({ job }: { readonly job: Job }) {
  const t = useT('common')
  const format = useFormat()
  const { done = 0, total = null } = job.progress ?? {}
  const words =
    job.progress === null
      ? t(`job.state.${job.state}`)
      : total === null
        ? t('job.progressOpen', { done: format.integer(done) })
        : t('job.progress', { done: format.integer(done), total: format.integer(total) })
  return (
    <div className={css.progress}>
      <progress
        aria-label={t(`job.kind.${job.kind}`)}
        {...(total === null || total === 0 ? {} : { value: done, max: total })}
      />
      <span className={css.count}>{words}</span>
    </div>
  )
}

function useJobButtons(id: string) {
  const queries = useQueryClient()
  const settled = (job: Job) => {
    queries.setQueryData(queryOf('getJob', { params: { id } }).queryKey, job)
    void queries.invalidateQueries({ queryKey: ['listJobs'] })
  }
  const cancel = useMutation({ mutationFn: () => call('cancelJob', { params: { id } }), onSuccess: settled })
  const retry = useMutation({
    mutationFn: () => call('retryJob', { params: { id } }),
    onSuccess: (job) => {
      settled(job)
      void queries.invalidateQueries({ queryKey: ['getJob'] })
    },
  })
  return { cancel: () => cancel.mutate(), retry: () => retry.mutate(), error: cancel.error ?? retry.error }
}
