import {
  IconBook2,
  IconBuilding,
  IconChartHistogram,
  IconChecklist,
  IconFileImport,
  IconFiles,
  IconLock,
  IconReceipt,
  IconScale,
  IconSearch,
  IconSettings,
  IconStack2,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import type { Output } from '../../contract/operations.ts'

type Session = Output<'getSession'>

export interface ScreenLink {
  readonly id:
    | 'portfolio'
    | 'accounts'
    | 'myBook'
    | 'search'
    | 'actions'
    | 'newImport'
    | 'imports'
    | 'control'
    | 'closings'
    | 'users'
    | 'audit'
    | 'jobs'
    | 'settings'
  readonly to:
    | '/portfolio'
    | '/accounts'
    | '/my-book'
    | '/search'
    | '/actions'
    | '/imports/new'
    | '/imports'
    | '/control'
    | '/closings'
    | '/users'
    | '/audit'
    | '/jobs'
    | '/settings'
  readonly icon: Icon
  readonly group: 'book' | 'data' | 'admin'
}

type Link = ScreenLink & { readonly isFor: (session: Session) => boolean }

const may = (right: keyof Session['rights']) => (session: Session) => session.rights[right] !== undefined
const everybody = () => true

const links: readonly Link[] = [
  { id: 'portfolio', to: '/portfolio', icon: IconChartHistogram, group: 'book', isFor: may('read-account') },
  { id: 'accounts', to: '/accounts', icon: IconBuilding, group: 'book', isFor: may('read-account') },
  {
    id: 'myBook',
    to: '/my-book',
    icon: IconBook2,
    group: 'book',
    isFor: ({ user, landing }) => user.reps.length > 0 || landing === 'my-book',
  },
  { id: 'search', to: '/search', icon: IconSearch, group: 'book', isFor: ({ landing }) => landing === 'search' },
  { id: 'actions', to: '/actions', icon: IconChecklist, group: 'book', isFor: may('read-account') },
  { id: 'newImport', to: '/imports/new', icon: IconFileImport, group: 'data', isFor: may('import') },
  { id: 'imports', to: '/imports', icon: IconFiles, group: 'data', isFor: may('control') },
  { id: 'control', to: '/control', icon: IconScale, group: 'data', isFor: may('control') },
  { id: 'closings', to: '/closings', icon: IconLock, group: 'data', isFor: may('control') },
  { id: 'users', to: '/users', icon: IconUsers, group: 'admin', isFor: may('manage-user') },
  { id: 'audit', to: '/audit', icon: IconReceipt, group: 'admin', isFor: may('read-audit') },
  { id: 'jobs', to: '/jobs', icon: IconStack2, group: 'admin', isFor: everybody },
  { id: 'settings', to: '/settings', icon: IconSettings, group: 'admin', isFor: everybody },
]

/** The screens that mean something to somebody; which of their data they see is the server's to say. */
export function screensFor(session: Session): readonly ScreenLink[] {
  return links.filter((link) => link.isFor(session))
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
