import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import type { Inspection } from './inspection.ts'
import css from './Mapping.module.css'

/** Whose word it is how files are read; nothing where it was found out only now. */
export function ReadAs({ proposal: { origin } }: { readonly proposal: Inspection }) {
  const t = useT('mapping')
  const templates = useQuery({
    ...queryOf('listMappingTemplates', {}),
    staleTime: Infinity,
    enabled: origin.by === 'template',
  })
  const system = templates.data?.items.find(({ id }) => id === origin.name)?.system ?? origin.name ?? ''
  const words = {
    saved: t('origin.saved', { source: origin.name ?? '', version: origin.version ?? 0 }),
    uploaded: t('origin.uploaded'),
    template: t('origin.template', { system }),
    proposed: null,
    given: null,
  }[origin.by]
  return words === null ? null : <p className={css.origins}>{words}</p>
}
