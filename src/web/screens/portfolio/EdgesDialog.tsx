import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { amountOf, fractionOf, percentOf } from '../finance/rate-drafts.ts'

type Edges = Output<'getBookProfit'>['map']['edges']

/** Says from which rate and from how much money on an account counts as good, for everybody. */
export function EdgesDialog({ edges, onClose }: { readonly edges: Edges; readonly onClose: () => void }) {
  const t = useT('profits')
  const queries = useQueryClient()
  const currency = useCurrency()
  const [percent, setPercent] = useState(percentOf(String(edges.rate)))
  const [money, setMoney] = useState(formatMicros(parseMicros(edges.level), 0))
  const [rate, level] = [fractionOf(percent), amountOf(money)]
  const save = useMutation({
    mutationFn: () =>
      call('setPostureEdges', { body: { rate: Number(rate ?? edges.rate), level: level ?? edges.level } }),
    onSuccess: async () => {
      for (const operation of ['getBookProfit', 'listProfits', 'getAccountProfit']) {
        await queries.invalidateQueries({ queryKey: [operation] })
      }
      toast(t('edges.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('edges.title')} onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (rate !== null && level !== null) save.mutate()
          }}
        >
          <p>{t('edges.text')}</p>
          <TextField
            label={t('edges.rate')}
            error={rate === null ? t('edges.wrongRate') : null}
            inputMode="decimal"
            autoComplete="off"
            value={percent}
            onValue={setPercent}
            required
          />
          <TextField
            label={t('edges.level', { currency })}
            error={level === null ? t('edges.wrongLevel') : null}
            inputMode="decimal"
            autoComplete="off"
            value={money}
            onValue={setMoney}
            required
          />
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" disabled={rate === null || level === null} isBusy={save.isPending}>
              {t('edges.set')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
