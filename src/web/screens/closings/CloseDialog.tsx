import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type ApiError } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import type { Job } from '../../ui/JobProgress.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { ErrorLine, Notice } from '../../ui/States.tsx'

interface Props {
  /** What is to be closed, where that is known. */
  readonly period: string
  readonly onClose: () => void
  readonly onAsked: (job: Job) => void
}

const other = 'other'

/** Asks which period to close, and why where it is closed already. */
export function CloseDialog({ period: given, onClose, onAsked }: Props) {
  const t = useT('closings')
  const common = useT('common')
  const book = useBook()
  const periodText = usePeriodText()
  const over = book?.periods.filter(({ to }) => to < book.today) ?? []
  const [period, setPeriod] = useState(given)
  const [isTyped, setTyped] = useState(given === '' && over.length === 0)
  const [reason, setReason] = useState('')
  const isAgain = book?.periods.find(({ name }) => name === period)?.isClosed === true
  const close = useMutation<Job, ApiError>({
    mutationFn: () => {
      const said = reason.trim()
      return call('closePeriod', { body: { period: period.trim(), reason: said === '' ? null : said } })
    },
    onSuccess: onAsked,
  })
  // The book may know of a closing that this list of periods does not.
  const needsReason = isAgain || close.error?.code === 'conflict'
  return (
    <Dialog title={t('form.title')} width="s" onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => close.mutate()}>
          {over.length > 0 && (
            <SelectField
              label={t('period')}
              value={isTyped ? other : period}
              placeholder={t('form.choose')}
              options={[
                ...over.map(({ name }) => ({ value: name, label: periodText(name) })),
                { value: other, label: t('form.other') },
              ]}
              onValue={(value) => {
                setTyped(value === other)
                setPeriod(value === other ? '' : value)
              }}
            />
          )}
          {isTyped && (
            <TextField
              label={t('period')}
              isLabelHidden={over.length > 0}
              hint={t('form.hint')}
              value={period}
              required
              autoComplete="off"
              spellCheck={false}
              onValue={setPeriod}
            />
          )}
          {needsReason && (
            <>
              {isAgain && <Notice tone="warning">{t('form.again')}</Notice>}
              <TextField
                label={t('form.reason')}
                value={reason}
                required={isAgain}
                maxLength={500}
                onValue={setReason}
              />
            </>
          )}
          <ErrorLine error={close.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={close.isPending} disabled={period.trim() === ''}>
              {t('form.submit')}
            </Button>
            <Button onClick={onClose}>{common('cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
