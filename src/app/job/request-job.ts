import { v7 as uuidv7 } from 'uuid'
import type { Json } from '../../records/decode.ts'
import { findJob, findOpenJob, insertJob, listJobs } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import type { RecordsView } from '../../records/records.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { showJob } from './show-job.ts'
import type { JobKind, ShownJob } from './show-job.ts'
import { wakeJobs } from './wake.ts'

interface JobRequest {
  readonly kind: Exclude<JobKind, 'command'>
  /** What it is about, for people: the name of a source, a period. Null when the kind says it all. */
  readonly subject: string | null
  /** What the body of the kind gets; everything it needs must be in here or in the book. */
  readonly input: Json
  /** Which job that waits or runs would do the same: of one's own it is answered instead, so that a second click is none. */
  readonly isSame?: (open: Job) => boolean
  /** The id it is to have, of whoever may ask for it again; a job of this id is answered, whatever became of it. */
  readonly id?: string | undefined
  /** Asked for because something changed: a view that is being made already may not have seen it. */
  readonly isAfterChange?: boolean
}

/**
 * Puts work in the line and answers with its job at once. The verb that asks has checked the right; it is checked again when
 * the job begins, as whoever asked. A view that waits is not asked for twice, nor one that is being made unless something changed.
 */
export async function requestJob(ctx: Ctx, request: JobRequest): Promise<ShownJob> {
  const { kind, subject, input, isSame, id, isAfterChange = false } = request
  let isNew = false
  const job = await ctx.records.write(async (trx): Promise<Job> => {
    isNew = false
    if (kind === 'view') {
      const states: ['waiting', ...'running'[]] = isAfterChange ? ['waiting'] : ['waiting', 'running']
      const open = await findOpenJob(trx, { kind, subject, states })
      if (open) return open
    }
    const known = id === undefined ? undefined : await findJob(trx, id)
    const same = known ?? (isSame && (await listOpenJobs(trx, ctx, kind)).find(isSame))
    if (same) return same
    isNew = true
    const made = await insertJob(trx, {
      id: id ?? uuidv7(),
      kind,
      subject,
      input,
      // A view is for everybody: it is made whatever becomes of whoever looked first.
      requestedBy: kind !== 'view' && ctx.actor.kind !== 'local-operator' ? ctx.actor.id : null,
      requestedName: kind === 'view' ? 'Bookvalue' : ctx.actor.name,
      requestedAt: ctx.now(),
    })
    // Views are asked for by looking: that is no change.
    if (kind !== 'view') await audit(ctx, `request ${kind}`, made.id, { subject }, trx)
    return made
  })
  // Whoever asks again and again for what waits already wakes nobody: two runners that wake together get in each other's way.
  if (isNew) wakeJobs()
  return showJob(ctx, job)
}

/** The jobs of a kind of whoever asks that wait or run. */
async function listOpenJobs(view: RecordsView, { actor }: Ctx, kind: JobKind): Promise<Job[]> {
  const person = actor.kind === 'local-operator' ? null : actor.id
  const filter = {
    requestedBy: person,
    states: ['waiting', 'running'] as const,
    kinds: [kind],
    before: null,
    limit: 100,
  }
  return (await listJobs(view, filter)).filter((job) => job.requestedBy === person)
}
