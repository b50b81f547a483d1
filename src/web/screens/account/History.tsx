import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { actionStates } from '../../../domain/action.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/States.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
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

/** A day, or an instant where one is known; nothing for what holds from the beginning. */
function When({ at }: { readonly at: string }) {
  const t = useT('account')
  const format = useFormat()
  if (at === '') return <span className={css.when}>{t('history.always')}</span>
  return (
    <time dateTime={at} className={css.when}>
      {at.length === 10 ? format.day(at) : format.instant(at)}
    </time>
  )
}

function What({ event: { type, detail } }: { readonly event: Event }) {
  const t = useT('account')
  const format = useFormat()
  const periodText = usePeriodText()
  const of = (name: string) => detail[name] ?? ''
  const until = detail['to'] ? ` ${t('history.until', { day: format.day(detail['to']) })}` : ''
  switch (type) {
    case 'closing': {
      const period = periodText(of('period'))
      return (
        <>
          <GradeBadge grade={detail['grade'] ?? null} size="s" isShort />{' '}
          {detail['revision'] === '1'
            ? t('history.closing', { period })
            : t('history.closedAgain', { period, revision: of('revision') })}
        </>
      )
    }
    case 'owner':
      return detail['before']
        ? t('history.ownerAfter', { name: of('owner'), before: of('before') }) + until
        : t('history.owner', { name: of('owner') }) + until
    case 'parent':
      return (
        <>
          {t('history.parent')}{' '}
          {detail['id'] ? (
            <Link to="/accounts/$id" params={{ id: detail['id'] }}>
              {of('parent')}
            </Link>
          ) : (
            of('parent')
          )}
          {until}
        </>
      )
    case 'alias':
      return t('history.alias', { key: of('key'), source: of('source') }) + until
    case 'first-invoice':
      return t('history.firstInvoice')
    case 'action':
      return t(`history.action.${actionStates.find((state) => state === detail['state']) ?? 'open'}`, {
        title: of('title'),
      })
  }
}
