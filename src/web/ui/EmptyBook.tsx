import { Link } from '@tanstack/react-router'
import { useT } from '../i18n/i18n.ts'
import { useRight } from './book-context.ts'
import { buttonClass } from './Button.tsx'
import { EmptyState } from './States.tsx'

/** Nothing was imported yet: leads to the import, or to who can do it. */
export function EmptyBook() {
  const t = useT('portfolio')
  const mayImport = useRight('import')
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        mayImport ? (
          <Link to="/imports/new" className={buttonClass('primary')}>
            {t('empty.import')}
          </Link>
        ) : (
          <p>{t('empty.ask')}</p>
        )
      }
    >
      {t('empty.detail')}
    </EmptyState>
  )
}
