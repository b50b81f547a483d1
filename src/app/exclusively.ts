import { LedgerInUse } from '../ledger/store/session.ts'
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
      return await work()
    })
  } catch (error) {
    if (error instanceof LedgerInUse) throw new BookError('in-use', error.message)
    throw error
  }
}
