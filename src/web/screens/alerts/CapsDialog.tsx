import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { fractionOf, percentOf } from '../finance/rate-drafts.ts'
import { refreshAlerts } from './use-answer.ts'

type Caps = Pick<Output<'getAlertCaps'>, 'q' | 'cap'>

const [leastShare, mostShare, mostCap] = [0.01, 0.5, 50] as const

/** Says how many alerts a rep is told of in a week, and how many of them may be false, for everybody. */
export function CapsDialog({ caps, onClose }: { readonly caps: Caps; readonly onClose: () => void }) {
  const t = useT('alerts')
  const queries = useQueryClient()
  const [capText, setCapText] = useState(String(caps.cap))
  const [percent, setPercent] = useState(percentOf(String(caps.q)))
  const cap = /^\d{1,2}$/.test(capText.trim()) ? Number(capText) : 0
  const q = Number(fractionOf(percent) ?? 0)
  const isCap = cap >= 1 && cap <= mostCap
  const isShare = q >= leastShare && q <= mostShare
  const save = useMutation({
    mutationFn: () => call('setAlertCaps', { body: { q, cap } }),
    onSuccess: async () => {
      await refreshAlerts(queries)
      toast(t('caps.form.saved'))
      onClose()
    },
  })
  return (
    <Dialog title={t('caps.form.title')} onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (isCap && isShare) save.mutate()
          }}
        >
          <TextField
            label={t('caps.form.cap')}
            hint={t('caps.form.capHint')}
            error={isCap ? null : t('caps.form.badCap')}
            inputMode="numeric"
            autoComplete="off"
            value={capText}
            onValue={setCapText}
            required
          />
          <TextField
            label={t('caps.form.q')}
            hint={t('caps.form.qHint')}
            error={isShare ? null : t('caps.form.badQ')}
            inputMode="decimal"
            autoComplete="off"
            value={percent}
            onValue={setPercent}
            required
          />
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" disabled={!isCap || !isShare} isBusy={save.isPending}>
              {t('caps.form.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
