import { queryOf } from '../../queries.ts'

export interface MyBookSearch {
  readonly period?: string | undefined
  /** Somebody else's book, by the key of the rep. */
  readonly rep?: string | undefined
}

/** One's own book, or that of a rep. The route asks for it while the screen itself is on its way. */
export function myBookQuery({ period, rep }: MyBookSearch) {
  return queryOf('getMyBook', {
    query: { ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) },
  })
}
