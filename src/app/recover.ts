import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LedgerInUse } from '../ledger/store/session.ts'
import { dropUnfinishedClosings } from '../records/closing.ts'
import { completeImports } from './complete-imports.ts'
import type { Completion } from './complete-imports.ts'
import type { Ctx } from './context.ts'
import { dropUnfinishedRejected } from './import/rejected-folder.ts'
import { dropOldUploads } from './upload/drop-old-uploads.ts'

/** What start-up found half done by a process that died, and did about it. */
export type Recovery = Completion

/** What imports, backups and demo books make there by `mkdtemp`, and what DuckDB spills. */
const madeHere = /^(?:(?:import|backup|demo|append)-\w{6}|duckdb_temp_.*)$/

/** Completes or drops what a killed process left between the two stores. Safe to run at every start. */
export async function recover(ctx: Ctx): Promise<Recovery> {
  try {
    return await ctx.ledger.exclusive(async () => {
      const completion = await completeImports(ctx)
      await dropUnfinishedClosings(ctx.records)
      await dropUnfinishedRejected(ctx)
      await clearTemporary(ctx.places.temporary)
      await dropOldUploads(ctx)
      return completion
    })
  } catch (error) {
    // Another process imports at this moment: what is half done is its own.
    if (error instanceof LedgerInUse) return { completed: [], dropped: [] }
    throw error
  }
}

/** Removes what a killed process left. Anything else there is somebody else's. */
async function clearTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (madeHere.test(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
