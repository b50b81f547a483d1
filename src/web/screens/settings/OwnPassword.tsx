import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { minimumPasswordLength } from '../../../domain/password.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, PasswordField } from '../../ui/Fields.tsx'
import { PasswordRules } from '../../ui/PasswordRules.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useBook, useSession } from '../../ui/book-context.ts'
import { passwordRules } from '../../ui/password-rules.ts'
import { toast } from '../../ui/toast.ts'

export function OwnPassword() {
  const t = useT('settings')
  const session = useSession()
  const book = useBook()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => call('changePassword', { body: { current, next } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast(t('password.done'))
    },
  })
  const context = [session?.user.name ?? '', session?.user.email ?? '', book?.name ?? '']
  const rules = passwordRules(next, { minimum: minimumPasswordLength, context })
  return (
    <Form onSubmit={() => change.mutate()}>
      <input type="hidden" autoComplete="username" value={session?.user.email ?? ''} readOnly />
      <PasswordField
        label={t('password.current')}
        autoComplete="current-password"
        value={current}
        onValue={setCurrent}
        required
      />
      <PasswordField
        label={t('password.next')}
        autoComplete="new-password"
        value={next}
        onValue={setNext}
        maxLength={256}
        hint={next === '' ? undefined : <PasswordRules rules={rules} />}
        required
      />
      <ErrorLine error={change.error} />
      <FormButtons>
        <Button type="submit" isBusy={change.isPending} disabled={current === '' || !rules.every(({ isMet }) => isMet)}>
          {t('password.action')}
        </Button>
      </FormButtons>
    </Form>
  )
}
