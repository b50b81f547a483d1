import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { mostCriteria, mostSteps, sumOfWeights } from '../../../domain/selection/criteria.ts'
import { formatMicros } from '../../../domain/money.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import {
  addCriterion,
  addStep,
  changeCriterion,
  changeStep,
  documentOf,
  draftOf,
  flawsOf,
  removeCriterion,
  removeStep,
} from './criteria-draft.ts'
import type { CriteriaDraft, CriterionDraft } from './criteria-draft.ts'
import css from './Selection.module.css'
import { refreshSelection } from './selection-parts.ts'
import type { CriteriaAnswer } from './selection-parts.ts'

interface Props {
  readonly answer: CriteriaAnswer
  readonly onClose: () => void
}

/** Writes the next version of the criteria, from the one that counts or from the proposal. */
export function CriteriaEditor({ answer, onClose }: Props) {
  const t = useT('selection')
  const format = useFormat()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(answer.current ?? answer.proposal))
  const [note, setNote] = useState('')
  const flaws = flawsOf(draft)
  const document = documentOf(draft)
  const save = useMutation({
    mutationFn: () =>
      call('saveSelectionCriteria', {
        body: { document, note: note.trim() === '' ? null : note.trim() },
        ifMatch: answer.version,
      }),
    onSuccess: async ({ version }) => {
      await refreshSelection(queries)
      toast(t('edit.saved', { version }))
      onClose()
    },
  })
  return (
    <Dialog title={t('edit.title')} width="l" onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (flaws.length === 0) save.mutate()
          }}
        >
          {answer.version > 0 && <p className={css.quiet}>{t('edit.keeps')}</p>}
          {draft.criteria.map((criterion, place) => (
            <CriterionFields key={criterion.key} draft={draft} place={place} criterion={criterion} onDraft={setDraft} />
          ))}
          <div className={css.line}>
            <Button
              size="s"
              icon={<IconPlus size={14} aria-hidden />}
              disabled={draft.criteria.length >= mostCriteria}
              onClick={() => setDraft(addCriterion(draft, t('edit.newCriterion')))}
            >
              {t('edit.addCriterion')}
            </Button>
            <strong>{t('edit.sum', { sum: format.decimal(formatMicros(sumOfWeights(document.criteria), 0)) })}</strong>
          </div>
          <TextField
            label={t('edit.atLeast')}
            inputMode="decimal"
            value={draft.atLeast}
            onValue={(atLeast) => setDraft({ ...draft, atLeast })}
          />
          <TextField label={t('edit.note')} isOptional maxLength={500} value={note} onValue={setNote} />
          {flaws.length > 0 && (
            <Notice tone="warning">
              <ul className={css.flaws} aria-live="polite">
                {flaws.map(({ kind, ...values }) => (
                  <li key={`${kind} ${values.name}`}>{t(`flaw.${kind}`, values)}</li>
                ))}
              </ul>
            </Notice>
          )}
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={save.isPending} disabled={save.isPending || flaws.length > 0}>
              {t('edit.save', { version: answer.version + 1 })}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

interface FieldsProps {
  readonly draft: CriteriaDraft
  readonly place: number
  readonly criterion: CriterionDraft
  readonly onDraft: (draft: CriteriaDraft) => void
}

function CriterionFields({ draft, place, criterion, onDraft }: FieldsProps) {
  const t = useT('selection')
  const { label, weight, scale } = criterion
  return (
    <fieldset className={css.criterion}>
      <legend>{t('edit.label', { place: place + 1 })}</legend>
      <div className={css.names}>
        <TextField
          label={t('edit.name')}
          maxLength={80}
          value={label}
          onValue={(value) => onDraft(changeCriterion(draft, place, { label: value }))}
        />
        <TextField
          label={t('edit.weight')}
          inputMode="decimal"
          value={weight}
          onValue={(value) => onDraft(changeCriterion(draft, place, { weight: value }))}
        />
        <Button
          kind="plain"
          size="s"
          isIconOnly
          icon={<IconX size={14} aria-hidden />}
          onClick={() => onDraft(removeCriterion(draft, place))}
        >
          {t('edit.removeCriterion', { name: label })}
        </Button>
      </div>
      {scale.map((step, at) => (
        // Steps are typed, and two may be alike for a moment: one is known by its place.
        <div className={css.step} key={at}>
          <TextField
            label={t('edit.points', { place: at + 1 })}
            isLabelHidden
            inputMode="decimal"
            value={step.points}
            onValue={(points) => onDraft(changeStep(draft, { place, step: at }, { points }))}
          />
          <TextField
            label={t('edit.means', { place: at + 1 })}
            isLabelHidden
            maxLength={300}
            value={step.means}
            onValue={(means) => onDraft(changeStep(draft, { place, step: at }, { means }))}
          />
          <Button
            kind="plain"
            size="s"
            isIconOnly
            icon={<IconX size={14} aria-hidden />}
            onClick={() => onDraft(removeStep(draft, place, at))}
          >
            {t('edit.removeStep', { place: at + 1 })}
          </Button>
        </div>
      ))}
      <Button
        kind="plain"
        size="s"
        icon={<IconPlus size={14} aria-hidden />}
        disabled={scale.length >= mostSteps}
        onClick={() => onDraft(addStep(draft, place))}
      >
        {t('edit.addStep')}
      </Button>
    </fieldset>
  )
}
