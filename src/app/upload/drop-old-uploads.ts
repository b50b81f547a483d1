import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ctx } from '../context.ts'
import { uploadsFolderOf } from './upload.ts'

/** How long files stay that nobody imports, in milliseconds: over a night and a morning. */
const keptFor = 24 * 60 * 60 * 1000

/** Removes uploads, and copies for imports, in which nothing has changed for a day. For start-up, and beside a new upload. */
export async function dropOldUploads(ctx: Pick<Ctx, 'places' | 'now'>): Promise<void> {
  const folder = uploadsFolderOf(ctx)
  const oldest = Date.parse(ctx.now()) - keptFor
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    if ((await lastChange(path)) < oldest) await rm(path, { recursive: true, force: true })
  }
}

/** When a folder, or the folder of files in it, last got or lost a file; a file that is being written counts. */
async function lastChange(path: string): Promise<number> {
  const inside = await readdir(join(path, 'files')).catch(() => [])
  const parts = inside.filter((name) => name.startsWith('.')).map((name) => join(path, 'files', name))
  const found = await Promise.all([path, join(path, 'files'), ...parts].map((each) => stat(each).catch(() => null)))
  return Math.max(0, ...found.map((each) => each?.mtimeMs ?? 0))
}
