import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import type { HeldJob } from '../app/job/queue.ts'
import { systemRefusal } from '../app/system-refusal.ts'
import { jobBodies } from './job-bodies.ts'
import type { Ending } from './messages.ts'

/** Does a job and says how it ended; never throws. */
export async function doJob(ctx: Ctx, job: HeldJob, signal: AbortSignal): Promise<Ending> {
  try {
    if (job.kind === 'command') throw new Error('A command is no job of the line')
    return { state: 'done', result: await jobBodies[job.kind](ctx, job.input, signal) }
  } catch (error) {
    return endingOf(error, job, signal)
  }
}

export function endingOf(error: unknown, job: Pick<HeldJob, 'id'>, signal: AbortSignal): Ending {
  const code = error instanceof BookError ? error.code : null
  if (code === 'in-use') return { state: 'in-use' }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  // What is written is written, stopped or not: the next attempt completes it first.
  if (error instanceof BookError && code === 'unfinished') return { state: 'lost', error: error.message, trace }
  // Whatever else fails once it is stopped fails because of that.
  if (signal.aborted) return { state: 'cancelled' }
  if (error instanceof BookError) return { state: 'failed', error: error.message, trace: null }
  const refusal = systemRefusal(error)
  if (refusal !== null) return { state: 'failed', error: refusal, trace }
  return { state: 'failed', error: `Something went wrong that should not; the log says what under ${job.id}`, trace }
}
