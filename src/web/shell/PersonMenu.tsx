import { IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../api.ts'
import { useT } from '../i18n/i18n.ts'
import { sessionQuery } from '../queries.ts'
import type { Theme } from '../theme/theme.ts'
import { MenuItem, MenuLine, Popover } from '../ui/Popover.tsx'
import { useSession } from '../ui/book-context.ts'
import css from './PersonMenu.module.css'
import { usePreferences } from './use-preferences.ts'

const themes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['system', IconDeviceDesktop],
] as const satisfies readonly (readonly [Theme, unknown])[]

/** Who is signed in, how they like it, and the way out. */
export function PersonMenu() {
  const t = useT('shell')
  const session = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const preferences = usePreferences()
  const signOut = useMutation({
    mutationFn: () => call('signOut', {}),
    onSettled: () => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
      queries.removeQueries(sessionQuery)
      void navigate({ to: '/sign-in' })
    },
  })
  if (session === null) return null
  const { user } = session
  return (
    <Popover
      holds="menu"
      name={t('person.menu', { name: user.name })}
      align="end"
      kind="plain"
      className={css.opener}
      aria-label={t('person.menu', { name: user.name })}
      label={
        // Drawn by the style sheet: the button is called by the whole name.
        <span className={css.initials} data-initials={initialsOf(user.name)} aria-hidden />
      }
    >
      {(close) => (
        <>
          <div className={css.who}>
            <div className={css.name}>{user.name}</div>
            <div className={css.role}>{t(`common:role.${user.role}`)}</div>
          </div>
          <MenuLine>{t('person.theme')}</MenuLine>
          {themes.map(([theme, Icon]) => (
            <MenuItem
              key={theme}
              icon={<Icon size={16} aria-hidden />}
              isChosen={user.preferences.theme === theme}
              onChoose={() => preferences.set({ theme })}
            >
              {t(`person.${theme}`)}
            </MenuItem>
          ))}
          <MenuLine />
          <MenuItem
            icon={<IconSettings size={16} aria-hidden />}
            onChoose={() => {
              close()
              void navigate({ to: '/settings' })
            }}
          >
            {t('person.preferences')}
          </MenuItem>
          <MenuItem icon={<IconLogout size={16} aria-hidden />} onChoose={() => signOut.mutate()}>
            {t('person.signOut')}
          </MenuItem>
        </>
      )}
    </Popover>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0) ?? '')
  return letters.join('').toLocaleUpperCase()
}
