import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './History.module.css'

type Event = Output<'listHistory'>['items'][number]

/** What happened to the account, the newest first. */
export function History() {
  const t = useT('account')
  const { id } = useAccountAddress()
  const pages = usePages('listHistory', { params: { id }, query: {} })
  if (pages.isPending) return <SkeletonLines lines={8} />
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={pages.retry} />
  if (pages.rows.length === 0) return <EmptyState title={t('history.empty')} />
  return (
    <>
      <ol className={css.history}>
        {pages.rows.map((event, index) => (
          <li key={index}>
            <When at={event.at} />
            <span className={css.what}>
              <What event={event} />
            </span>
          </li>
        ))}
      </ol>
      {pages.hasMore && (
        <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
          {t('common:loadMore')}
        </Button>
      )}
    </>
  )
}

/** A day, or an instant where one is known. */
function When({ at }: { readonly at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} className={css.when}>
      {at.length === 10 ? format.day(at) : format.instant(at)}
    </time>
  )
}

function What({ event }: { readonly event: Event }) {
  const t = useT('account')
  const { type, detail } = event
  const of = (name: string) => detail[name] ?? ''
  switch (type) {
    case 'closing':
      return (
        <>
          <GradeBadge grade={detail['grade'] ?? null} size="s" />{' '}
          {detail['grade']
            ? t('history.closing', { period: of('period'), grade: of('grade') })
            : t('history.closingNone', { period: of('period') })}
        </>
      )
    case 'owner':
      return detail['name'] ? t('history.owner', { name: of('name') }) : t('history.noOwner')
    case 'parent':
      return detail['name'] ? t('history.parent', { name: of('name') }) : t('history.noParent')
    case 'alias':
      return t('history.alias', { key: of('key'), source: of('source') })
    case 'first-invoice':
      return t('history.firstInvoice')
    case 'action':
      return t('history.action', { title: of('title') })
  }
}
