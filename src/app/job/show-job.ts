import type { Output } from '../../contract/operations.ts'
import type { Right } from '../../domain/right.ts'
import type { Job } from '../../records/job.ts'
import type { Ctx } from '../context.ts'
import { hasRight } from '../right.ts'

export type ShownJob = Output<'getJob'>
export type JobKind = ShownJob['kind']

/** The right that each kind of work needs, and that its result is shown to. */
const rightOfKind: Readonly<Record<JobKind, Right>> = {
  preview: 'import',
  import: 'import',
  undo: 'import',
  close: 'close',
  backup: 'backup',
  lifetime: 'policy',
  alerts: 'policy',
  view: 'read-job',
  command: 'read-job',
}

/** A job as whoever asks may see it: its result only with the right to such work. */
export function showJob(ctx: Pick<Ctx, 'actor'>, job: Job): ShownJob {
  const kind = job.kind as JobKind
  const canChange = mayChange(ctx, job)
  const isOpen = job.state === 'waiting' || job.state === 'running'
  return {
    id: job.id,
    kind,
    state: job.state,
    subject: job.subject,
    requestedBy: { id: job.requestedBy, name: job.requestedName },
    requestedAt: job.requestedAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    attempt: job.attempt,
    progress: job.progress,
    isCancelRequested: job.cancelRequestedAt !== null,
    canCancel: isOpen && canChange && job.cancelRequestedAt === null,
    canRetry: (job.state === 'failed' || job.state === 'cancelled') && canChange && kind !== 'command',
    result: hasRight(ctx.actor, rightOfKind[kind]) ? (job.result as ShownJob['result']) : null,
    error: job.error,
  }
}

/** Whether somebody sees the job: it is their own, or they may see everybody's. */
export function maySee({ actor }: Pick<Ctx, 'actor'>, job: Job): boolean {
  return hasRight(actor, 'read-job') || (actor.kind !== 'local-operator' && job.requestedBy === actor.id)
}

/** Whether somebody may stop it or begin it again: whoever sees it and may ask for such work. */
export function mayChange(ctx: Pick<Ctx, 'actor'>, job: Job): boolean {
  return maySee(ctx, job) && hasRight(ctx.actor, rightOfKind[job.kind as JobKind])
}
