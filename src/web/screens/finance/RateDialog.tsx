import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { forgetReckoned } from './forget-reckoned.ts'
import { documentFrom, draftOf } from './rate-drafts.ts'
import type { CostRate, RateKind } from './rate-drafts.ts'
import { RateFields } from './RateFields.tsx'

/** What is to be set or taken back; `of` is the rate that holds, null for a new one. */
export interface RateChange {
  readonly kind: RateKind
  readonly of: CostRate | null
  readonly takesBack: boolean
}

interface Props {
  readonly change: RateChange
  readonly rates: readonly CostRate[]
  readonly onClose: () => void
}

/** Sets a rate from a day on, or takes one back. */
export function RateDialog({ change: { kind, of, takesBack }, rates, onClose }: Props) {
  const t = useT('finance')
  const format = useFormat()
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const [draft, setDraft] = useState(() => draftOf(kind, of?.rate ?? null))
  const [validFrom, setValidFrom] = useState(of === null ? `${today.slice(0, 4)}-01-01` : today)
  const [note, setNote] = useState('')
  const document = takesBack && of !== null ? { ...of.rate, value: null } : documentFrom(kind, draft)
  const save = useMutation({
    mutationFn: async () => {
      if (document === null) throw new Error('Cannot set a rate that says nothing')
      return call('addCostRate', { body: { rate: document, validFrom, note: note.trim() === '' ? null : note.trim() } })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['listCostRates'] })
      forgetReckoned(queries)
      toast(t(takesBack ? 'rates.doneBack' : 'rates.done', { day: format.day(validFrom) }))
      onClose()
    },
  })
  const hasPool = rates.some(({ rate }) => rate.kind === 'pool' && rate.value !== null)
  const title = t(takesBack ? 'rates.takeBack' : of === null ? `rates.kinds.${kind}.add` : 'rates.change')
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (document !== null) save.mutate()
          }}
        >
          {takesBack ? (
            <p>{t('rates.dialog.takeBackText')}</p>
          ) : (
            <RateFields kind={kind} draft={draft} onDraft={setDraft} rates={rates} isNew={of === null} />
          )}
          {kind === 'activity' && !hasPool && <p>{t('rates.dialog.noPool')}</p>}
          <TextField label={t('rates.dialog.day')} type="date" value={validFrom} onValue={setValidFrom} required />
          <TextField
            label={t('rates.dialog.note')}
            hint={t('rates.dialog.noteHint')}
            isOptional
            autoComplete="off"
            value={note}
            onValue={setNote}
            maxLength={500}
          />
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button
              type="submit"
              kind={takesBack ? 'danger' : 'primary'}
              disabled={document === null}
              isBusy={save.isPending}
            >
              {t(takesBack ? 'rates.dialog.takeBack' : 'rates.dialog.set')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
