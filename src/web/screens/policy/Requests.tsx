import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import css from './Policy.module.css'
import { requestsQuery } from './policy-query.ts'

type Request = Output<'listPolicyRequests'>['items'][number]

/** What waits for somebody else's eyes, and what became of what did; nothing where nobody ever asked. */
export function Requests() {
  const t = useT('policy')
  const format = useFormat()
  const requests = useQuery(requestsQuery)
  const waiting = requests.data?.items.filter(({ decided }) => decided === null) ?? []
  const decided = requests.data?.items.filter((request) => request.decided !== null) ?? []
  if (waiting.length === 0 && decided.length === 0) return null
  return (
    <Section title={t('requests.title')} hint={t(waiting.length === 0 ? 'requests.none' : 'requests.hint')}>
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
      {decided.length > 0 && (
        <details className={css.decided}>
          <summary>{t('requests.decided')}</summary>
          <ul className={css.rows}>
            {decided.map((request) => (
              <Decided key={request.id} request={request} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

/** Who asked, who decided, and what both said. */
function Decided({ request: { policy, note, requested, decided } }: { readonly request: Request }) {
  const t = useT('policy')
  const format = useFormat()
  if (decided === null) return null
  const by = decided.by.name
  return (
    <li className={css.row}>
      <div className={css.rowText}>
        <strong>
          {policy.name}, {t('requests.from', { day: format.day(policy.effectiveFrom) })}
        </strong>
        <span className={css.quiet}>
          {t('requests.asked', { by: requested.by.name, at: format.instant(requested.at) })}
          {note === null ? '' : ` · ${note}`}
        </span>
      </div>
      <span className={css.quiet}>
        {decided.decision === 'approved'
          ? t('requests.approved', { by, version: decided.version ?? '' })
          : t(`requests.${decided.decision}`, { by })}
        {decided.note === null ? '' : ` · ${decided.note}`}
      </span>
    </li>
  )
}
