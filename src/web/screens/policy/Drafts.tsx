import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Section } from '../../ui/Page.tsx'
import { toast } from '../../ui/toast.ts'
import css from './Policy.module.css'
import { draftsQuery } from './policy-query.ts'

/** Drafts to go on with; nothing where there are none. */
export function Drafts() {
  const t = useT('policy')
  const format = useFormat()
  const queries = useQueryClient()
  const drafts = useQuery(draftsQuery)
  const items = drafts.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('drafts.title')} hint={t('drafts.hint')}>
      <ul className={css.rows}>
        {items.map(({ id, document, note, by, updatedAt, version }) => (
          <li key={id} className={css.row}>
            <div className={css.rowText}>
              <strong>{document.name}</strong>
              <span className={css.quiet}>
                {t('drafts.changed', { by: by.name, at: format.instant(updatedAt) })}
                {note === null ? '' : ` · ${note}`}
              </span>
            </div>
            <Link
              to="/policy/studio"
              search={{ draft: id }}
              className={buttonClass('secondary', 's')}
              aria-label={`${t('drafts.open')}: ${document.name}`}
            >
              {t('drafts.open')}
            </Link>
            <ConfirmButton
              kind="plain"
              size="s"
              title={t('drafts.deleteTitle')}
              explanation={t('drafts.deleteExplanation')}
              confirm={t('drafts.delete')}
              isDangerous
              onConfirm={async () => {
                await call('deletePolicyDraft', { params: { id }, ifMatch: version })
                await queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
                toast(t('drafts.deleted'))
              }}
            >
              {t('drafts.delete')}
            </ConfirmButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}
