import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { mostPlanSteps } from '../../../domain/review/retention-plan.ts'
import { departments } from '../../../domain/review/review.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { changeRow, freshKey, removeRow, stepsOf, stepsToDraft } from './document-drafts.ts'
import type { StepDraft } from './document-drafts.ts'
import { refreshReviews } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly answer: Output<'getRetentionPlan'>
  readonly onClose: () => void
}

/** Writes the next version of the steps; plans that were started keep theirs. */
export function PlanEditor({ answer, onClose }: Props) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly StepDraft[]>(() => stepsToDraft(answer.steps))
  const [note, setNote] = useState('')
  const steps = stepsOf(rows)
  const save = useMutation({
    mutationFn: () =>
      call('saveRetentionPlan', {
        body: { steps: steps ?? [], note: note.trim() === '' ? null : note.trim() },
        ifMatch: answer.version,
      }),
    onSuccess: async ({ version }) => {
      await refreshReviews(queries)
      toast(t('plan.saved', { version }))
      onClose()
    },
  })
  return (
    <Dialog title={t('plan.edit')} width="l" onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => save.mutate()}>
          <p className={css.quiet}>{t('plan.order')}</p>
          {rows.map((row, place) => (
            <StepFields
              key={row.key}
              row={row}
              place={place + 1}
              onChange={(change) => setRows(changeRow(rows, row.key, change))}
              onRemove={() => setRows(removeRow(rows, row.key))}
            />
          ))}
          <span>
            <Button
              size="s"
              icon={<IconPlus size={14} aria-hidden />}
              disabled={rows.length >= mostPlanSteps}
              onClick={() =>
                setRows([
                  ...rows,
                  {
                    key: freshKey(rows, 'step'),
                    title: t('plan.newStep'),
                    department: 'sales',
                    daysAfter: rows.at(-1)?.daysAfter ?? '0',
                    doneWhen: t('plan.newDoneWhen'),
                  },
                ])
              }
            >
              {t('plan.add')}
            </Button>
          </span>
          <TextField label={t('plan.note')} isOptional maxLength={500} value={note} onValue={setNote} />
          {steps === null && <Notice tone="warning">{t('plan.incomplete')}</Notice>}
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button
              type="submit"
              kind="primary"
              isBusy={save.isPending}
              disabled={save.isPending || steps === null || steps.length === 0}
            >
              {t('plan.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

interface FieldsProps {
  readonly row: StepDraft
  readonly place: number
  readonly onChange: (change: Partial<StepDraft>) => void
  readonly onRemove: () => void
}

function StepFields({ row, place, onChange, onRemove }: FieldsProps) {
  const t = useT('reviews')
  return (
    <fieldset className={css.row}>
      <legend>{t('plan.stepAt', { place })}</legend>
      <div className={css.rowFields}>
        <TextField label={t('plan.step')} maxLength={200} value={row.title} onValue={(title) => onChange({ title })} />
        <SelectField
          label={t('plan.department')}
          value={row.department}
          options={departments.map((value) => ({ value, label: t(`departments.${value}`) }))}
          onValue={(department) => onChange({ department })}
        />
        <Button kind="plain" size="s" isIconOnly icon={<IconX size={14} aria-hidden />} onClick={onRemove}>
          {t('plan.remove', { name: row.title })}
        </Button>
      </div>
      <div className={css.two}>
        <TextField
          label={t('plan.doneWhen')}
          maxLength={500}
          value={row.doneWhen}
          onValue={(doneWhen) => onChange({ doneWhen })}
        />
        <TextField
          label={t('plan.daysAfter')}
          inputMode="numeric"
          value={row.daysAfter}
          onValue={(daysAfter) => onChange({ daysAfter })}
        />
      </div>
    </fieldset>
  )
}
