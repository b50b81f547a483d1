import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  IconBook2,
  IconChartHistogram,
  IconEye,
  IconHeadset,
  IconScale,
  IconSettings,
  IconTarget,
  IconUserStar,
} from '@tabler/icons-react'
import type { Output } from '../../../contract/operations.ts'
import type { Role } from '../../../domain/right.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { sessionQuery } from '../../queries.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import css from './Start.module.css'

const people = [
  ['leader', IconChartHistogram],
  ['key-account-manager', IconTarget],
  ['rep', IconBook2],
  ['finance', IconScale],
  ['service', IconHeadset],
  ['executive', IconUserStar],
  ['administrator', IconSettings],
  ['viewer', IconEye],
] as const satisfies readonly (readonly [Role, unknown])[]

/** The demo book: one click is enough to see it as one of its people does. */
export function DemoEntry({ start }: { readonly start: Output<'getStart'> }) {
  const t = useT('start')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const enter = useMutation({
    mutationFn: (role: Role) => call('enterDemo', { body: { role } }),
    onSuccess: async (session) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getStart' })
      queries.setQueryData(sessionQuery.queryKey, session)
      await navigate({ to: '/' })
    },
  })
  return (
    <>
      <PageHeader title={start.book.name}>{t('enter.text')}</PageHeader>
      <ErrorLine error={enter.error} />
      <ul className={css.people} aria-label={t('enter.title')}>
        {people.map(([role, Icon]) => (
          <li key={role}>
            <button type="button" className={css.person} disabled={enter.isPending} onClick={() => enter.mutate(role)}>
              <Icon size={20} stroke={1.6} aria-hidden />
              <span>
                <span className={css.role}>{t(`common:role.${role}`)}</span>
                <span className={css.text}>{t(`enter.who.${role}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
