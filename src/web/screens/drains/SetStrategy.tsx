import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Call, Output } from '../../../contract/operations.ts'
import { strategies } from '../../../domain/drain/strategy.ts'
import type { Strategy } from '../../../domain/drain/strategy.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'

interface Props {
  readonly account: { readonly id: string; readonly name: string }
  /** The strategy that holds; null where none does. */
  readonly held: Output<'setStrategy'> | null
  readonly size?: 's' | 'm'
}

/** A new strategy for an account, from a day on; what was set can be taken back at once. */
export function SetStrategy({ account, held, size = 'm' }: Props) {
  const t = useT('drains')
  const [isOpen, setOpen] = useState(false)
  const words = t(held === null ? 'set.button' : 'set.change')
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)} aria-label={`${words}: ${account.name}`}>
        {words}
      </Button>
      {isOpen && <StrategyDialog account={account} held={held} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Takes a strategy back, and says so. */
export function useTakeBack() {
  const t = useT('drains')
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => call('takeBackStrategy', { params: { id } }),
    onSuccess: async () => {
      await refresh()
      toast(t('set.takenBack'))
    },
  })
}

function useRefresh() {
  const queries = useQueryClient()
  return async () => {
    for (const operation of ['listDrains', 'getStrategy']) await queries.invalidateQueries({ queryKey: [operation] })
  }
}

function StrategyDialog({ account, held, onClose }: Props & { readonly onClose: () => void }) {
  const t = useT('drains')
  const format = useFormat()
  const today = useBook()?.today ?? ''
  const [strategy, setStrategy] = useState<Strategy>(held?.strategy ?? 're-price')
  const [begins, setBegins] = useState(today)
  const [note, setNote] = useState('')
  const refresh = useRefresh()
  const takeBack = useTakeBack()
  const set = useMutation({
    mutationFn: (body: Call<'setStrategy'>['body']) => call('setStrategy', { params: { id: account.id }, body }),
    onSuccess: async (saved) => {
      await refresh()
      onClose()
      toast(t('set.saved', { strategy: t(`strategies.${saved.strategy}`), day: format.day(saved.begins) }), {
        undo: () => takeBack.mutate(saved.id),
      })
    },
  })
  return (
    <Dialog title={t('set.title', { name: account.name })} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => set.mutate({ strategy, begins, note: note.trim() === '' ? null : note.trim() })}>
          <SelectField
            label={t('set.strategy')}
            hint={t(`means.${strategy}`)}
            value={strategy}
            options={strategies.map((value) => ({ value, label: t(`strategies.${value}`) }))}
            onValue={setStrategy}
          />
          <TextField
            label={t('set.begins')}
            hint={t('set.beginsHint')}
            type="date"
            required
            value={begins}
            onValue={setBegins}
          />
          <TextArea
            label={t('set.note')}
            hint={t('set.noteHint')}
            isOptional
            maxLength={1000}
            value={note}
            onValue={setNote}
          />
          <ErrorLine error={set.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={set.isPending} disabled={set.isPending || begins === ''}>
              {t('set.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
