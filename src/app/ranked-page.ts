import { getViewOf } from './account-view/get-view.ts'
import type { View } from './account-view/get-view.ts'
import { countIn } from './card/cursor-value.ts'
import type { Ctx } from './context.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { BookError } from './error.ts'

/** Where a page begins in a list that is ranked over one generation of the view. */
interface RankedPlace {
  /** The generation the first page was of; null for the first page itself. */
  readonly view: number | null
  readonly at: number
}

/** Reads where a page begins. Later pages are of the generation that the first one was of: throws `stale` when it is gone. */
export async function openRankedPlace(ctx: Ctx, cursor: string | undefined): Promise<RankedPlace> {
  const after = fromCursor(cursor, ['view', 'at'])
  if (!after) return { view: null, at: 0 }
  const view = countIn(after.view)
  await getViewOf(ctx, view)
  return { view, at: countIn(after.at) }
}

/** The accounts of a page, and the cursor of the next one, null on the last. Throws `stale` when another generation is shown since. */
export function takePage<T>(
  { view: begun, at }: RankedPlace,
  { view, ranked, limit }: { readonly view: View; readonly ranked: readonly T[]; readonly limit: number },
): { readonly some: readonly T[]; readonly next: string | null } {
  if (begun !== null && view.number !== begun) {
    throw new BookError('stale', 'Cannot go on with this list: its figures were worked out anew since; load it again')
  }
  const some = ranked.slice(at, at + limit)
  const end = at + some.length
  return { some, next: end < ranked.length ? toCursor({ view: String(view.number), at: String(end) }) : null }
}
