import { useT } from '../../i18n/i18n.ts'
import { EmptyState } from '../../ui/States.tsx'

/** In the place of what a policy does to a book without an invoice line: it can be written all the same. */
export function EmptyPreview() {
  const t = useT('policy')
  return <EmptyState title={t('preview.emptyTitle')}>{t('preview.emptyAdvice')}</EmptyState>
}
