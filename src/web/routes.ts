import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  retainSearchParams,
} from '@tanstack/react-router'
import { basePath } from './api.ts'
import { goToLanding, mustBeSignedIn, type RouterContext } from './guard.ts'
import { withTexts } from './i18n/i18n.ts'
import { askAhead } from './queries.ts'
import { movementQuery } from './screens/movement/movement-query.ts'
import { myBookQuery } from './screens/my-book/my-book-query.ts'
import { portfolioQuery } from './screens/portfolio/portfolio-query.ts'
import { parseSearch, searchOf, stringifySearch, text } from './search.ts'
import { searches } from './searches.ts'
import { AppShell } from './shell/AppShell.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { Outside } from './shell/Outside.tsx'
import { Root } from './shell/Root.tsx'
import { ScreenError } from './shell/ScreenError.tsx'
import { ScreenPending } from './shell/ScreenPending.tsx'

const root = createRootRouteWithContext<RouterContext>()({ component: Root, notFoundComponent: NotFound })

/** Screens for whoever is not signed in. */
const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: Outside })

const start = createRoute({
  getParentRoute: () => outside,
  path: '/start',
  component: lazy(() => withTexts(import('./screens/start/Start.tsx')), 'Start'),
})
const signIn = createRoute({
  getParentRoute: () => outside,
  path: '/sign-in',
  validateSearch: searchOf({ next: text }),
  component: lazy(() => withTexts(import('./screens/sign-in/SignIn.tsx')), 'SignIn'),
})
const invitation = createRoute({
  getParentRoute: () => outside,
  path: '/invitation/$token',
  component: lazy(() => withTexts(import('./screens/invitation/Invitation.tsx')), 'Invitation'),
})

/** Everything one must be signed in for. The period in the address holds from screen to screen. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: AppShell,
  validateSearch: searchOf({ period: text }),
  search: { middlewares: [retainSearchParams<{ period?: string | undefined }>(['period'])] },
  beforeLoad: mustBeSignedIn,
})

const index = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: goToLanding,
})
const portfolio = createRoute({
  getParentRoute: () => app,
  path: '/portfolio',
  validateSearch: searches.portfolio,
  loaderDeps: ({ search }) => search,
  // Asked for while the screen is on its way; what goes wrong is the screen's to say.
  loader: ({ context, deps }) => {
    void askAhead(context.queries, portfolioQuery(deps))
  },
  component: lazy(() => import('./screens/portfolio/Portfolio.tsx'), 'Portfolio'),
})
const movement = createRoute({
  getParentRoute: () => app,
  path: '/movement',
  validateSearch: searches.movement,
  loaderDeps: ({ search }) => search,
  // Asked for while the screen is on its way; what goes wrong is the screen's to say.
  loader: ({ context, deps }) => {
    void askAhead(context.queries, movementQuery(deps))
  },
  component: lazy(() => withTexts(import('./screens/movement/Movement.tsx')), 'Movement'),
})
const accounts = createRoute({
  getParentRoute: () => app,
  path: '/accounts',
  validateSearch: searches.accounts,
  component: lazy(() => withTexts(import('./screens/accounts/Accounts.tsx')), 'Accounts'),
})
const account = createRoute({
  getParentRoute: () => app,
  path: '/accounts/$id',
  validateSearch: searches.account,
  component: lazy(() => withTexts(import('./screens/account/Account.tsx')), 'Account'),
})
const scoreboard = createRoute({
  getParentRoute: () => app,
  path: '/scoreboard',
  validateSearch: searches.scoreboard,
  component: lazy(() => withTexts(import('./screens/scoreboard/Scoreboard.tsx')), 'Scoreboard'),
})
const calls = createRoute({
  getParentRoute: () => app,
  path: '/calls',
  validateSearch: searches.calls,
  component: lazy(() => withTexts(import('./screens/calls/Calls.tsx')), 'Calls'),
})
const myBook = createRoute({
  getParentRoute: () => app,
  path: '/my-book',
  validateSearch: searches.myBook,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void askAhead(context.queries, myBookQuery(deps))
  },
  component: lazy(() => withTexts(import('./screens/my-book/MyBook.tsx')), 'MyBook'),
})
const searchScreen = createRoute({
  getParentRoute: () => app,
  path: '/search',
  validateSearch: searches.searchScreen,
  component: lazy(() => withTexts(import('./screens/search/Search.tsx')), 'Search'),
})
const imports = createRoute({
  getParentRoute: () => app,
  path: '/imports',
  component: lazy(() => withTexts(import('./screens/imports/Imports.tsx')), 'Imports'),
})
const newImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/new',
  validateSearch: searches.newImport,
  component: lazy(() => withTexts(import('./screens/import/Import.tsx')), 'Import'),
})
const oneImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  validateSearch: searches.oneImport,
  component: lazy(() => withTexts(import('./screens/imports/ImportDetail.tsx')), 'ImportDetail'),
})
const sources = createRoute({
  getParentRoute: () => app,
  path: '/sources',
  validateSearch: searches.sources,
  component: lazy(() => withTexts(import('./screens/sources/Sources.tsx')), 'Sources'),
})
const control = createRoute({
  getParentRoute: () => app,
  path: '/control',
  validateSearch: searches.control,
  component: lazy(() => withTexts(import('./screens/control/Control.tsx')), 'Control'),
})
const policy = createRoute({
  getParentRoute: () => app,
  path: '/policy',
  component: lazy(() => withTexts(import('./screens/policy/Policy.tsx')), 'Policy'),
})
const policyStudio = createRoute({
  getParentRoute: () => app,
  path: '/policy/studio',
  validateSearch: searches.policyStudio,
  component: lazy(() => withTexts(import('./screens/policy/Studio.tsx')), 'Studio'),
})
const policyComparison = createRoute({
  getParentRoute: () => app,
  path: '/policy/compare',
  validateSearch: searches.policyComparison,
  component: lazy(() => withTexts(import('./screens/policy/Compare.tsx')), 'Compare'),
})
const policyRequest = createRoute({
  getParentRoute: () => app,
  path: '/policy/studio/requests/$id',
  validateSearch: searches.policyRequest,
  component: lazy(() => withTexts(import('./screens/policy/PolicyRequest.tsx')), 'PolicyRequest'),
})
const closings = createRoute({
  getParentRoute: () => app,
  path: '/closings',
  validateSearch: searches.closings,
  component: lazy(() => withTexts(import('./screens/closings/Closings.tsx')), 'Closings'),
})
const finance = createRoute({
  getParentRoute: () => app,
  path: '/finance',
  validateSearch: searches.finance,
  component: lazy(() => withTexts(import('./screens/finance/Finance.tsx')), 'Finance'),
})
const actions = createRoute({
  getParentRoute: () => app,
  path: '/actions',
  validateSearch: searches.actions,
  component: lazy(() => withTexts(import('./screens/actions/Actions.tsx')), 'Actions'),
})
const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: searches.alerts,
  component: lazy(() => withTexts(import('./screens/alerts/Alerts.tsx')), 'Alerts'),
})
const lifetime = createRoute({
  getParentRoute: () => app,
  path: '/lifetime',
  validateSearch: searches.lifetime,
  component: lazy(() => withTexts(import('./screens/lifetime/Lifetime.tsx')), 'Lifetime'),
})
const profits = createRoute({
  getParentRoute: () => app,
  path: '/profits',
  validateSearch: searches.profits,
  component: lazy(() => withTexts(import('./screens/profits/Profits.tsx')), 'Profits'),
})
const drains = createRoute({
  getParentRoute: () => app,
  path: '/drains',
  validateSearch: searches.drains,
  component: lazy(() => withTexts(import('./screens/drains/Drains.tsx')), 'Drains'),
})
const stock = createRoute({
  getParentRoute: () => app,
  path: '/stock',
  validateSearch: searches.stock,
  component: lazy(() => withTexts(import('./screens/stock/BookStock.tsx')), 'BookStock'),
})
const receivables = createRoute({
  getParentRoute: () => app,
  path: '/receivables',
  validateSearch: searches.receivables,
  component: lazy(() => withTexts(import('./screens/receivables/BookReceivables.tsx')), 'BookReceivables'),
})
const selection = createRoute({
  getParentRoute: () => app,
  path: '/selection',
  validateSearch: searches.selection,
  component: lazy(() => withTexts(import('./screens/selection/Selection.tsx')), 'Selection'),
})
const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  validateSearch: searches.reviews,
  component: lazy(() => withTexts(import('./screens/reviews/Reviews.tsx')), 'Reviews'),
})
const review = createRoute({
  getParentRoute: () => app,
  path: '/reviews/$id',
  component: lazy(() => withTexts(import('./screens/reviews/Review.tsx')), 'Review'),
})
const users = createRoute({
  getParentRoute: () => app,
  path: '/users',
  validateSearch: searches.users,
  component: lazy(() => withTexts(import('./screens/users/Users.tsx')), 'Users'),
})
const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: searches.audit,
  component: lazy(() => withTexts(import('./screens/audit/Audit.tsx')), 'Audit'),
})
const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazy(() => withTexts(import('./screens/settings/Settings.tsx')), 'Settings'),
})
const jobs = createRoute({
  getParentRoute: () => app,
  path: '/jobs',
  validateSearch: searches.jobs,
  component: lazy(() => withTexts(import('./screens/jobs/Jobs.tsx')), 'Jobs'),
})

const routeTree = root.addChildren([
  outside.addChildren([start, signIn, invitation]),
  app.addChildren([
    index,
    portfolio,
    movement,
    accounts,
    account,
    myBook,
    calls,
    scoreboard,
    searchScreen,
    imports,
    newImport,
    oneImport,
    sources,
    control,
    policy,
    policyStudio,
    policyComparison,
    policyRequest,
    closings,
    finance,
    actions,
    alerts,
    lifetime,
    selection,
    reviews,
    review,
    profits,
    receivables,
    drains,
    stock,
    users,
    audit,
    settings,
    jobs,
  ]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: basePath,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ScreenError,
    defaultPendingComponent: ScreenPending,
    defaultPendingMs: 150,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
