import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import css from './Policy.module.css'
import { requestsQuery } from './policy-query.ts'

/** What waits for somebody else's eyes; nothing where nothing does. */
export function Requests() {
  const t = useT('policy')
  const format = useFormat()
  const requests = useQuery(requestsQuery)
  const waiting = requests.data?.items.filter(({ decided }) => decided === null) ?? []
  if (waiting.length === 0) return null
  return (
    <Section title={t('requests.title')} hint={t('requests.hint')}>
      <ul className={css.rows}>
        {waiting.map(({ id, policy, note, requested }) => (
          <li key={id} className={css.row}>
            <div className={css.rowText}>
              <strong>
                {policy.name}, {t('requests.from', { day: format.day(policy.effectiveFrom) })}
              </strong>
              <span className={css.quiet}>
                {t('requests.asked', { by: requested.by.name, at: format.instant(requested.at) })}
                {note === null ? '' : ` · ${note}`}
              </span>
            </div>
            <Link
              to="/policy/studio/requests/$id"
              params={{ id }}
              search={{}}
              className={buttonClass('secondary', 's')}
            >
              {t('requests.look')}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
