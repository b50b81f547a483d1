import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, addMonths } from '../../../domain/day.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import css from './Selection.module.css'
import { refreshSelection } from './selection-parts.ts'
import type { AccountSelection, CriteriaDocument } from './selection-parts.ts'

interface Props {
  readonly shown: AccountSelection
  readonly criteria: CriteriaDocument
  readonly version: number
  readonly onDone: () => void
}

interface Typed {
  /** Points as text; empty is not marked. */
  readonly points: string
  readonly evidence: string
}

/** Months after which marks are looked at again unless somebody says otherwise. */
const usualMonths = 6

/** Gives an account its marks by the criteria of now, starting from those it has. */
export function ScoreForm({ shown, criteria, version, onDone }: Props) {
  const t = useT('selection')
  const format = useFormat()
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const [typed, setTyped] = useState(() => typedOf(shown, criteria))
  const [reviewOn, setReviewOn] = useState(today === '' ? '' : addMonths(today, usualMonths))
  const marks = criteria.criteria.flatMap(({ key }) => {
    const { points = '', evidence = '' } = typed[key] ?? {}
    return points === '' ? [] : [{ criterion: key, points: Number(points), evidence: evidence.trim() }]
  })
  const isWhole = marks.length > 0 && marks.every(({ evidence }) => evidence !== '')
  const give = useMutation({
    mutationFn: () => call('scoreSelection', { params: { id: shown.id }, body: { version, marks, reviewOn } }),
    onSuccess: async () => {
      await refreshSelection(queries)
      toast(t('form.savedMarks'))
      onDone()
    },
  })
  const change = (key: string, next: Partial<Typed>) =>
    setTyped({ ...typed, [key]: { points: '', evidence: '', ...typed[key], ...next } })
  return (
    <Form onSubmit={() => give.mutate()}>
      {criteria.criteria.map(({ key, label, scale }) => {
        const { points = '', evidence = '' } = typed[key] ?? {}
        return (
          <fieldset className={css.criterion} key={key}>
            <legend>{label}</legend>
            <SelectField<string>
              label={t('form.criterion')}
              isLabelHidden
              value={points === '' ? 'none' : points}
              options={[
                { value: 'none', label: t('form.leave') },
                ...scale.map((step) => ({
                  value: String(step.points),
                  label: t('form.step', { points: format.decimal(String(step.points)), means: step.means }),
                })),
              ]}
              onValue={(value) => change(key, { points: value === 'none' ? '' : value })}
            />
            {points !== '' && (
              <TextField
                label={t('form.evidence')}
                maxLength={2000}
                required
                value={evidence}
                onValue={(value) => change(key, { evidence: value })}
              />
            )}
          </fieldset>
        )
      })}
      <TextField
        label={t('form.reviewOn')}
        type="date"
        min={today === '' ? undefined : addDays(today, 1)}
        required
        value={reviewOn}
        onValue={setReviewOn}
      />
      <ErrorLine error={give.error} />
      <FormButtons>
        <Button type="submit" kind="primary" isBusy={give.isPending} disabled={give.isPending || !isWhole}>
          {t('form.saveMarks')}
        </Button>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}

/** The marks that count now, as a form holds them. */
function typedOf({ scoring }: AccountSelection, criteria: CriteriaDocument): Readonly<Record<string, Typed>> {
  const held = (scoring?.marks ?? []).filter(({ isHeld }) => isHeld)
  return Object.fromEntries(
    criteria.criteria.flatMap(({ key }) => {
      const mark = held.find(({ criterion }) => criterion === key)
      return mark ? [[key, { points: String(mark.points), evidence: mark.evidence }]] : []
    }),
  )
}
