import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { CopyField } from '../../ui/Links.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { emptyDraft, UserFields } from './UserFields.tsx'
import css from './Users.module.css'

/** Adds a person: the answer is a link that the administrator hands on. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT('users')
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [draft, setDraft] = useState(emptyDraft)
  const invite = useMutation({
    mutationFn: () => call('inviteUser', { body: { ...draft, email: email.trim() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listUsers'] }),
  })
  if (invite.data !== undefined) {
    return (
      <Dialog title={t('link.invite', { name: invite.data.user.name })} onClose={onClose}>
        <HandOn made={invite.data} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title={t('inviteTitle')} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => invite.mutate()}>
          <p className={css.hint}>{t('inviteHint')}</p>
          <TextField
            label={t('fields.email')}
            type="email"
            autoComplete="off"
            value={email}
            onValue={setEmail}
            maxLength={254}
            required
          />
          <UserFields draft={draft} onDraft={setDraft} />
          <ErrorLine error={invite.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={invite.isPending}>
              {t('inviteAction')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

/** A link that works once, to be copied and handed on. */
export function HandOn({ made, onDone }: { readonly made: Output<'inviteUser'>; readonly onDone: () => void }) {
  const t = useT('users')
  const format = useFormat()
  return (
    <DialogBody>
      <div className={css.stack}>
        <p>{t('link.text', { at: format.instant(made.expiresAt) })}</p>
        <CopyField label={t('link.label')} value={new URL(made.link, document.baseURI).href} />
        <FormButtons>
          <Button kind="primary" onClick={onDone}>
            {t('link.done')}
          </Button>
        </FormButtons>
      </div>
    </DialogBody>
  )
}
