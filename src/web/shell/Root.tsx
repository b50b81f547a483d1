import { Outlet } from '@tanstack/react-router'
import { Toasts } from '../ui/Toasts.tsx'

/** What lies around every screen, signed in or not. */
export function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  )
}
