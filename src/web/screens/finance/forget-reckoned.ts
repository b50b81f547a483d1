import type { QueryClient } from '@tanstack/react-query'

/** What is said of rates themselves; everything else may have been reckoned with one. */
const kept = new Set(['getSession', 'getStart', 'listCostRates', 'listFinancingRates', 'getSettings'])

/** Has figures asked for anew that a rate may be in: which they are is the server's to know. */
export function forgetReckoned(queries: QueryClient): void {
  void queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => !kept.has(String(operation)) })
}
