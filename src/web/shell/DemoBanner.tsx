import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { roles, type Role } from '../../domain/right.ts'
import { call } from '../api.ts'
import { useT } from '../i18n/i18n.ts'
import { sessionQuery, startQuery } from '../queries.ts'
import css from './DemoBanner.module.css'

/** Says in the demo that nothing in it is real, shows it as another role sees it, and leads to one's own book. */
export function DemoBanner({ role }: { readonly role: Role }) {
  const t = useT('shell')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data: start } = useQuery({ ...startQuery, staleTime: Infinity })
  const enter = useMutation({
    mutationFn: (as: Role) => call('enterDemo', { body: { role: as } }),
    onSuccess: async (session) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getStart' })
      queries.setQueryData(sessionQuery.queryKey, session)
      await navigate({ to: '/' })
    },
  })
  return (
    <aside className={css.banner} data-print="no">
      <span className={css.name}>{t('demo.name')}</span>
      <span className={css.text}>{t('demo.text')}</span>
      <label className={css.as}>
        {t('person.enterAs')}
        <select
          value={role}
          disabled={enter.isPending}
          onChange={(event) => {
            const chosen = roles.find((one) => one === event.target.value)
            if (chosen !== undefined) enter.mutate(chosen)
          }}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`common:role.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {start?.own !== null && (
        // Its room is kept until it is known where the own book is.
        <a className={css.own} href={start?.own.address} data-known={start !== undefined}>
          {t('demo.own')}
        </a>
      )}
    </aside>
  )
}
