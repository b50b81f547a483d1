import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ApiError } from '../api.ts'

/** What the server is working out for the screen one looks at, in its own sentence; null while nothing is waited for. */
export function useBuilding(): string | null {
  const cache = useQueryClient().getQueryCache()
  return useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    () => {
      const waiting = cache.findAll({ type: 'active', fetchStatus: 'fetching' })
      const reasons = waiting.map(({ state }): unknown => state.fetchFailureReason)
      return reasons.find(isBuilding)?.message ?? null
    },
  )
}

function isBuilding(reason: unknown): reason is ApiError {
  return reason instanceof ApiError && reason.code === 'building'
}
