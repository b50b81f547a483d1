import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { listJobs } from '../../records/job.ts'
import type { Ctx } from '../context.ts'
import { uploadsFolderOf } from './upload.ts'

/** How long files stay that nobody imports, in milliseconds: over a night and a morning. */
const keptFor = 24 * 60 * 60 * 1000

/**
 * Removes uploads, and files kept for jobs, in which nothing has changed for a day; what a job still has to read stays however
 * long the server was off. For start-up, and beside a new upload.
 */
export async function dropOldUploads(ctx: Pick<Ctx, 'places' | 'now' | 'records'>): Promise<void> {
  const folder = uploadsFolderOf(ctx)
  const oldest = Date.parse(ctx.now()) - keptFor
  const old: string[] = []
  for (const name of await readdir(folder).catch(() => [])) {
    if ((await lastChange(join(folder, name))) < oldest) old.push(name)
  }
  if (old.length === 0) return
  const needed = await neededByJobs(ctx)
  for (const name of old) {
    if (!needed.has(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** The kept files that jobs have still to read. */
async function neededByJobs({ records }: Pick<Ctx, 'records'>): Promise<ReadonlySet<unknown>> {
  const jobs = await listJobs(records.view, {
    requestedBy: null,
    states: ['waiting', 'running'],
    kinds: ['preview', 'import'],
    before: null,
    limit: 10_000,
  })
  return new Set(jobs.map(({ input }) => (input as { readonly kept?: unknown } | null)?.kept))
}

/** When a folder, or the folder of files in it, last got or lost a file; a file that is being written counts. */
async function lastChange(path: string): Promise<number> {
  const inside = await readdir(join(path, 'files')).catch(() => [])
  const parts = inside.filter((name) => name.startsWith('.')).map((name) => join(path, 'files', name))
  const found = await Promise.all([path, join(path, 'files'), ...parts].map((each) => stat(each).catch(() => null)))
  return Math.max(0, ...found.map((each) => each?.mtimeMs ?? 0))
}
