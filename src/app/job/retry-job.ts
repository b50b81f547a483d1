import { retryJob as putInLineAgain } from '../../records/job.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import type { Verb } from '../verb.ts'
import { getJobToChange, shownJob } from './get-job.ts'
import { wakeJobs } from './wake.ts'

/** Puts a failed or cancelled job in line again, as whoever asked for it first. */
export const retryJob: Verb<'retryJob'> = async (ctx, { id }) => {
  const waiting = await ctx.records.write(async (trx) => {
    const job = await getJobToChange(ctx, id, trx)
    // What the terminal sent is gone with it.
    const changed = job.kind === 'command' ? undefined : await putInLineAgain(trx, id)
    if (!changed) {
      const why = job.kind === 'command' ? 'give the command again' : `it is ${job.state}`
      throw new BookError('conflict', `Cannot begin job "${id}" again: ${why}`)
    }
    await audit(ctx, 'retry job', id, { kind: job.kind, subject: job.subject }, trx)
    return changed
  })
  wakeJobs()
  return shownJob(ctx, waiting)
}
