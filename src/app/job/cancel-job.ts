import { requestCancel } from '../../records/job.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import type { Verb } from '../verb.ts'
import { getJobToChange, shownJob } from './get-job.ts'
import { wakeJobs } from './wake.ts'

/** Stops a job, or takes one that waits out of the line. One that is stopped has written nothing, or all of it. */
export const cancelJob: Verb<'cancelJob'> = async (ctx, { id }) => {
  const cancelled = await ctx.records.write(async (trx) => {
    const job = await getJobToChange(ctx, id, trx)
    const changed = await requestCancel(trx, id, ctx.now())
    if (!changed) throw new BookError('conflict', `Cannot stop job "${id}": it is ${job.state}`)
    await audit(ctx, 'cancel job', id, { kind: job.kind, subject: job.subject }, trx)
    return changed
  })
  wakeJobs()
  return shownJob(ctx, cancelled)
}
