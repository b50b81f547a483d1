import { Outlet } from '@tanstack/react-router'
import { Toasts } from '../ui/Toasts.tsx'
import { useIsScreenOnTop } from '../ui/toast-place.ts'

/** What lies around every screen, signed in or not. */
export function Root() {
  const isOnTop = useIsScreenOnTop()
  return (
    <>
      <Outlet />
      {isOnTop && <Toasts />}
    </>
  )
}
