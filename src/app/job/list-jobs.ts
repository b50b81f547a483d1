import { listJobs as listStored } from '../../records/job.ts'
import type { Job } from '../../records/job.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { hasRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { showJob } from './show-job.ts'
import type { ShownJob } from './show-job.ts'

/** Jobs, the newest first: one's own, and everybody's with the right to read them. */
export const listJobs: Verb<'listJobs'> = async (ctx, input) => {
  const { actor } = ctx
  const cursor = fromCursor(input.cursor, ['id'])
  const found = await listStored(ctx.records.view, {
    requestedBy: actor.kind !== 'local-operator' && !hasRight(actor, 'read-job') ? actor.id : null,
    states: input.state ?? null,
    kinds: input.kind ?? null,
    before: cursor?.id ?? null,
    limit: input.limit + 1,
  })
  const page = found.slice(0, input.limit)
  const last = found.length > input.limit ? page.at(-1) : undefined
  return { items: await showJobs(ctx, page), next: last ? toCursor({ id: last.id }) : null }
}

/** Jobs as whoever asks may see them, with the names people have today. */
export async function showJobs(ctx: Ctx, jobs: readonly Job[]): Promise<ShownJob[]> {
  const nameOf = await readActors(
    ctx.records.view,
    jobs.flatMap((job) => (job.requestedBy === null ? [] : [job.requestedBy])),
  )
  return jobs.map((job) => {
    const shown = showJob(ctx, job)
    return job.requestedBy === null ? shown : { ...shown, requestedBy: nameOf(job.requestedBy) }
  })
}
