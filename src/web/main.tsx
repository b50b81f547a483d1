import '@fontsource-variable/inter/index.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/print.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { basePath } from './api.ts'
import { startTexts } from './i18n/i18n.ts'
import { bookQuery, makeQueryClient, sessionQuery } from './queries.ts'
import { makeRouter } from './routes.ts'
import { reloadWithNextScreen } from './stale-page.ts'
import { applyTheme, readTheme } from './theme/theme.ts'

/** Screens one sees without being signed in. */
const outside = /^(?:start|sign-in|invitation)\b/

const queries = makeQueryClient(() => {
  // Who was never signed in is sent on by the guard of the screens.
  if (queries.getQueryData(sessionQuery.queryKey) === undefined) return
  queries.removeQueries()
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.publicHref } })
})
const router = makeRouter(queries)
reloadWithNextScreen(router)

/** Loads the script of the screen the address names, without waiting for it: it is waited for when the screen is drawn. */
function preloadScreen(): void {
  const matched = router.matchRoutes(router.latestLocation).map(({ routeId }: { readonly routeId: unknown }) => routeId)
  for (const { id, options } of Object.values(router.routesById)) {
    const component: unknown = 'component' in options ? options.component : undefined
    if (matched.includes(id) && isLazy(component)) void component.preload()
  }
}

function isLazy(component: unknown): component is { readonly preload: () => Promise<unknown> } {
  return typeof component === 'function' && 'preload' in component && typeof component.preload === 'function'
}

applyTheme(readTheme())
// Asked for before the screen is: by the time its script is here the answers are too.
if (!outside.test(location.pathname.slice(basePath.length))) {
  void queries.prefetchQuery(sessionQuery)
  void queries.prefetchQuery(bookQuery)
}
// Its script is on its way while one learns who is there.
preloadScreen()
await startTexts('en')

const place = document.querySelector('#app')
if (place === null) throw new Error('The page has no place for the app')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
