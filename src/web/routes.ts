import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { actionSubjects } from '../domain/action.ts'
import { bridgeMeasures, bridgeParts } from '../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../domain/bridge/bridge-shown.ts'
import { alertKinds } from '../domain/alert/alert.ts'
import { saleBases } from '../domain/cost-rate/book-rate.ts'
import { priceSignals } from '../domain/drain/price-signals.ts'
import { movementClasses } from '../domain/movement.ts'
import { postures } from '../domain/profit/posture.ts'
import { commitmentShows } from '../domain/commitment/shown.ts'
import { receivableFilters } from '../domain/receivables/ranked.ts'
import { stockFilters } from '../domain/inventory/ranked.ts'
import { stockRules } from '../domain/inventory/stock-rule.ts'
import { shownParts } from '../domain/receivables/measure.ts'
import { reviewGroupings } from '../domain/review/count-reviews.ts'
import { regradeClasses } from '../domain/regrade.ts'
import { basePath } from './api.ts'
import { goToLanding, mustBeSignedIn, type RouterContext } from './guard.ts'
import { askAhead } from './queries.ts'
import { financeTabs } from './screens/finance/finance-tabs.ts'
import { movementQuery, movementTabs } from './screens/movement/movement-query.ts'
import { myBookQuery } from './screens/my-book/my-book-query.ts'
import { portfolioQuery } from './screens/portfolio/portfolio-query.ts'
import { reviewFilterSearch } from './screens/reviews/review-filter.ts'
import {
  accountFilterSearch,
  amount,
  day,
  daysAhead,
  month,
  oneOf,
  parseSearch,
  searchOf,
  someOf,
  stringifySearch,
  text,
  texts,
} from './search.ts'
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
  component: lazyRouteComponent(() => import('./screens/start/Start.tsx'), 'Start'),
})
const signIn = createRoute({
  getParentRoute: () => outside,
  path: '/sign-in',
  validateSearch: searchOf({ next: text }),
  component: lazyRouteComponent(() => import('./screens/sign-in/SignIn.tsx'), 'SignIn'),
})
const invitation = createRoute({
  getParentRoute: () => outside,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./screens/invitation/Invitation.tsx'), 'Invitation'),
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
  validateSearch: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    by: oneOf(['owner', 'territory', 'segment']),
    step: oneOf(['quarter', 'year']),
    show: text,
  }),
  loaderDeps: ({ search }) => search,
  // Asked for while the screen is on its way; what goes wrong is the screen's to say.
  loader: ({ context, deps }) => {
    void askAhead(context.queries, portfolioQuery(deps))
  },
  component: lazyRouteComponent(() => import('./screens/portfolio/Portfolio.tsx'), 'Portfolio'),
})
const movement = createRoute({
  getParentRoute: () => app,
  path: '/movement',
  validateSearch: searchOf({
    tab: oneOf(movementTabs),
    from: text,
    closed: oneOf(['no']),
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    parent: text,
    by: oneOf(['owner', 'territory', 'segment', 'parent']),
    step: oneOf(['quarter', 'year']),
    bound: oneOf(['money']),
    boundShare: amount,
    boundAmount: amount,
    class: someOf(movementClasses),
    gradeFrom: texts,
    gradeTo: texts,
    sort: oneOf(['size', '-size', 'change', '-change', 'name', '-name']),
    rate: oneOf(['fixed']),
    measure: oneOf(bridgeMeasures),
  }),
  loaderDeps: ({ search }) => search,
  // Asked for while the screen is on its way; what goes wrong is the screen's to say.
  loader: ({ context, deps }) => {
    void askAhead(context.queries, movementQuery(deps))
  },
  component: lazyRouteComponent(() => import('./screens/movement/Movement.tsx'), 'Movement'),
})
const accounts = createRoute({
  getParentRoute: () => app,
  path: '/accounts',
  validateSearch: searchOf({ ...accountFilterSearch, sort: text, columns: texts, view: text }),
  component: lazyRouteComponent(() => import('./screens/accounts/Accounts.tsx'), 'Accounts'),
})
const account = createRoute({
  getParentRoute: () => app,
  path: '/accounts/$id',
  validateSearch: searchOf({
    tab: text,
    month,
    family: texts,
    /** With the family of accounts, in charts and lines. */
    ofFamily: oneOf(['yes']),
    /** Lines of the window before, which figures are compared with. */
    window: oneOf(['before']),
    /** An invoice that is open, by the source and number that getInvoice takes. */
    source: text,
    invoice: text,
    /** Which figure of the receivables the invoices are of. */
    show: oneOf(shownParts),
    /** Which items of its stock, and which of its promises. */
    rule: oneOf(['all', ...stockRules]),
    promises: oneOf(commitmentShows),
    /** The earlier period that an account is compared with. */
    since: text,
    /** What its bridge tells, at which exchange rates, of whom, and the part of which products are shown. */
    measure: oneOf(bridgeMeasures),
    rates: oneOf(bridgeRates),
    whose: oneOf(['account', 'family']),
    part: oneOf(bridgeParts),
    action: text,
  }),
  component: lazyRouteComponent(() => import('./screens/account/Account.tsx'), 'Account'),
})
const scoreboard = createRoute({
  getParentRoute: () => app,
  path: '/scoreboard',
  validateSearch: searchOf({ from: text, closed: oneOf(['no']), rep: text, show: oneOf(['league']) }),
  component: lazyRouteComponent(() => import('./screens/scoreboard/Scoreboard.tsx'), 'Scoreboard'),
})
const calls = createRoute({
  getParentRoute: () => app,
  path: '/calls',
  validateSearch: searchOf({
    owner: oneOf(['me', 'all']),
    rep: texts,
    account: text,
    state: oneOf(['planned', 'done', 'dropped', 'all']),
  }),
  component: lazyRouteComponent(() => import('./screens/calls/Calls.tsx'), 'Calls'),
})
const myBook = createRoute({
  getParentRoute: () => app,
  path: '/my-book',
  validateSearch: searchOf({ rep: text, action: text }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void askAhead(context.queries, myBookQuery(deps))
  },
  component: lazyRouteComponent(() => import('./screens/my-book/MyBook.tsx'), 'MyBook'),
})
const searchScreen = createRoute({
  getParentRoute: () => app,
  path: '/search',
  validateSearch: searchOf({ q: text }),
  component: lazyRouteComponent(() => import('./screens/search/Search.tsx'), 'Search'),
})
const imports = createRoute({
  getParentRoute: () => app,
  path: '/imports',
  component: lazyRouteComponent(() => import('./screens/imports/Imports.tsx'), 'Imports'),
})
const newImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/new',
  validateSearch: searchOf({ upload: text, preview: text, job: text, source: text }),
  component: lazyRouteComponent(() => import('./screens/import/Import.tsx'), 'Import'),
})
const oneImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  validateSearch: searchOf({ job: text }),
  component: lazyRouteComponent(() => import('./screens/imports/ImportDetail.tsx'), 'ImportDetail'),
})
const sources = createRoute({
  getParentRoute: () => app,
  path: '/sources',
  validateSearch: searchOf({ source: text }),
  component: lazyRouteComponent(() => import('./screens/sources/Sources.tsx'), 'Sources'),
})
const control = createRoute({
  getParentRoute: () => app,
  path: '/control',
  validateSearch: searchOf({ source: text, legalEntity: text, month, currency: text }),
  component: lazyRouteComponent(() => import('./screens/control/Control.tsx'), 'Control'),
})
const moversSearch = {
  owner: text,
  territory: text,
  move: oneOf(regradeClasses),
  from: text,
  to: text,
}
const policy = createRoute({
  getParentRoute: () => app,
  path: '/policy',
  component: lazyRouteComponent(() => import('./screens/policy/Policy.tsx'), 'Policy'),
})
const policyStudio = createRoute({
  getParentRoute: () => app,
  path: '/policy/studio',
  validateSearch: searchOf({ base: text, draft: text, ...moversSearch }),
  component: lazyRouteComponent(() => import('./screens/policy/Studio.tsx'), 'Studio'),
})
const policyComparison = createRoute({
  getParentRoute: () => app,
  path: '/policy/compare',
  validateSearch: searchOf({ before: text, after: text, ...moversSearch }),
  component: lazyRouteComponent(() => import('./screens/policy/Compare.tsx'), 'Compare'),
})
const policyRequest = createRoute({
  getParentRoute: () => app,
  path: '/policy/studio/requests/$id',
  validateSearch: searchOf(moversSearch),
  component: lazyRouteComponent(() => import('./screens/policy/PolicyRequest.tsx'), 'PolicyRequest'),
})
const closings = createRoute({
  getParentRoute: () => app,
  path: '/closings',
  validateSearch: searchOf({ job: text }),
  component: lazyRouteComponent(() => import('./screens/closings/Closings.tsx'), 'Closings'),
})
const finance = createRoute({
  getParentRoute: () => app,
  path: '/finance',
  validateSearch: searchOf({
    tab: oneOf(financeTabs),
    /** What is typed of a sale. */
    revenue: text,
    cost: text,
    stockDays: text,
    daysToPay: text,
    on: day,
    rate: text,
    stockBase: oneOf(saleBases),
    receivableBase: oneOf(saleBases),
  }),
  component: lazyRouteComponent(() => import('./screens/finance/Finance.tsx'), 'Finance'),
})
const actions = createRoute({
  getParentRoute: () => app,
  path: '/actions',
  validateSearch: searchOf({
    owner: text,
    subjectType: oneOf(actionSubjects),
    subject: text,
    state: someOf(['open', 'done', 'dropped']),
    dueBefore: day,
    action: text,
  }),
  component: lazyRouteComponent(() => import('./screens/actions/Actions.tsx'), 'Actions'),
})
const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: searchOf({
    tab: oneOf(['week', 'open', 'answered', 'over', 'caps']),
    within: oneOf(['book', 'mine']),
    owner: texts,
    kind: someOf(alertKinds),
    account: text,
  }),
  component: lazyRouteComponent(() => import('./screens/alerts/Alerts.tsx'), 'Alerts'),
})
const lifetime = createRoute({
  getParentRoute: () => app,
  path: '/lifetime',
  validateSearch: searchOf({
    days: daysAhead,
    tab: oneOf(['accounts', 'trust']),
    sort: oneOf(['probability', 'doubt']),
    within: oneOf(['book', 'mine']),
  }),
  component: lazyRouteComponent(() => import('./screens/lifetime/Lifetime.tsx'), 'Lifetime'),
})
const profits = createRoute({
  getParentRoute: () => app,
  path: '/profits',
  validateSearch: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    posture: someOf(postures),
    sort: text,
  }),
  component: lazyRouteComponent(() => import('./screens/profits/Profits.tsx'), 'Profits'),
})
const drains = createRoute({
  getParentRoute: () => app,
  path: '/drains',
  validateSearch: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    reason: someOf(['hours', ...priceSignals]),
    strategy: oneOf(['none', 'held']),
  }),
  component: lazyRouteComponent(() => import('./screens/drains/Drains.tsx'), 'Drains'),
})
const stock = createRoute({
  getParentRoute: () => app,
  path: '/stock',
  validateSearch: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    show: oneOf(stockFilters),
    sort: text,
  }),
  component: lazyRouteComponent(() => import('./screens/stock/BookStock.tsx'), 'BookStock'),
})
const receivables = createRoute({
  getParentRoute: () => app,
  path: '/receivables',
  validateSearch: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    show: oneOf(receivableFilters),
    sort: text,
  }),
  component: lazyRouteComponent(() => import('./screens/receivables/BookReceivables.tsx'), 'BookReceivables'),
})
const selection = createRoute({
  getParentRoute: () => app,
  path: '/selection',
  validateSearch: searchOf({
    tab: oneOf(['ranking', 'overrides', 'due', 'criteria']),
    show: oneOf(['all', 'strategic', 'open']),
    account: text,
  }),
  component: lazyRouteComponent(() => import('./screens/selection/Selection.tsx'), 'Selection'),
})
const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  validateSearch: searchOf({
    tab: oneOf(['list', 'counts', 'reasons', 'plan']),
    by: oneOf(reviewGroupings),
    ...reviewFilterSearch,
  }),
  component: lazyRouteComponent(() => import('./screens/reviews/Reviews.tsx'), 'Reviews'),
})
const review = createRoute({
  getParentRoute: () => app,
  path: '/reviews/$id',
  component: lazyRouteComponent(() => import('./screens/reviews/Review.tsx'), 'Review'),
})
const users = createRoute({
  getParentRoute: () => app,
  path: '/users',
  validateSearch: searchOf({ q: text, state: oneOf(['invited', 'active', 'disabled']), user: text }),
  component: lazyRouteComponent(() => import('./screens/users/Users.tsx'), 'Users'),
})
const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: searchOf({ actor: text, verb: text, subject: text, from: day, to: day, entry: text }),
  component: lazyRouteComponent(() => import('./screens/audit/Audit.tsx'), 'Audit'),
})
const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/Settings.tsx'), 'Settings'),
})
const jobs = createRoute({
  getParentRoute: () => app,
  path: '/jobs',
  validateSearch: searchOf({
    state: someOf(['waiting', 'running', 'done', 'failed', 'cancelled']),
    kind: someOf(['preview', 'import', 'undo', 'close', 'backup', 'lifetime', 'alerts', 'view', 'command']),
    job: text,
  }),
  component: lazyRouteComponent(() => import('./screens/jobs/Jobs.tsx'), 'Jobs'),
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
