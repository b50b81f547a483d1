import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { minimumPasswordLength } from '../../../domain/password.ts'
import { ApiError, call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf, sessionQuery, startQuery } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, PasswordField, TextField } from '../../ui/Fields.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { PasswordRules } from '../../ui/PasswordRules.tsx'
import { ErrorLine, Loaded } from '../../ui/States.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { passwordRules } from '../../ui/password-rules.ts'
import { useFirstField } from '../../ui/use-first-field.ts'
import css from './Invitation.module.css'

const route = getRouteApi('/outside/invitation/$token')

/** Where a link of the terminal or of an administrator leads: name and password, once. */
export function Invitation() {
  const t = useT('start')
  const { token } = route.useParams()
  const query = useQuery({ ...queryOf('getInvitation', { params: { token } }), staleTime: Infinity })
  if (query.error instanceof ApiError && [401, 403, 404, 409, 410].includes(query.error.status)) {
    return <PageHeader title={t('invitation.used')}>{t('invitation.usedAdvice')}</PageHeader>
  }
  return <Loaded query={query}>{(invitation) => <Accept invitation={invitation} token={token} />}</Loaded>
}

interface Props {
  readonly invitation: Output<'getInvitation'>
  readonly token: string
}

function Accept({ invitation, token }: Props) {
  const t = useT('start')
  const format = useFormat()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data: start } = useQuery(startQuery)
  const [name, setName] = useState(invitation.name ?? '')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const shownEmail = invitation.email ?? email
  useFirstField()
  const rules = passwordRules(password, {
    minimum: start?.minimumPasswordLength ?? minimumPasswordLength,
    context: [name, shownEmail, start?.book.name ?? ''],
  })
  const accept = useMutation({
    mutationFn: () =>
      call('acceptInvitation', {
        params: { token },
        body: { name: name.trim(), password, ...(invitation.email === null ? { email: email.trim() } : {}) },
      }),
    onSuccess: async (session) => {
      queries.removeQueries()
      queries.setQueryData(sessionQuery.queryKey, session)
      await navigate({ to: invitation.purpose === 'first-administrator' ? '/imports/new' : '/', replace: true })
    },
  })
  const [title, text] = {
    'first-administrator': [t('invitation.titleFirst'), t('invitation.textFirst')],
    invite: [
      t('invitation.titleInvite', { name: invitation.name ?? '' }),
      t('invitation.textInvite', { email: shownEmail }),
    ],
    reset: [t('invitation.titleReset'), t('invitation.textReset', { email: shownEmail })],
  }[invitation.purpose]
  return (
    <>
      <PageHeader title={title ?? ''}>{text}</PageHeader>
      <Form onSubmit={() => accept.mutate()}>
        {invitation.purpose !== 'reset' && (
          <TextField
            label={t('invitation.name')}
            autoComplete="name"
            value={name}
            onValue={setName}
            maxLength={120}
            required
            data-first
          />
        )}
        {invitation.email === null ? (
          <TextField
            label={t('invitation.email')}
            type="email"
            autoComplete="username"
            value={email}
            onValue={setEmail}
            maxLength={254}
            required
          />
        ) : (
          // Lets a password manager keep the two together.
          <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
        )}
        <PasswordField
          label={t('invitation.password')}
          autoComplete="new-password"
          value={password}
          onValue={setPassword}
          maxLength={256}
          hint={<PasswordRules rules={rules} />}
          required
          // Who has been in before is asked for no name.
          {...(invitation.purpose === 'reset' ? { 'data-first': true } : {})}
        />
        <ErrorLine error={accept.error} />
        <FormButtons>
          <Button type="submit" kind="primary" isBusy={accept.isPending} disabled={!rules.every(({ isMet }) => isMet)}>
            {t('invitation.action')}
          </Button>
        </FormButtons>
      </Form>
      <p className={css.ends}>{t('invitation.ends', { at: format.instant(invitation.expiresAt) })}</p>
    </>
  )
}
