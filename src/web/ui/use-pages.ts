import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Call, Output } from '../../contract/operations.ts'
import type { OperationId } from '../../contract/routes.ts'
import { call, type ApiError } from '../api.ts'

/** An operation that answers a page at a time. */
type ListId = {
  [O in OperationId]: Output<O> extends { readonly items: readonly unknown[]; readonly next: string | null } ? O : never
}[OperationId]

type Row<O extends ListId> = Output<O> extends { readonly items: readonly (infer R)[] } ? R : never

/** The rows of a list so far, and how to get more. */
export interface Pages<R> {
  readonly rows: readonly R[]
  readonly isPending: boolean
  /** What is shown is of the question before; the answer is on its way. */
  readonly isStale: boolean
  readonly error: ApiError | null
  /** While it is tried again: why. */
  readonly failure: ApiError | null
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly retry: () => void
}

/** A list that grows as one scrolls. What was shown stays until the answer to a new question has come. */
export function usePages<O extends ListId>(
  operation: O,
  input: Call<O>,
  { refetchInterval }: { readonly refetchInterval?: number } = {},
): Pages<Row<O>> {
  const query = useInfiniteQuery({
    queryKey: [operation, 'pages', input],
    queryFn: ({ pageParam, signal }) => call(operation, withCursor(input, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => pageOf<Row<O>>(page).next,
    placeholderData: (before) => before,
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
  })
  const { data, hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => pageOf<Row<O>>(page).items) ?? [], [data])
  return {
    rows,
    isPending: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.error,
    failure: query.failureReason,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      // A page that did not come is asked for again by hand: scrolling would ask without end.
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
    },
    retry: () => void refetch(),
  }
}

function withCursor<O extends ListId>(input: Call<O>, cursor: string | null, signal: AbortSignal) {
  // A question too long for an address brings its cursor where the rest of it is.
  if ('body' in input && typeof input.body === 'object')
    return { ...input, body: { ...input.body, ...(cursor === null ? {} : { cursor }) }, signal }
  const query = 'query' in input && typeof input.query === 'object' ? input.query : {}
  return { ...input, ...(cursor === null ? {} : { query: { ...query, cursor } }), signal }
}

/** Every answer of a ListId is a page: the compiler cannot see that through the conditional type. */
function pageOf<R>(page: unknown): { readonly items: readonly R[]; readonly next: string | null } {
  return page as { readonly items: readonly R[]; readonly next: string | null }
}
