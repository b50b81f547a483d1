import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useRight } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { Totals } from './Totals.tsx'

/** The control totals of one source, for whoever may see them. */
export function ControlOfSource({ source }: { readonly source: string }) {
  const mayControl = useRight('control')
  return mayControl ? <OfSource source={source} /> : null
}

function OfSource({ source }: { readonly source: string }) {
  const t = useT('control')
  const query = useQuery(queryOf('listControlTotals', { query: { source } }))
  return (
    <Section isBare title={t('title')} hint={t('under')}>
      <Loaded query={query}>{(totals) => <Totals totals={totals} />}</Loaded>
    </Section>
  )
}
