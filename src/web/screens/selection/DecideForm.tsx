import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, addMonths } from '../../../domain/day.ts'
import { decisions } from '../../../domain/selection/selection.ts'
import type { Decision } from '../../../domain/selection/selection.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, SegmentedControl, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { refreshSelection } from './selection-parts.ts'
import type { AccountSelection } from './selection-parts.ts'

interface Props {
  readonly shown: AccountSelection
  readonly onDone: () => void
}

/** Months after which a decision is looked at again unless somebody says otherwise. */
const usualMonths = 6

/** Decides on the account whatever its score says, with a reason; or gives it back to its score. */
export function DecideForm({ shown, onDone }: Props) {
  const t = useT('selection')
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const { override } = shown
  // Back to the score goes only who has left it.
  const possible = decisions.filter((decision) => override !== null || decision !== 'by-score')
  const [decision, setDecision] = useState<Decision>(
    override === null && shown.byScore === 'strategic' ? 'not-strategic' : 'strategic',
  )
  const [reason, setReason] = useState('')
  const [reviewOn, setReviewOn] = useState(today === '' ? '' : addMonths(today, usualMonths))
  const decide = useMutation({
    mutationFn: () =>
      call('overrideSelection', {
        params: { id: shown.id },
        body: {
          decision,
          reason: reason.trim(),
          reviewOn: decision === 'by-score' || reviewOn === '' ? null : reviewOn,
        },
      }),
    onSuccess: async () => {
      await refreshSelection(queries)
      toast(t('form.savedDecision'))
      onDone()
    },
  })
  return (
    <Form onSubmit={() => decide.mutate()}>
      <SegmentedControl
        label={t('form.decision')}
        value={decision}
        options={possible.map((value) => ({ value, label: t(`decisions.${value}`) }))}
        onValue={setDecision}
      />
      <TextArea
        label={t('form.reason')}
        hint={t('form.reasonHint')}
        required
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
      {decision !== 'by-score' && (
        <TextField
          label={t('form.reviewOn')}
          isOptional
          type="date"
          min={today === '' ? undefined : addDays(today, 1)}
          value={reviewOn}
          onValue={setReviewOn}
        />
      )}
      <ErrorLine error={decide.error} />
      <FormButtons>
        <Button
          type="submit"
          kind="primary"
          isBusy={decide.isPending}
          disabled={decide.isPending || reason.trim() === ''}
        >
          {t('form.saveDecision')}
        </Button>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}
