import { IconChecklist } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { addDays } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import type { Attention } from './attention-sentence.ts'

/** What an action is made about: an account, and why it needs one where that is known. */
export type ActionSubject = Pick<Attention, 'account'> & Partial<Pick<Attention, 'reason' | 'family'>>

/** Makes an action about an account without leaving the screen. */
export function ActionButton({ item }: { readonly item: ActionSubject }) {
  const t = useT('portfolio')
  const [isOpen, setOpen] = useState(false)
  const mayWrite = useRight('write-action')
  if (!mayWrite) return null
  return (
    <>
      <Button
        kind="plain"
        size="s"
        isIconOnly
        icon={<IconChecklist size={16} stroke={1.6} />}
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('attention.act', { name: item.account.name })}
      </Button>
      {isOpen && (
        <ActionDialog
          item={item}
          onClose={() => {
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

function ActionDialog({ item, onClose }: { readonly item: ActionSubject; readonly onClose: () => void }) {
  const t = useT('portfolio')
  const format = useFormat()
  const queries = useQueryClient()
  const me = useSession()?.user
  const today = useBook()?.today
  const { name } = item.account
  const [title, setTitle] = useState(() =>
    item.reason === undefined ? '' : t(`action.suggestion.${item.reason}`, { name, family: item.family?.name ?? '' }),
  )
  const [due, setDue] = useState(() => (today === undefined ? '' : addDays(today, 7)))
  const [doneWhen, setDoneWhen] = useState('')
  const [note, setNote] = useState('')
  const save = useMutation({
    mutationFn: (owner: string) =>
      call('createAction', {
        body: {
          title,
          note: note === '' ? null : note,
          subject: { type: 'account', id: item.account.id },
          owner,
          due: due === '' ? null : due,
          doneWhen: doneWhen === '' ? null : doneWhen,
        },
      }),
    onSuccess: async (action) => {
      const values = { title: action.title }
      toast(
        action.due === null
          ? t('action.savedOpen', values)
          : t('action.saved', { ...values, day: format.day(action.due) }),
      )
      onClose()
      await Promise.all(
        ['getMyBook', 'listActions', 'getReminders', 'listHistory'].map((operation) =>
          queries.invalidateQueries({ queryKey: [operation] }),
        ),
      )
    },
  })
  return (
    <Dialog title={t('action.title', { name })} onClose={onClose} width="s">
      <DialogBody>
        <Form
          onSubmit={() => {
            if (me) save.mutate(me.id)
          }}
        >
          <TextField label={t('action.what')} value={title} onValue={setTitle} required maxLength={200} />
          <TextField label={t('action.due')} type="date" value={due} onValue={setDue} isOptional />
          <TextField
            label={t('action.doneWhen')}
            hint={t('action.doneWhenHint')}
            value={doneWhen}
            onValue={setDoneWhen}
            maxLength={500}
            isOptional
          />
          <TextArea label={t('action.note')} value={note} onValue={setNote} maxLength={4000} isOptional />
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button kind="primary" type="submit" isBusy={save.isPending} disabled={!me || save.isPending}>
              {t('action.save')}
            </Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
