import { findJob } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import type { RecordsView } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { Verb } from '../verb.ts'
import { showJobs } from './list-jobs.ts'
import { mayChange, maySee } from './show-job.ts'
import type { ShownJob } from './show-job.ts'

/** One job with its progress and result. */
export const getJob: Verb<'getJob'> = async (ctx, { id }) => shownJob(ctx, await getJobInSight(ctx, id))

/** One job as whoever asks may see it. */
export async function shownJob(ctx: Ctx, job: Job): Promise<ShownJob> {
  const [shown] = await showJobs(ctx, [job])
  if (!shown) throw new Error(`Cannot show job "${job.id}"`)
  return shown
}

/** The job; throws `not-found` also when it is somebody else's and whoever asks may not see those. */
async function getJobInSight(ctx: Pick<Ctx, 'actor' | 'records'>, id: string, view?: RecordsView): Promise<Job> {
  const job = await findJob(view ?? ctx.records.view, id)
  if (!job || !maySee(ctx, job)) throw new BookError('not-found', `Cannot find job "${id}"`)
  return job
}

/** The job; throws `forbidden` when whoever asks sees it and may not ask for such work. */
export async function getJobToChange(ctx: Pick<Ctx, 'actor' | 'records'>, id: string, view: RecordsView): Promise<Job> {
  const job = await getJobInSight(ctx, id, view)
  if (mayChange(ctx, job)) return job
  throw new BookError('forbidden', `Cannot change job "${id}": "${ctx.actor.name}" has no right to such work`)
}
