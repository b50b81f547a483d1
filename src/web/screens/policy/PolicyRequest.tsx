import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Fields.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, Loaded, Notice, SkeletonBlock } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { ChangeList } from './ChangeList.tsx'
import { ComparisonView } from './ComparisonView.tsx'
import { holdingOn } from './document.ts'
import css from './Policy.module.css'
import { policiesQuery, requestsQuery } from './policy-query.ts'

const route = getRouteApi('/app/policy/studio/requests/$id')
type Request = Output<'listPolicyRequests'>['items'][number]

/** A policy that waits for somebody else: what it changes, what it does, and the decision. */
export function PolicyRequest() {
  const t = useT('policy')
  const format = useFormat()
  const { id } = route.useParams()
  const requests = useQuery(requestsQuery)
  const request = requests.data?.items.find((one) => one.id === id)
  return (
    <>
      <PageHeader title={t('review.title')}>
        {request &&
          t('review.under', {
            by: request.requested.by.name,
            at: format.instant(request.requested.at),
            day: format.day(request.policy.effectiveFrom),
          })}
      </PageHeader>
      <Loaded query={requests} skeleton={<SkeletonBlock height={520} />}>
        {() =>
          request && request.decided === null ? (
            <Review request={request} />
          ) : (
            <EmptyState
              title={t('review.gone')}
              action={
                <Link to="/policy" search={{}} className={buttonClass('primary')}>
                  {t('review.back')}
                </Link>
              }
            />
          )
        }
      </Loaded>
    </>
  )
}

function Review({ request }: { readonly request: Request }) {
  const t = useT('policy')
  const book = useBook()
  const navigate = route.useNavigate()
  const { period, owner, territory, move, from, to } = route.useSearch()
  const policies = useQuery(policiesQuery)
  const held = holdingOn(policies.data?.items ?? [], book?.asOf ?? book?.today ?? '')
  const part = {
    ...(period === undefined ? {} : { period }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
  }
  const preview = useQuery(queryOf('previewPolicy', { body: { before: null, after: request.policy, ...part } }))
  return (
    <div className={css.stack}>
      <Section title={t('studio.changes')}>
        {request.note !== null && <p className={css.effect}>{t('review.noteOf', { note: request.note })}</p>}
        {held && <ChangeList before={held.policy} after={request.policy} />}
      </Section>
      <Decision request={request} />
      <Loaded query={preview} skeleton={<SkeletonBlock height={520} />}>
        {(comparison) => (
          <ComparisonView
            comparison={comparison}
            compared={{ before: null, after: request.policy, ...(period === undefined ? {} : { period }) }}
            filter={{ owner, territory, move, from, to }}
            onFilter={(filter) => {
              void navigate({ search: { period, ...filter }, replace: true, resetScroll: false })
            }}
            isStale={preview.isPlaceholderData}
          />
        )}
      </Loaded>
    </div>
  )
}

/** Approve or refuse what somebody else asks for; withdraw what one asked for oneself. */
function Decision({ request }: { readonly request: Request }) {
  const t = useT('policy')
  const queries = useQueryClient()
  const navigate = route.useNavigate()
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'refuse' | 'withdraw') =>
      call('decidePolicyRequest', {
        params: { id: request.id },
        body: { decision, note: note.trim() === '' ? null : note.trim() },
      }),
    onSuccess: async ({ decided }) => {
      if (decided) toast(t(`review.${decided.decision}`))
      await queries.invalidateQueries()
      await navigate({ to: '/policy', search: {} })
    },
  })
  return (
    <div className={css.verdict} data-print="no">
      {request.isOwn && <Notice>{t('review.own')}</Notice>}
      <TextArea label={t('review.note')} isOptional maxLength={500} rows={2} value={note} onValue={setNote} />
      <ErrorLine error={decide.error} />
      <div className={css.links}>
        {request.isOwn ? (
          <Button isBusy={decide.isPending} onClick={() => decide.mutate('withdraw')}>
            {t('review.withdraw')}
          </Button>
        ) : (
          <>
            <Button kind="primary" isBusy={decide.isPending} onClick={() => decide.mutate('approve')}>
              {t('review.approve')}
            </Button>
            <Button isBusy={decide.isPending} onClick={() => decide.mutate('refuse')}>
              {t('review.refuse')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
