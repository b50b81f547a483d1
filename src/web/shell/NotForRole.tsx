import { Link } from '@tanstack/react-router'
import { useT } from '../i18n/i18n.ts'
import { useSession } from '../ui/book-context.ts'
import { buttonClass } from '../ui/Button.tsx'
import { PageHeader } from '../ui/Page.tsx'
import { EmptyState } from '../ui/States.tsx'
import type { ScreenLink } from './screens.ts'

/** In the place of a screen that the role of whoever came does not include: nothing of it is asked for. */
export function NotForRole({ screen }: { readonly screen: ScreenLink }) {
  const t = useT('shell')
  const session = useSession()
  return (
    <>
      <PageHeader title={t(`screens.${screen.id}`)} />
      <EmptyState
        title={t('notForRole.title')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('notForRole.action')}
          </Link>
        }
      >
        {session !== null && t('notForRole.advice', { role: t(`common:role.${session.user.role}`) })}
      </EmptyState>
    </>
  )
}
