import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isMissingPart, mayReload, noteReload } from '../stale-page.ts'
import { ErrorState } from '../ui/States.tsx'
import { ScreenPending } from './ScreenPending.tsx'

/**
 * A screen that could not be drawn: the frame around it stays. Where a part of it is missing the page is older than its server,
 * and only a new page helps: it comes by itself once.
 */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const [reloadsFor] = useState(() =>
    mayReload(error, { memory: sessionStorage, isOnline: navigator.onLine }) ? error : null,
  )
  useEffect(() => {
    if (reloadsFor === null) return
    noteReload(reloadsFor, sessionStorage)
    location.reload()
  }, [reloadsFor])

  if (reloadsFor !== null) return <ScreenPending />
  return (
    <ErrorState
      error={error}
      onRetry={() => {
        if (isMissingPart(error)) location.reload()
        else {
          reset()
          void router.invalidate()
        }
      }}
    />
  )
}
