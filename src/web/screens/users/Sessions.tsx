import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Loaded } from '../../ui/States.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { toast } from '../../ui/toast.ts'
import { agentParts } from './agent-parts.ts'
import css from './Users.module.css'

/** Where a person is signed in. */
export function Sessions({ user }: { readonly user: Output<'getUser'> }) {
  const t = useT('users')
  const format = useFormat()
  const queries = useQueryClient()
  const params = { id: user.id }
  const query = useQuery(queryOf('listUserSessions', { params }))
  const nameOf = (agent: string | null) => {
    const parts = agent === null ? null : agentParts(agent)
    return parts === null ? t('detail.unknownAgent') : t('detail.agent', parts)
  }
  return (
    <section className={css.sessions} aria-labelledby="sessions">
      <h3 id="sessions">{t('detail.sessions')}</h3>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.hint}>{t('detail.noSessions')}</p>
          ) : (
            <>
              <ul>
                {items.map(({ id, agent, createdAt, lastSeenAt }) => (
                  <li key={id}>
                    {nameOf(agent)}
                    <span className={css.hint}>
                      {t('detail.session', { at: format.instant(createdAt), seen: format.instant(lastSeenAt) })}
                    </span>
                  </li>
                ))}
              </ul>
              <ConfirmButton
                size="s"
                title={t('detail.endTitle', { name: user.name })}
                explanation={t('detail.endText')}
                confirm={t('detail.endSessions')}
                onConfirm={async () => {
                  await call('endUserSessions', { params })
                  toast(t('detail.ended', { name: user.name }))
                  await queries.invalidateQueries({ queryKey: ['listUserSessions'] })
                }}
              >
                {t('detail.endSessions')}
              </ConfirmButton>
            </>
          )
        }
      </Loaded>
    </section>
  )
}
