import { Link } from '@tanstack/react-router'
import { useT } from '../i18n/i18n.ts'
import { buttonClass } from '../ui/Button.tsx'
import { EmptyState } from '../ui/States.tsx'

export function NotFound() {
  const t = useT('shell')
  return (
    <main>
      <EmptyState
        title={t('notFound.title')}
        action={
          <Link to="/" className={buttonClass('secondary')}>
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.advice')}
      </EmptyState>
    </main>
  )
}
