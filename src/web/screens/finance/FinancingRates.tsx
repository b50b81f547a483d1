import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import type { FinancingBase } from '../../../domain/receivables/financing.ts'
import { financingBases } from '../../../domain/receivables/financing.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { DayText, InstantText } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, ErrorLine, Loaded } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { forgetReckoned } from './forget-reckoned.ts'
import { fractionOf, percentOf } from './rate-drafts.ts'

type Rate = Output<'listFinancingRates'>['items'][number]

/** What money costs a year, by the day from which it does, with all that was ever set. */
export function FinancingRates() {
  const t = useT('receivables')
  const maySet = useRight('control')
  const [isSetting, setSetting] = useState(false)
  const query = useQuery(queryOf('listFinancingRates', {}))
  return (
    <Section
      title={t('rates.title')}
      hint={t('rates.hint')}
      {...(maySet ? { actions: <Button onClick={() => setSetting(true)}>{t('rates.add')}</Button> } : {})}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rates.empty')}>{t('rates.emptyAdvice')}</EmptyState>
          ) : (
            <Rates rates={items} />
          )
        }
      </Loaded>
      {isSetting && <RateDialog onClose={() => setSetting(false)} />}
    </Section>
  )
}

function Rates({ rates }: { readonly rates: readonly Rate[] }) {
  const t = useT('receivables')
  const format = useFormat()
  return (
    <ScrollTable label={t('rates.title')}>
      <thead>
        <tr>
          <th scope="col">{t('rates.from')}</th>
          <th scope="col" data-figure>
            {t('rates.rate')}
          </th>
          <th scope="col">{t('rates.base')}</th>
          <th scope="col">{t('rates.by')}</th>
          <th scope="col">{t('rates.note')}</th>
          <th scope="col">{t('rates.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ id, validFrom, rate, base, setBy, setAt, note, isInForce }) => (
          <tr key={id}>
            <th scope="row">
              <DayText day={validFrom} />
            </th>
            <td data-figure>{`${format.decimal(percentOf(rate))}%`}</td>
            <td>{t(`rates.${base}`)}</td>
            <td>
              {setBy.name}, <InstantText instant={setAt} />
            </td>
            <td>{note}</td>
            <td>
              <Tag tone={isInForce ? 'accent' : 'plain'}>{t(isInForce ? 'rates.counts' : 'rates.replaced')}</Tag>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function RateDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT('receivables')
  const format = useFormat()
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const [validFrom, setValidFrom] = useState(`${today.slice(0, 4)}-01-01`)
  const [percent, setPercent] = useState('')
  const [base, setBase] = useState<FinancingBase>('gross')
  const [note, setNote] = useState('')
  const rate = fractionOf(percent)
  const add = useMutation({
    mutationFn: () =>
      call('addFinancingRate', { body: { validFrom, rate: rate ?? '', base, note: note.trim() === '' ? null : note } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['listFinancingRates'] })
      forgetReckoned(queries)
      toast(t('rates.set', { day: format.day(validFrom), rate: percent.trim() }))
      onClose()
    },
  })
  return (
    <Dialog title={t('rates.add')} onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (rate !== null) add.mutate()
          }}
        >
          <TextField label={t('rates.day')} type="date" value={validFrom} onValue={setValidFrom} required />
          <TextField
            label={t('rates.percent')}
            hint={t('rates.percentHint')}
            error={percent === '' || rate !== null ? null : t('rates.percentWrong')}
            inputMode="decimal"
            autoComplete="off"
            value={percent}
            onValue={setPercent}
            required
          />
          <SelectField
            label={t('rates.base')}
            value={base}
            options={financingBases.map((one) => ({ value: one, label: t(`rates.${one}`) }))}
            onValue={setBase}
          />
          <TextField
            label={t('rates.note')}
            hint={t('rates.noteHint')}
            isOptional
            autoComplete="off"
            value={note}
            onValue={setNote}
            maxLength={500}
          />
          <ErrorLine error={add.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={add.isPending}>
              {t('rates.addAction')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
