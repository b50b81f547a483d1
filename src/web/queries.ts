import { QueryClient, queryOptions, type FetchQueryOptions } from '@tanstack/react-query'
import type { Call, Output } from '../contract/operations.ts'
import type { OperationId } from '../contract/routes.ts'
import { ApiError, call } from './api.ts'

/** What is worked out takes a while at most; what is asked for longer than this has gone wrong. */
const buildingTries = 200

/** One answer of the server, kept under the name of the operation and what it was asked with. */
export function queryOf<O extends OperationId>(operation: O, input: Call<O>) {
  return queryOptions<Output<O>, ApiError, Output<O>, readonly unknown[]>({
    queryKey: [operation, input],
    queryFn: ({ signal }) => call(operation, { ...input, signal }),
  })
}

export const startQuery = queryOf('getStart', {})
export const sessionQuery = { ...queryOf('getSession', {}), staleTime: 60_000 }
/** The strip over every screen; looked at again soon while figures are being worked out anew. */
export const bookQuery = { ...queryOf('getBook', {}), staleTime: 15_000 }

/** Asks for figures before their screen does; an empty book has none. What goes wrong is the screen's to say. */
export async function askAhead<T>(
  queries: QueryClient,
  query: FetchQueryOptions<T, ApiError, T, readonly unknown[]>,
): Promise<void> {
  const book = await queries.ensureQueryData(bookQuery).catch(() => null)
  if (book !== null && book.period !== null) await queries.prefetchQuery(query)
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError
  }
}

export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        // The first letter of every figure has to be there at once; what is old is shown until what is new has come.
        retry: shouldAskAgain,
        retryDelay: (tries, error) => retryDelayOf(tries, error),
      },
      mutations: { retry: false },
    },
  })
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return
    const [operation] = event.query.queryKey as readonly unknown[]
    if (operation === 'getSession' || operation === 'getStart') return
    if (isUnauthenticated(event.action.error)) onSignedOut()
  })
  return queries
}

/** What is being worked out is asked for until it is there; a server that cannot be reached twice; a refusal never. */
export function shouldAskAgain(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (error.code === 'building') return failures < buildingTries
  return (error.status === 0 || error.status === 502 || error.status === 504) && failures < 2
}

export function retryDelayOf(tries: number, error: unknown): number {
  if (error instanceof ApiError && error.retryAfter !== null) return Math.min(error.retryAfter, 5000)
  return Math.min(400 * 2 ** tries, 4000)
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}
