import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeBadge, Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { AlertBehind } from './AlertBehind.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { Departments } from './Departments.tsx'
import { EditDialog } from './EditDialog.tsx'
import { ReviewActions } from './ReviewActions.tsx'
import { ReviewBridge } from './ReviewBridge.tsx'
import { ReviewMoney } from './ReviewMoney.tsx'
import { kindTones, refreshReviews } from './review-parts.ts'
import type { Review as Shown } from './review-parts.ts'
import css from './Reviews.module.css'

const route = getRouteApi('/app/reviews/$id')

/** One review: what happened, what every department saw, what is done about it, and what was found. */
export function Review() {
  const t = useT('reviews')
  const { id } = route.useParams()
  const query = useQuery(queryOf('getReview', { params: { id } }))
  if (query.error?.code === 'not-found') {
    return (
      <EmptyState
        title={t('review.notFound')}
        action={
          <Link className={buttonClass('secondary')} to="/reviews">
            {t('review.toAll')}
          </Link>
        }
      >
        {t('review.notFoundAdvice')}
      </EmptyState>
    )
  }
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={480} />}>
      {(review) => <ReviewScreen review={review} />}
    </Loaded>
  )
}

function ReviewScreen({ review }: { readonly review: Shown }) {
  const t = useT('reviews')
  const { account, kind, state, reach, family, occasion, alert } = review
  return (
    <>
      <PageHeader
        title={account.name}
        tabTitle={`${t(`kinds.${kind}`)}: ${account.name}`}
        before={<GradeBadge grade={account.grade} size="l" />}
        actions={<HeaderActions review={review} />}
      >
        <span className={css.line}>
          <Link to="/accounts/$id" params={{ id: account.id }}>
            {account.key}
          </Link>
          <Tag tone={kindTones[kind]}>{t(`kinds.${kind}`)}</Tag>
          <Tag>{t(`states.${state}`)}</Tag>
          {reach === 'family' && <span>{t('review.ofFamily')}</span>}
          {family !== null && <span>{t('review.ofProducts', { name: family.name })}</span>}
          <Opened review={review} />
        </span>
      </PageHeader>
      {occasion !== null && <p className={css.occasion}>{occasion}</p>}
      {alert !== null && <AlertBehind alert={alert} account={account.id} />}
      <div className={css.page}>
        <div className={css.main}>
          {state === 'closed' && <Found review={review} />}
          <Departments review={review} />
          <ReviewActions review={review} />
        </div>
        <div className={css.side}>
          <ReviewMoney review={review} />
          <ReviewBridge review={review} />
          <History review={review} />
        </div>
      </div>
    </>
  )
}

function Opened({ review: { openedBy, openedAt } }: { readonly review: Shown }) {
  const t = useT('reviews')
  const format = useFormat()
  return (
    <span className={css.quiet}>{t('review.openedBy', { name: openedBy.name, day: format.instant(openedAt) })}</span>
  )
}

function HeaderActions({ review }: { readonly review: Shown }) {
  const t = useT('reviews')
  const [isOpen, setOpen] = useState<'close' | 'edit' | null>(null)
  if (!review.mayClose) return null
  return (
    <>
      {review.state === 'open' ? (
        <>
          <Button onClick={() => setOpen('edit')}>{t('review.change')}</Button>
          <Button kind="primary" onClick={() => setOpen('close')}>
            {t('review.close')}
          </Button>
        </>
      ) : (
        <Reopen review={review} />
      )}
      {isOpen === 'close' && <CloseDialog review={review} onClose={() => setOpen(null)} />}
      {isOpen === 'edit' && <EditDialog review={review} onClose={() => setOpen(null)} />}
    </>
  )
}

/** Opens it again at once: closing it is no more than another click. */
function Reopen({ review }: { readonly review: Shown }) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const reopen = useMutation({
    mutationFn: () =>
      call('reopenReview', { params: { id: review.id }, body: { note: null }, ifMatch: review.version }),
    onSuccess: () => toast(t('review.reopened')),
    onSettled: () => refreshReviews(queries),
  })
  return (
    <>
      <Button isBusy={reopen.isPending} disabled={reopen.isPending} onClick={() => reopen.mutate()}>
        {t('review.reopen')}
      </Button>
      <ErrorLine error={reopen.error} />
    </>
  )
}

function Found({ review: { summary, mainReason } }: { readonly review: Shown }) {
  const t = useT('reviews')
  return (
    <Section title={t('review.summary')}>
      <p className={css.found}>{summary}</p>
      <p className={css.line}>
        <span className={css.quiet}>{t('review.reason')}</span>
        {mainReason === null ? (
          t('review.noReason')
        ) : (
          <>
            <strong>{mainReason.name}</strong>
            <Tag tone={mainReason.isControllable ? 'warning' : 'plain'}>
              {t(mainReason.isControllable ? 'controllable' : 'uncontrollable')}
            </Tag>
          </>
        )}
      </p>
    </Section>
  )
}

function History({ review: { states } }: { readonly review: Shown }) {
  const t = useT('reviews')
  const format = useFormat()
  return (
    <Section title={t('review.history')}>
      <ul className={css.states}>
        {states.map(({ state, at, by, note }) => (
          <li key={at + state}>
            {t('review.stateBy', { state: t(`review.acts.${state}`), name: by.name, instant: format.instant(at) })}
            {note === null ? '' : `: ${note}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}
