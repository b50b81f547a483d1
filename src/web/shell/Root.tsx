import { Outlet } from '@tanstack/react-router'

/** What lies around every screen. */
export function Root() {
  return <Outlet />
}
