import { rm } from 'node:fs/promises'
import { LedgerInUse } from '../ledger/store/session.ts'
import { dropUnfinishedClosings } from '../records/closing.ts'
import { completeImports } from './complete-imports.ts'
import type { Completion } from './complete-imports.ts'
import type { Ctx } from './context.ts'
import { dropUnfinishedRejected } from './import/rejected-folder.ts'

/** What start-up found half done by a process that died, and did about it. */
export type Recovery = Completion

/** Completes or drops what a killed process left between the two stores. Safe to run at every start. */
export async function recover(ctx: Ctx): Promise<Recovery> {
  try {
    return await ctx.ledger.exclusive(async () => {
      const completion = await completeImports(ctx)
      await dropUnfinishedClosings(ctx.records)
      await dropUnfinishedRejected(ctx)
      await rm(ctx.places.temporary, { recursive: true, force: true })
      return completion
    })
  } catch (error) {
    // Another process imports at this moment: what is half done is its own.
    if (error instanceof LedgerInUse) return { completed: [], dropped: [] }
    throw error
  }
}
