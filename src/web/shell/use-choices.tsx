import { IconHistory, IconMoon, IconSun } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useSession } from '../ui/book-context.ts'
import { readRecent, rememberAccount } from '../ui/recent.ts'
import type { Found } from './FoundRow.tsx'
import { matchOf } from './match.ts'
import { screensFor } from './screens.ts'
import { usePreferences } from './use-preferences.ts'

/** Something one can choose in the search. */
export interface Choice {
  readonly key: string
  readonly group: 'results' | 'recent' | 'goTo'
  /** What the server found; null for what the browser knows itself. */
  readonly found: Found | null
  readonly icon: ReactNode
  readonly label: string
  readonly note: string | null
  readonly choose: () => void
}

interface Options {
  readonly q: string
  readonly found: readonly Found[]
  readonly onDone: (() => void) | undefined
}

/** What was found first, then what was opened before, then screens and commands whose name fits. */
export function useChoices({ q, found, onDone }: Options): readonly Choice[] {
  const t = useT('shell')
  const session = useSession()
  const navigate = useNavigate()
  const preferences = usePreferences()
  const person = session?.user.id ?? ''
  const recent = useMemo(() => readRecent(person), [person])
  if (session === null) return []

  const open = (
    account: { readonly id: string; readonly key: string; readonly name: string },
    invoice: Found | null = null,
  ) => {
    rememberAccount(person, account)
    onDone?.()
    const search =
      invoice === null || invoice.source === null
        ? {}
        : { tab: 'invoices', source: invoice.source, invoice: invoice.text }
    void navigate({ to: '/accounts/$id', params: { id: account.id }, search })
  }
  const results = found.map((item): Choice => ({
    key: `${item.kind} ${item.account.id} ${item.text}`,
    group: 'results',
    found: item,
    icon: null,
    label: item.text,
    note: null,
    choose: () => open(item.account, item.kind === 'invoice' ? item : null),
  }))
  const opened = (q === '' ? recent : []).map((account): Choice => ({
    key: `recent ${account.id}`,
    group: 'recent',
    found: null,
    icon: <IconHistory size={17} stroke={1.6} />,
    label: account.name,
    note: account.key,
    choose: () => open(account),
  }))
  const screens = screensFor(session).map((screen): Choice => ({
    key: `screen ${screen.id}`,
    group: 'goTo',
    found: null,
    icon: <screen.icon size={17} stroke={1.6} />,
    label: t(`screens.${screen.id}`),
    note: null,
    choose: () => {
      onDone?.()
      void navigate({ to: screen.to })
    },
  }))
  const themes = [['light', IconSun] as const, ['dark', IconMoon] as const].map(([theme, Icon]): Choice => ({
    key: `theme ${theme}`,
    group: 'goTo',
    found: null,
    icon: <Icon size={17} stroke={1.6} />,
    label: t(`palette.${theme}Theme`),
    note: null,
    choose: () => {
      preferences.set({ theme })
      onDone?.()
    },
  }))
  const named = [...screens, ...themes].filter(({ label }) => matchOf(label, q) !== null)
  // Where the search is the screen itself, nothing stands in the way of what is found.
  const offered = onDone === undefined ? [] : q === '' ? screens : named
  return [...results, ...opened, ...offered]
}
