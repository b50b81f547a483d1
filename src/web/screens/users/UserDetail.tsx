import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons } from '../../ui/Fields.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { ErrorLine, Loaded, Notice } from '../../ui/States.tsx'
import { useSession } from '../../ui/book-context.ts'
import { toast } from '../../ui/toast.ts'
import { HandOn } from './InviteDialog.tsx'
import { Sessions } from './Sessions.tsx'
import { UserFields, type UserDraft } from './UserFields.tsx'
import css from './Users.module.css'

type User = Output<'getUser'>

/** One person beside the list: what they may do, where they are signed in, and how to keep them out. */
export function UserDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useT('users')
  const query = useQuery(queryOf('getUser', { params: { id } }))
  const [made, setMade] = useState<Output<'resetUser'> | null>(null)
  if (made !== null) {
    return (
      <Dialog title={t('link.reset', { name: made.user.name })} onClose={() => setMade(null)}>
        <HandOn made={made} onDone={() => setMade(null)} />
      </Dialog>
    )
  }
  return (
    <Dialog title={query.data?.name ?? t('title')} place="side" onClose={onClose}>
      <DialogBody>
        <Loaded query={query}>{(user) => <Detail key={user.version} user={user} onMade={setMade} />}</Loaded>
      </DialogBody>
    </Dialog>
  )
}

function Detail({ user, onMade }: { readonly user: User; readonly onMade: (made: Output<'resetUser'>) => void }) {
  const t = useT('users')
  const isSelf = useSession()?.user.id === user.id
  const change = useUserChanges(user)
  const [draft, setDraft] = useState<UserDraft>(draftOf(user))
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(user))
  return (
    <div className={css.stack}>
      <Facts
        items={[
          [t('fields.email'), user.email],
          [
            t('columns.state'),
            <Tag key="state" tone={user.state === 'active' ? 'accent' : 'plain'}>
              {t(`states.${user.state}`)}
            </Tag>,
          ],
          [t('detail.since'), <InstantText key="since" instant={user.createdAt} />],
          [
            t('detail.seen'),
            user.lastSeenAt === null ? t('never') : <InstantText key="seen" instant={user.lastSeenAt} />,
          ],
        ]}
      />
      {isSelf ? (
        <Notice>{t('detail.self')}</Notice>
      ) : (
        <div className={css.buttons}>
          {user.state === 'disabled' ? (
            <Button onClick={change.enable}>{t('detail.enable')}</Button>
          ) : (
            <Button kind="danger" onClick={change.disable}>
              {t('detail.disable')}
            </Button>
          )}
          {user.state !== 'disabled' && (
            <ConfirmButton
              title={t('detail.resetTitle', { name: user.name })}
              explanation={t('detail.resetText')}
              confirm={t('detail.resetAction')}
              onConfirm={async () => onMade(await change.reset())}
            >
              {t(user.state === 'invited' ? 'detail.resetAgain' : 'detail.reset')}
            </ConfirmButton>
          )}
          <Link to="/audit" search={{ actor: user.id }} className={buttonClass()}>
            {t('detail.audit')}
          </Link>
        </div>
      )}
      <ErrorLine error={change.error} />
      <Form onSubmit={() => change.save(draft)}>
        <UserFields draft={draft} onDraft={setDraft} />
        <FormButtons>
          <Button type="submit" kind="primary" disabled={!isChanged} isBusy={change.isSaving}>
            {t('common:save')}
          </Button>
          {isChanged && <Button onClick={() => setDraft(draftOf(user))}>{t('common:cancel')}</Button>}
        </FormButtons>
      </Form>
      <Sessions user={user} />
    </div>
  )
}

function draftOf({ name, phone, role, scope, territory, reps }: User): UserDraft {
  return { name, phone, role, scope, territory, reps }
}

/** What one can do with a person; what can be taken back at once is done without a question, with a way back. */
function useUserChanges(user: User) {
  const t = useT('users')
  const queries = useQueryClient()
  const params = { id: user.id }
  const settle = (changed: User) => {
    queries.setQueryData(queryOf('getUser', { params }).queryKey, changed)
    void queries.invalidateQueries({ queryKey: ['listUsers'] })
    void queries.invalidateQueries({ queryKey: ['listUserSessions'] })
  }
  const readAgain = () => void queries.invalidateQueries({ queryKey: ['getUser'] })
  const save = useMutation({
    mutationFn: (draft: UserDraft) => call('updateUser', { params, body: draft, ifMatch: user.version }),
    onSuccess: (changed) => {
      settle(changed)
      toast(t('saved'))
    },
    onError: readAgain,
  })
  const setAccess = useMutation({
    mutationFn: ({ to, version }: { readonly to: 'disableUser' | 'enableUser'; readonly version: number }) =>
      call(to, { params, ifMatch: version }),
    onSuccess: (changed, { to }) => {
      settle(changed)
      const isOut = to === 'disableUser'
      toast(t(isOut ? 'detail.disabled' : 'detail.enabled', { name: user.name }), {
        undo: () => setAccess.mutate({ to: isOut ? 'enableUser' : 'disableUser', version: changed.version }),
      })
    },
    onError: readAgain,
  })
  return {
    save: save.mutate,
    isSaving: save.isPending,
    disable: () => setAccess.mutate({ to: 'disableUser', version: user.version }),
    enable: () => setAccess.mutate({ to: 'enableUser', version: user.version }),
    reset: async () => {
      const made = await call('resetUser', { params, ifMatch: user.version })
      settle(made.user)
      return made
    },
    error: save.error ?? setAccess.error,
  }
}
