import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'

/** Notes what is to be done about an account. Who may list people can give it to one of them, others to themselves. */
export function NewAction({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const t = useT('account')
  const queries = useQueryClient()
  const me = useSession()?.user
  const today = useBook()?.today
  const mayChoose = useRight('manage-user')
  const users = useQuery({ ...queryOf('listUsers', { query: { state: 'active', limit: 200 } }), enabled: mayChoose })
  const [title, setTitle] = useState('')
  const [owner, setOwner] = useState(me?.id ?? '')
  const [due, setDue] = useState('')
  const [doneWhen, setDoneWhen] = useState('')
  const [note, setNote] = useState('')
  const create = useMutation({
    mutationFn: () =>
      call('createAction', {
        body: {
          title: title.trim(),
          note: note.trim() === '' ? null : note.trim(),
          subject: { type: 'account', id: accountId },
          owner,
          due: due === '' ? null : due,
          doneWhen: doneWhen.trim() === '' ? null : doneWhen.trim(),
        },
      }),
    onSuccess: () => {
      toast(t('actions.created'))
      onClose()
      return Promise.all(
        ['listActions', 'getReminders', 'listHistory'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      )
    },
  })
  const others = users.data?.items.filter(({ id }) => id !== me?.id) ?? []
  return (
    <Dialog title={t('actions.new')} width="m" onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (title.trim() !== '') create.mutate()
          }}
        >
          <TextField
            label={t('actions.titleField')}
            value={title}
            onValue={setTitle}
            maxLength={200}
            required
            data-first
          />
          <TextField
            label={t('actions.due')}
            type="date"
            value={due}
            onValue={setDue}
            isOptional
            {...(today === undefined ? {} : { min: today })}
          />
          {mayChoose && me !== undefined && (
            <SelectField
              label={t('actions.owner')}
              value={owner}
              options={[
                { value: me.id, label: t('actions.me') },
                ...others.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValue={setOwner}
            />
          )}
          <TextField
            label={t('actions.doneWhen')}
            hint={t('actions.doneWhenHint')}
            value={doneWhen}
            onValue={setDoneWhen}
            maxLength={500}
            isOptional
          />
          <TextArea label={t('actions.note')} value={note} onValue={setNote} maxLength={4000} isOptional />
          <ErrorLine error={create.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={create.isPending}>
              {t('common:save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
