import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Department } from '../../../domain/review/review.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { CheckField, Form, FormButtons, TextArea } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { reasonsFirst, refreshReviews } from './review-parts.ts'
import type { Review, View } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly review: Review
  readonly department: Department
  /** What it said before, which is changed. */
  readonly held: View | null
  readonly onClose: () => void
}

/** What a department saw: what went right and wrong, and the reasons as it sees them. */
export function ViewDialog({ review, department, held, onClose }: Props) {
  const t = useT('reviews')
  const name = t(`departments.${department}`)
  return (
    <Dialog title={t('views.form', { department: name })} onClose={onClose}>
      <DialogBody>
        <ViewForm review={review} department={department} held={held} onClose={onClose} />
      </DialogBody>
    </Dialog>
  )
}

function ViewForm({ review, department, held, onClose }: Props) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const name = t(`departments.${department}`)
  const known = useQuery(queryOf('getReviewReasons', {}))
  const [wentRight, setWentRight] = useState(held?.wentRight ?? '')
  const [wentWrong, setWentWrong] = useState(held?.wentWrong ?? '')
  const [reasons, setReasons] = useState<readonly string[]>(held?.reasons.map(({ key }) => key) ?? [])
  const save = useMutation({
    mutationFn: () =>
      call('addReviewView', {
        params: { id: review.id },
        body: {
          department,
          wentRight: textOrNull(wentRight),
          wentWrong: textOrNull(wentWrong),
          reasons: [...reasons],
          replaces: held?.id ?? null,
        },
      }),
    onSuccess: async () => {
      await refreshReviews(queries)
      toast(t('views.saved', { department: name }))
      onClose()
    },
    // Somebody of the department was first: what they said is shown behind the dialog.
    onError: () => refreshReviews(queries),
  })
  const { first, others } = reasonsFirst(
    known.data?.reasons ?? [],
    (reason) => reason.department === department,
    reasons,
  )
  const choose = (key: string, isChosen: boolean) =>
    setReasons(isChosen ? [...reasons, key] : reasons.filter((one) => one !== key))
  const isEmpty = textOrNull(wentRight) === null && textOrNull(wentWrong) === null && reasons.length === 0
  return (
    <Form onSubmit={() => save.mutate()}>
      <TextArea
        label={t('views.wrong')}
        hint={t('views.wrongHint')}
        isOptional
        maxLength={4000}
        value={wentWrong}
        onValue={setWentWrong}
      />
      <TextArea
        label={t('views.right')}
        hint={t('views.rightHint')}
        isOptional
        maxLength={4000}
        value={wentRight}
        onValue={setWentRight}
      />
      <fieldset className={css.reasons}>
        <legend>{t('views.reasons')}</legend>
        <p className={css.quiet}>{t('views.reasonsHint', { department: name })}</p>
        <ReasonChecks reasons={first} chosen={reasons} onChoose={choose} />
        {others.length > 0 && (
          <details open={others.some(({ key }) => reasons.includes(key))}>
            <summary className={css.quiet}>{t('views.otherReasons')}</summary>
            <div className={css.past}>
              <ReasonChecks reasons={others} chosen={reasons} onChoose={choose} />
            </div>
          </details>
        )}
      </fieldset>
      <ErrorLine error={save.error} />
      <FormButtons>
        <Button type="submit" kind="primary" isBusy={save.isPending} disabled={save.isPending || isEmpty}>
          {t('views.save')}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}

interface ChecksProps {
  readonly reasons: readonly { readonly key: string; readonly name: string; readonly isControllable: boolean }[]
  readonly chosen: readonly string[]
  readonly onChoose: (key: string, isChosen: boolean) => void
}

function ReasonChecks({ reasons, chosen, onChoose }: ChecksProps) {
  const t = useT('reviews')
  return reasons.map(({ key, name, isControllable }) => (
    <CheckField
      key={key}
      label={name}
      hint={t(isControllable ? 'controllable' : 'uncontrollable')}
      isChecked={chosen.includes(key)}
      onChecked={(isChecked) => onChoose(key, isChecked)}
    />
  ))
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
