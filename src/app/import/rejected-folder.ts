import { access, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listBatches } from '../../ledger/store/batch.ts'
import type { Ctx } from '../context.ts'

/** Stands in a folder of rejected lines until the import they were left out of is in the book. */
const marker = '.unfinished'

/** The list of what is wrong with them, beside the lines themselves. */
export const problemsFile = 'problems.csv'

/** Where the lines stand that an import left out. */
export function rejectedFolderOf(ctx: Ctx, id: string): string {
  return join(ctx.places.data, 'rejected', id)
}

/** Marks a folder of rejected lines as belonging to an import that is not in the book yet. */
export async function markUnfinished(folder: string): Promise<void> {
  await writeFile(join(folder, marker), '')
}

/** The import is in the book: its rejected lines may be corrected. */
export async function markFinished(folder: string): Promise<void> {
  await rm(join(folder, marker), { force: true })
}

/** Removes the rejected lines of imports that were killed before they came into the book. For start-up. */
export async function dropUnfinishedRejected(ctx: Ctx): Promise<void> {
  const ids = await readdir(join(ctx.places.data, 'rejected')).catch(() => [])
  let committed: ReadonlySet<string> | null = null
  for (const id of ids) {
    const folder = rejectedFolderOf(ctx, id)
    const isUnfinished = await access(join(folder, marker)).then(
      () => true,
      () => false,
    )
    if (!isUnfinished) continue
    committed ??= new Set((await listBatches(ctx.ledger)).map((batch) => batch.id))
    if (committed.has(id)) await markFinished(folder)
    else await rm(folder, { recursive: true, force: true })
  }
}
