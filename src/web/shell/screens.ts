import {
  IconAdjustments,
  IconBellRinging,
  IconArrowsExchange,
  IconBook2,
  IconBuilding,
  IconCash,
  IconChartHistogram,
  IconChecklist,
  IconCoins,
  IconDropletDown,
  IconReportMoney,
  IconFileImport,
  IconFiles,
  IconLock,
  IconMessages,
  IconPackages,
  IconPhone,
  IconPlugConnected,
  IconReceipt,
  IconScale,
  IconSearch,
  IconSettings,
  IconStack2,
  IconStar,
  IconTrophy,
  IconUsers,
  IconWaveSine,
  type Icon,
} from '@tabler/icons-react'
import type { Output } from '../../contract/operations.ts'

type Session = Output<'getSession'>

export interface ScreenLink {
  readonly id:
    | 'portfolio'
    | 'movement'
    | 'accounts'
    | 'myBook'
    | 'search'
    | 'calls'
    | 'scoreboard'
    | 'actions'
    | 'alerts'
    | 'lifetime'
    | 'selection'
    | 'reviews'
    | 'profits'
    | 'receivables'
    | 'drains'
    | 'stock'
    | 'newImport'
    | 'imports'
    | 'sources'
    | 'control'
    | 'closings'
    | 'finance'
    | 'policy'
    | 'policyStudio'
    | 'users'
    | 'audit'
    | 'jobs'
    | 'settings'
  readonly to:
    | '/portfolio'
    | '/movement'
    | '/accounts'
    | '/my-book'
    | '/search'
    | '/calls'
    | '/scoreboard'
    | '/actions'
    | '/alerts'
    | '/lifetime'
    | '/selection'
    | '/reviews'
    | '/profits'
    | '/receivables'
    | '/drains'
    | '/stock'
    | '/imports/new'
    | '/imports'
    | '/sources'
    | '/control'
    | '/closings'
    | '/finance'
    | '/policy'
    | '/policy/studio'
    | '/users'
    | '/audit'
    | '/jobs'
    | '/settings'
  readonly icon: Icon
  readonly group: 'book' | 'data' | 'admin'
}

type Link = ScreenLink & {
  /** Without it the screen is not shown, whatever address is typed; null is for everybody who is signed in. */
  readonly right: keyof Session['rights'] | null
  /** Whom the navigation offers it, of those who may open it; everybody when left out. */
  readonly isFor?: (session: Session) => boolean
}

/** A part of a screen that has a right of its own: the navigation offers the screen. */
const nobody = (): boolean => false

const links: readonly Link[] = [
  { id: 'portfolio', to: '/portfolio', icon: IconChartHistogram, group: 'book', right: 'read-account' },
  { id: 'movement', to: '/movement', icon: IconArrowsExchange, group: 'book', right: 'read-account' },
  { id: 'accounts', to: '/accounts', icon: IconBuilding, group: 'book', right: 'read-account' },
  {
    id: 'myBook',
    to: '/my-book',
    icon: IconBook2,
    group: 'book',
    right: 'read-account',
    isFor: ({ user, landing }) => user.reps.length > 0 || landing === 'my-book',
  },
  {
    id: 'search',
    to: '/search',
    icon: IconSearch,
    group: 'book',
    right: 'read-account',
    isFor: ({ landing }) => landing === 'search',
  },
  { id: 'calls', to: '/calls', icon: IconPhone, group: 'book', right: 'read-account' },
  { id: 'scoreboard', to: '/scoreboard', icon: IconTrophy, group: 'book', right: 'read-account' },
  { id: 'actions', to: '/actions', icon: IconChecklist, group: 'book', right: 'read-account' },
  { id: 'alerts', to: '/alerts', icon: IconBellRinging, group: 'book', right: 'read-account' },
  {
    id: 'lifetime',
    to: '/lifetime',
    icon: IconWaveSine,
    group: 'book',
    right: 'read-account',
    isFor: ({ rights, user }) => rights.policy !== undefined || rights.control !== undefined || user.reps.length > 0,
  },
  {
    id: 'selection',
    to: '/selection',
    icon: IconStar,
    group: 'book',
    right: 'read-account',
    isFor: ({ rights, user }) => rights.policy !== undefined || user.reps.length > 0,
  },
  { id: 'reviews', to: '/reviews', icon: IconMessages, group: 'book', right: 'read-account' },
  { id: 'profits', to: '/profits', icon: IconReportMoney, group: 'book', right: 'read-margin' },
  { id: 'receivables', to: '/receivables', icon: IconCash, group: 'book', right: 'read-spend' },
  {
    id: 'drains',
    to: '/drains',
    icon: IconDropletDown,
    group: 'book',
    right: 'read-account',
    isFor: ({ rights, user }) => rights.policy !== undefined || rights.control !== undefined || user.reps.length > 0,
  },
  { id: 'stock', to: '/stock', icon: IconPackages, group: 'book', right: 'read-margin' },
  { id: 'newImport', to: '/imports/new', icon: IconFileImport, group: 'data', right: 'import' },
  { id: 'imports', to: '/imports', icon: IconFiles, group: 'data', right: 'control' },
  { id: 'sources', to: '/sources', icon: IconPlugConnected, group: 'data', right: 'import' },
  { id: 'control', to: '/control', icon: IconScale, group: 'data', right: 'control' },
  { id: 'closings', to: '/closings', icon: IconLock, group: 'data', right: 'control' },
  {
    id: 'finance',
    to: '/finance',
    icon: IconCoins,
    group: 'data',
    right: 'read-margin',
    isFor: ({ rights }) => rights.control !== undefined || rights['read-margin'] === 'all',
  },
  {
    id: 'policy',
    to: '/policy',
    icon: IconAdjustments,
    group: 'admin',
    right: 'read-account',
    isFor: ({ rights }) => rights.policy !== undefined,
  },
  { id: 'policyStudio', to: '/policy/studio', icon: IconAdjustments, group: 'admin', right: 'policy', isFor: nobody },
  { id: 'users', to: '/users', icon: IconUsers, group: 'admin', right: 'manage-user' },
  { id: 'audit', to: '/audit', icon: IconReceipt, group: 'admin', right: 'read-audit' },
  { id: 'jobs', to: '/jobs', icon: IconStack2, group: 'admin', right: null },
  { id: 'settings', to: '/settings', icon: IconSettings, group: 'admin', right: null },
]

/** The screens that mean something to somebody; which of their data they see is the server's to say. */
export function screensFor(session: Session): readonly ScreenLink[] {
  return links.filter((link) => isOpenTo(session, link) && (link.isFor?.(session) ?? true))
}

/**
 * The screen that a route belongs to, where the right to it is missing; undefined where nothing is in the way. The most exact
 * screen decides: `/imports/new` is not a part of `/imports`, `/imports/$id` is.
 */
export function closedScreen(route: string, session: Session): ScreenLink | undefined {
  const [nearest] = links
    .filter(({ to }) => route === to || route.startsWith(`${to}/`))
    .toSorted((one, other) => other.to.length - one.to.length)
  return nearest === undefined || isOpenTo(session, nearest) ? undefined : nearest
}

function isOpenTo({ rights }: Session, { right }: Link): boolean {
  return right === null || rights[right] !== undefined
}

/** The three that stand at the bottom of a phone, where a thumb reaches, beside the search that is always there. */
export function thumbScreens(screens: readonly ScreenLink[], landing: Session['landing']): readonly ScreenLink[] {
  const first = { portfolio: 'portfolio', 'my-book': 'myBook', search: 'accounts', imports: 'imports', users: 'users' }[
    landing
  ]
  const rest = ['portfolio', 'accounts', 'actions', 'myBook', 'imports']
  const wanted = [first, ...rest.filter((id) => id !== first)]
  return wanted.flatMap((id) => screens.filter((screen) => screen.id === id)).slice(0, 3)
}
