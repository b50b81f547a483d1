import { IconDots, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../contract/operations.ts'
import { useT } from '../i18n/i18n.ts'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'
import css from './Navigation.module.css'
import { screensFor, thumbScreens, type ScreenLink } from './screens.ts'

interface Props {
  readonly session: Output<'getSession'>
  readonly onSearch: () => void
}

const groups = ['book', 'data', 'admin'] as const

/** Names beside the screen, icons where it is narrower, a bar for the thumb on a phone. */
export function Navigation({ session, onSearch }: Props) {
  const t = useT('shell')
  const screens = screensFor(session)
  return (
    <>
      <nav className={css.side} aria-label={t('navigation')} data-print="no">
        <Link to="/" className={css.brand} aria-label={t('common:product')}>
          <img src="./icon.svg" alt="" width="22" height="22" />
          <span className={css.word}>{t('common:product')}</span>
        </Link>
        <Groups screens={screens} />
      </nav>
      <ThumbBar screens={screens} session={session} onSearch={onSearch} />
    </>
  )
}

function Groups({ screens, onChoose }: { readonly screens: readonly ScreenLink[]; readonly onChoose?: () => void }) {
  const t = useT('shell')
  return groups.map((group) => {
    const inGroup = screens.filter((screen) => screen.group === group)
    if (inGroup.length === 0) return null
    return (
      <div key={group} className={css.group}>
        <div className={css.heading} id={`group-${group}`}>
          {t(`groups.${group}`)}
        </div>
        <ul aria-labelledby={`group-${group}`}>
          {inGroup.map((screen) => (
            <li key={screen.id}>
              <Link
                to={screen.to}
                className={css.link}
                activeOptions={{ exact: screen.to === '/imports', includeSearch: false }}
                title={t(`screens.${screen.id}`)}
                {...(onChoose === undefined ? {} : { onClick: onChoose })}
              >
                <screen.icon size={18} stroke={1.6} aria-hidden />
                <span className={css.word}>{t(`screens.${screen.id}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    )
  })
}

function ThumbBar({ screens, session, onSearch }: Props & { readonly screens: readonly ScreenLink[] }) {
  const t = useT('shell')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <nav className={css.thumb} aria-label={t('navigation')} data-print="no">
        {thumbScreens(screens, session.landing).map((screen) => (
          <Link key={screen.id} to={screen.to} className={css.tab} activeOptions={{ includeSearch: false }}>
            <screen.icon size={20} stroke={1.6} aria-hidden />
            {t(`screens.${screen.id}`)}
          </Link>
        ))}
        <button type="button" className={css.tab} onClick={onSearch}>
          <IconSearch size={20} stroke={1.6} aria-hidden />
          {t('screens.search')}
        </button>
        <button type="button" className={css.tab} aria-expanded={isOpen} onClick={() => setOpen(true)}>
          <IconDots size={20} stroke={1.6} aria-hidden />
          {t('more')}
        </button>
      </nav>
      {isOpen && (
        <Dialog title={t('navigation')} place="side" width="s" onClose={() => setOpen(false)}>
          <DialogBody>
            <div className={css.drawer}>
              <Groups screens={screens} onChoose={() => setOpen(false)} />
            </div>
          </DialogBody>
        </Dialog>
      )}
    </>
  )
}
