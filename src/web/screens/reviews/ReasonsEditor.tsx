import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { mostReasons } from '../../../domain/review/reason.ts'
import { departments } from '../../../domain/review/review.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { CheckField, Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { changeRow, freshKey, reasonsOf, removeRow } from './document-drafts.ts'
import type { ReasonDraft } from './document-drafts.ts'
import { refreshReviews } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly answer: Output<'getReviewReasons'>
  readonly onClose: () => void
}

/** Writes the next version of the reason codes. One that reviews name is retired and renamed, and nothing else. */
export function ReasonsEditor({ answer, onClose }: Props) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly ReasonDraft[]>(answer.reasons)
  const [note, setNote] = useState('')
  const isNameless = rows.some(({ name }) => name.trim() === '')
  const save = useMutation({
    mutationFn: () =>
      call('saveReviewReasons', {
        body: { reasons: reasonsOf(rows), note: note.trim() === '' ? null : note.trim() },
        ifMatch: answer.version,
      }),
    onSuccess: async ({ version }) => {
      await refreshReviews(queries)
      toast(t('reasons.saved', { version }))
      onClose()
    },
  })
  return (
    <Dialog title={t('reasons.edit')} width="l" onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => save.mutate()}>
          <p className={css.quiet}>{t('reasons.rule')}</p>
          {rows.map((row, place) => (
            <ReasonFields
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
              disabled={rows.length >= mostReasons}
              onClick={() =>
                setRows([
                  ...rows,
                  {
                    key: freshKey(rows, 'reason'),
                    name: t('reasons.newName'),
                    department: 'sales',
                    isControllable: true,
                    isActive: true,
                    isUsed: false,
                  },
                ])
              }
            >
              {t('reasons.add')}
            </Button>
          </span>
          <TextField label={t('reasons.note')} isOptional maxLength={500} value={note} onValue={setNote} />
          {isNameless && <Notice tone="warning">{t('reasons.nameless')}</Notice>}
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={save.isPending} disabled={save.isPending || isNameless}>
              {t('reasons.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

interface FieldsProps {
  readonly row: ReasonDraft
  readonly place: number
  readonly onChange: (change: Partial<ReasonDraft>) => void
  readonly onRemove: () => void
}

function ReasonFields({ row, place, onChange, onRemove }: FieldsProps) {
  const t = useT('reviews')
  return (
    <fieldset className={css.row}>
      <legend>{t('reasons.name', { place })}</legend>
      <div className={css.rowFields}>
        <TextField
          label={t('reasons.reason')}
          maxLength={120}
          value={row.name}
          onValue={(name) => onChange({ name })}
        />
        <SelectField
          label={t('reasons.department')}
          value={row.department}
          options={departments.map((value) => ({ value, label: t(`departments.${value}`) }))}
          onValue={(department) => onChange({ department })}
        />
        {row.isUsed ? (
          <span className={css.quiet}>{t('reasons.used')}</span>
        ) : (
          <Button kind="plain" size="s" isIconOnly icon={<IconX size={14} aria-hidden />} onClick={onRemove}>
            {t('reasons.remove', { name: row.name })}
          </Button>
        )}
      </div>
      <div className={css.line}>
        <CheckField
          label={t('reasons.isControllable')}
          isChecked={row.isControllable}
          isDisabled={row.isUsed}
          onChecked={(isControllable) => onChange({ isControllable })}
        />
        <CheckField
          label={t('reasons.isActive')}
          isChecked={row.isActive}
          onChecked={(isActive) => onChange({ isActive })}
        />
      </div>
    </fieldset>
  )
}
