import { Link } from '@tanstack/react-router'
import { useT } from '../i18n/i18n.ts'
import { buttonClass } from '../ui/Button.tsx'
import { PageHeader } from '../ui/Page.tsx'
import css from './Outside.module.css'

/** An address that names no screen. */
export function NotFound() {
  const t = useT('shell')
  return (
    <main className={css.outside}>
      <div className={css.sheet}>
        <PageHeader title={t('notFound.title')}>{t('notFound.advice')}</PageHeader>
        <Link to="/" className={buttonClass('primary')}>
          {t('notFound.action')}
        </Link>
      </div>
    </main>
  )
}
