import type { Ctx } from '../../src/app/context.ts'
import { actorOf, openQueue } from '../../src/app/job/queue.ts'
import { recover } from '../../src/app/recover.ts'
import { doJob } from '../../src/work/do-job.ts'
import type { TestApp } from './open-test-app.ts'

/**
 * Does every job that waits, here and now, as a server does it in a process of its own. `ctxOf` gives what an attempt works
 * with.
 */
export async function doJobs({ book: { ctx } }: TestApp, ctxOf: (attempt: number) => Ctx = () => ctx): Promise<void> {
  const queue = openQueue(ctx, { isOnly: true })
  for (;;) {
    const job = await queue.claim()
    if (!job) return
    const actor = await actorOf(ctx, job)
    if (!actor) throw new Error(`Job ${job.id} is nobody's`)
    if (job.attempt > 1) await recover(ctxOf(job.attempt))
    const ending = await doJob({ ...ctxOf(job.attempt), actor }, job, new AbortController().signal)
    if (ending.state === 'done') await queue.end(job.id, ending)
    else if (ending.state === 'lost') await queue.lose(job.id, ending.error)
    else if (ending.state === 'failed') {
      if (ending.trace !== null) throw new Error(ending.trace)
      await queue.end(job.id, { state: 'failed', error: ending.error })
    } else throw new Error(`Job ${job.id} ended as ${ending.state}`)
  }
}
