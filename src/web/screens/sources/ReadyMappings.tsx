import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import css from './Sources.module.css'

/** The mappings that come with the program, each with the page that says how the system exports such files. */
export function ReadyMappings() {
  const t = useT('sources')
  const query = useQuery({ ...queryOf('listMappingTemplates', {}), staleTime: Infinity })
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section title={t('ready.title')} hint={t('ready.hint')}>
            <ul className={css.ready}>
              {items.map(({ id, system, how, page }) => (
                <li key={id}>
                  <strong>{system}</strong>
                  <span>{how}</span>
                  <a href={page} target="_blank" rel="noreferrer">
                    {t('ready.page', { system })}
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </Loaded>
  )
}
