import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, basePath, call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { sessionQuery, startQuery } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, PasswordField, TextField } from '../../ui/Fields.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import css from './SignIn.module.css'

const route = getRouteApi('/outside/sign-in')

export function SignIn() {
  const t = useT('start')
  const router = useRouter()
  const queries = useQueryClient()
  const { next } = route.useSearch()
  const { data: start } = useQuery(startQuery)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => call('signIn', { body: { email: email.trim(), password } }),
    onSuccess: (session) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getStart' })
      queries.setQueryData(sessionQuery.queryKey, session)
      router.history.push(isOwnPath(next) ? next : basePath)
    },
  })
  return (
    <>
      <PageHeader title={start === undefined ? t('signIn.title') : t('signIn.titleOf', { book: start.book.name })} />
      <Form onSubmit={() => signIn.mutate()}>
        <TextField
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          inputMode="email"
          value={email}
          onValue={setEmail}
          required
        />
        <PasswordField
          label={t('signIn.password')}
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          required
        />
        {isWrong(signIn.error) ? (
          <p className={css.wrong} role="alert">
            {t('signIn.wrong')}
          </p>
        ) : (
          <ErrorLine error={signIn.error} />
        )}
        <FormButtons>
          <Button type="submit" kind="primary" isBusy={signIn.isPending}>
            {t('signIn.action')}
          </Button>
        </FormButtons>
      </Form>
      <p className={css.help}>{t('signIn.help')}</p>
      <p className={css.help}>
        {start?.demo?.state === 'ready' && <a href={start.demo.address}>{t('signIn.demo')}</a>}
        {start?.needsAdministrator === true && <Link to="/start">{t('signIn.toStart')}</Link>}
      </p>
    </>
  )
}

function isWrong(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}

/** A place of this app and nothing else: an address cannot send whoever signs in elsewhere. */
function isOwnPath(next: string | undefined): next is string {
  return next !== undefined && new URL(next, location.origin).origin === location.origin && /^\/(?![/\\])/.test(next)
}
