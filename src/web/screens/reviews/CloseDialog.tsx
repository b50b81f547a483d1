import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextArea } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { reasonsFirst, refreshReviews } from './review-parts.ts'
import type { Review } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly review: Review
  readonly onClose: () => void
}

/** No key of a reason has a space. */
const none = ' none'

/** Closes a review with what was found; the reasons that departments named come first. */
export function CloseDialog({ review, onClose }: Props) {
  const t = useT('reviews')
  return (
    <Dialog title={t('closing.title')} onClose={onClose}>
      <DialogBody>
        <CloseForm review={review} onClose={onClose} />
      </DialogBody>
    </Dialog>
  )
}

function CloseForm({ review, onClose }: Props) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const known = useQuery(queryOf('getReviewReasons', {}))
  const named = review.views.filter(({ isHeld }) => isHeld).flatMap(({ reasons }) => reasons.map(({ key }) => key))
  const [summary, setSummary] = useState(review.summary ?? '')
  const [reason, setReason] = useState(named[0] ?? none)
  const { first, others } = reasonsFirst(known.data?.reasons ?? [], ({ key }) => named.includes(key), named)
  const reopen = useMutation({
    mutationFn: (version: number) =>
      call('reopenReview', { params: { id: review.id }, body: { note: null }, ifMatch: version }),
    onError: (error) => toast(error.message, { tone: 'failed' }),
    onSettled: () => refreshReviews(queries),
  })
  const close = useMutation({
    mutationFn: () =>
      call('closeReview', {
        params: { id: review.id },
        body: { summary: summary.trim(), mainReason: reason === none ? null : reason },
        ifMatch: review.version,
      }),
    onSuccess: async (closed) => {
      await refreshReviews(queries)
      toast(t('closing.closed'), { undo: () => reopen.mutate(closed.version) })
      onClose()
    },
    onError: () => refreshReviews(queries),
  })
  const missing = review.missing.map((department) => t(`departments.${department}`)).join(', ')
  return (
    <Form onSubmit={() => close.mutate()}>
      {missing !== '' && <Notice tone="warning">{t('closing.waits', { names: missing })}</Notice>}
      {review.openActions > 0 && <p className={css.quiet}>{t('closing.openActions', { count: review.openActions })}</p>}
      <TextArea
        label={t('closing.summary')}
        hint={t('closing.summaryHint')}
        required
        maxLength={4000}
        value={summary}
        onValue={setSummary}
      />
      <SelectField
        label={t('closing.reason')}
        hint={t('closing.reasonHint')}
        value={reason}
        options={[
          ...[...first, ...others].map(({ key, name }) => ({ value: key, label: name })),
          { value: none, label: t('closing.none') },
        ]}
        onValue={setReason}
      />
      <ErrorLine error={close.error} />
      <FormButtons>
        <Button
          type="submit"
          kind="primary"
          isBusy={close.isPending}
          disabled={close.isPending || summary.trim() === ''}
        >
          {t('closing.submit')}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}
