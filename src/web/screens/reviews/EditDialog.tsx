import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { reviewKinds } from '../../../domain/review/review.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SegmentedControl, TextArea } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { AskedFields } from './AskedFields.tsx'
import { askedOf, draftOf } from './asked-draft.ts'
import { refreshReviews } from './review-parts.ts'
import type { Review } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly review: Review
  readonly onClose: () => void
}

/** Changes what a review is about in words, and who is asked. */
export function EditDialog({ review, onClose }: Props) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const [kind, setKind] = useState(review.kind)
  const [occasion, setOccasion] = useState(review.occasion ?? '')
  const [asked, setAsked] = useState(() => draftOf(review.askedOf))
  const save = useMutation({
    mutationFn: () =>
      call('updateReview', {
        params: { id: review.id },
        body: { kind, occasion: occasion.trim() === '' ? null : occasion.trim(), asked: askedOf(asked) },
        ifMatch: review.version,
      }),
    onSuccess: async () => {
      await refreshReviews(queries)
      toast(t('edit.saved'))
      onClose()
    },
    onError: () => refreshReviews(queries),
  })
  return (
    <Dialog title={t('edit.title')} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => save.mutate()}>
          <div className={css.field}>
            <span className={css.label} aria-hidden>
              {t('start.kind')}
            </span>
            <SegmentedControl
              label={t('start.kind')}
              value={kind}
              options={reviewKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              onValue={setKind}
            />
          </div>
          <TextArea
            label={t('start.occasion')}
            hint={t('start.occasionHint')}
            isOptional
            maxLength={4000}
            value={occasion}
            onValue={setOccasion}
          />
          <AskedFields asked={asked} onAsked={setAsked} />
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={save.isPending} disabled={save.isPending}>
              {t('edit.submit')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
