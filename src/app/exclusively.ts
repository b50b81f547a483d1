import { watermarkOf } from '../ledger/store/batch.ts'
import { LedgerInUse } from '../ledger/store/session.ts'
import { appliedWatermark } from '../records/import-batch.ts'
import { completeImports } from './complete-imports.ts'
import type { Ctx } from './context.ts'
import { BookError } from './error.ts'

/**
 * Runs work that needs the book to itself: nobody imports, undoes, closes or copies meanwhile, and what an import that died left
 * between the stores is completed first. Throws `in-use` when somebody else is at it. Not to be nested.
 */
export async function exclusively<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  try {
    return await ctx.ledger.exclusive(async () => {
      await completeImports(ctx)
      await assertOneBook(ctx)
      return await work()
    })
  } catch (error) {
    if (error instanceof LedgerInUse) throw new BookError('in-use', error.message)
    throw error
  }
}

/** Throws when the records are ahead of the ledger: nothing that is written then would fit both. */
async function assertOneBook(ctx: Ctx): Promise<void> {
  const [ledger, records] = [await watermarkOf(ctx.ledger), await appliedWatermark(ctx.records)]
  if (records <= ledger) return
  throw new BookError(
    'conflict',
    `Cannot change the book: its ledger ends at ${String(ledger)} and its records at ${String(records)}. They are of two books, or a restore was broken off: check LEDGER_URL and DATABASE_URL, or restore a backup into empty stores`,
  )
}
