import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'

/** Says on an account that an alert about it is open, and leads there; nothing where none is. */
export function AlertBadge({ account }: { readonly account: string }) {
  const t = useT('alerts')
  const format = useFormat()
  const alerts = useQuery(queryOf('listAlerts', { query: { account, state: 'open', limit: '1' } })).data?.items ?? []
  const [first] = alerts
  if (!first) return null
  return (
    <Link to="/alerts" search={{ account, tab: 'open' }}>
      <Tag tone="warning">
        {first.part === null
          ? t('badge', { count: first.gapDays, day: format.shortDay(first.asOf) })
          : t('badgePart', { part: first.part.name })}
      </Tag>
    </Link>
  )
}
