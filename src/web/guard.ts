import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { ApiError } from './api.ts'
import { bookQuery, sessionQuery, startQuery } from './queries.ts'

export interface RouterContext {
  readonly queries: QueryClient
}

interface Arrival {
  readonly context: RouterContext
  readonly location: { readonly pathname: string; readonly publicHref: string }
}

/** Sends whoever is not signed in to where they can be, and back again afterwards. */
export async function mustBeSignedIn({ context: { queries }, location }: Arrival): Promise<void> {
  void queries.prefetchQuery(bookQuery)
  try {
    await queries.ensureQueryData(sessionQuery)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    const known = await queries.ensureQueryData(startQuery)
    // oxlint-disable-next-line typescript/only-throw-error -- the router takes a redirect thrown
    if (known.needsAdministrator || known.book.isDemo) throw redirect({ to: '/start' })
    // oxlint-disable-next-line typescript/only-throw-error -- the router takes a redirect thrown
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.publicHref } })
  }
}

const landings = {
  portfolio: '/portfolio',
  'my-book': '/my-book',
  search: '/search',
  imports: '/imports',
  users: '/users',
} as const

/** Each role begins where its work is. */
export async function goToLanding({ context: { queries } }: Arrival): Promise<void> {
  const { landing } = await queries.ensureQueryData(sessionQuery)
  // oxlint-disable-next-line typescript/only-throw-error -- the router takes a redirect thrown
  throw redirect({ to: landings[landing], replace: true })
}
