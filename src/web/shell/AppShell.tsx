import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { basePath } from '../api.ts'
import { makeFormat } from '../format.ts'
import { changeLanguage, useT } from '../i18n/i18n.ts'
import { bookQuery, sessionQuery } from '../queries.ts'
import { applyTheme } from '../theme/theme.ts'
import { AroundContext } from '../ui/book-context.ts'
import css from './AppShell.module.css'
import { DemoBanner } from './DemoBanner.tsx'
import { Navigation } from './Navigation.tsx'
import { NotForRole } from './NotForRole.tsx'
import { Palette } from './Palette.tsx'
import { closedScreen } from './screens.ts'
import { Strip } from './Strip.tsx'
import { useFreshFigures } from './use-fresh-figures.ts'

const soon = 4000
const later = 60_000

/** The frame of everything one must be signed in for: navigation, the strip that says what the figures are of, the screen. */
export function AppShell() {
  const t = useT('shell')
  const { data: session } = useQuery(sessionQuery)
  const { data: book } = useQuery({
    ...bookQuery,
    refetchInterval: ({ state }) => (state.data?.isRefreshing === true ? soon : later),
  })
  const [isSearching, setSearching] = useState(false)
  const main = useRef<HTMLElement>(null)
  const route = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' })
  const { language = 'en', format: locale = navigator.language, theme } = session?.user.preferences ?? {}

  useEffect(() => {
    if (theme !== undefined) applyTheme(theme)
  }, [theme])
  useEffect(() => void changeLanguage(language), [language])
  useSearchKey(() => setSearching(true))
  useFocusOnArrival(main)
  useFreshFigures(book)

  const timeZone = book?.timeZone ?? 'UTC'
  const around = useMemo(
    () => ({ format: makeFormat(locale, timeZone), book: book ?? null, session: session ?? null }),
    [locale, timeZone, book, session],
  )
  if (session === undefined) return null
  const closed = closedScreen(route, session)
  return (
    <AroundContext value={around}>
      <a
        className={css.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t('skip')}
      </a>
      <div className={css.shell}>
        <Navigation session={session} onSearch={() => setSearching(true)} />
        <div className={css.screen}>
          {(book?.isDemo ?? isDemoPath) && <DemoBanner role={session.user.role} />}
          <Strip onSearch={() => setSearching(true)} />
          <main ref={main} id="content" tabIndex={-1} className={css.main}>
            {closed === undefined ? <Outlet /> : <NotForRole screen={closed} />}
          </main>
        </div>
      </div>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </AroundContext>
  )
}

/** Beside an own book the demo lies at an address that tells: its banner is there before the book has answered, and moves nothing. */
const isDemoPath = basePath.endsWith('/demo/')

/** Ctrl-K or Cmd-K from anywhere; a slash where one is not typing. */
function useSearchKey(open: () => void): void {
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      const isChord =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k'
      const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping
      // A screen with a filter of its own has taken the slash for it.
      if (event.defaultPrevented || (!isChord && !isSlash)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** On a new screen the keyboard and the screen reader begin at its top, not where the old one was left. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (path !== before.current && document.querySelector('dialog[open]') === null) {
      const first = main.current?.querySelector<HTMLElement>('[data-first]') ?? main.current
      first?.focus({ preventScroll: true })
    }
    before.current = path
  }, [path, main])
}
