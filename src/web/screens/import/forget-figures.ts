import type { QueryClient } from '@tanstack/react-query'

/** What an import or its undo leaves as it was. */
const kept: ReadonlySet<unknown> = new Set(['getSession', 'getStart', 'getJob', 'getUpload'])

/**
 * Forgets every figure of before: what is on screen is asked for again, and what is not is not shown once more as it was while
 * the answer is on its way. Somebody who reconciles must not read an old total.
 */
export async function forgetFigures(queries: QueryClient): Promise<void> {
  const isFigure = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => !kept.has(queryKey[0])
  queries.removeQueries({ type: 'inactive', predicate: isFigure })
  await queries.invalidateQueries({ predicate: isFigure })
}
