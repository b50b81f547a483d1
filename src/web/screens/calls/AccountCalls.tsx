import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './CallList.module.css'
import { CallRow } from './CallRow.tsx'
import { PlanCall } from './PlanCall.tsx'

/** Calls that are shown beside other things of an account; the others are one click away. */
const shown = 4

/** Who spoke to this account lately, for what, and what comes next. */
export function AccountCalls({ account }: { readonly account: { readonly id: string; readonly name: string } }) {
  const t = useT('calls')
  const today = useBook()?.today ?? ''
  const query = {
    account: account.id,
    state: ['planned' as const, 'done' as const],
    order: '-day' as const,
    limit: shown,
  }
  const pages = usePages('listCalls', { query })
  const rows = pages.rows.slice(0, shown)
  return (
    <Section
      title={t('ofAccount.title')}
      actions={
        <>
          {pages.hasMore && (
            <Link to="/calls" search={{ account: account.id, state: 'all' }}>
              {t('ofAccount.older')}
            </Link>
          )}
          <PlanCall account={account} />
        </>
      }
    >
      <ErrorLine error={pages.error} />
      {pages.isPending && pages.error === null && <SkeletonLines lines={2} />}
      {!pages.isPending && rows.length === 0 && pages.error === null && (
        <p className={css.empty}>{t('ofAccount.empty')}</p>
      )}
      {rows.length > 0 && (
        <ul className={css.rows} aria-label={t('ofAccount.title')}>
          {rows.map((call) => (
            <CallRow key={call.id} call={call} today={today} isOfAccount />
          ))}
        </ul>
      )}
    </Section>
  )
}
