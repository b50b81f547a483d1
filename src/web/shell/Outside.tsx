import { Outlet } from '@tanstack/react-router'

export function Outside() {
  return <Outlet />
}
