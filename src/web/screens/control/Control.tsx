import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SelectField, type Option } from '../../ui/Fields.tsx'
import { Download } from '../../ui/Links.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { Compare } from './Compare.tsx'
import css from './Control.module.css'
import { Totals, type ControlTotals } from './Totals.tsx'

const route = getRouteApi('/app/control')

/** Reconciles the book with the books it came from. */
export function Control() {
  const t = useT('control')
  const { source, legalEntity, month, currency } = route.useSearch()
  const filter = { source, legalEntity, month, currency }
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  // All of them say what one can choose from.
  const all = useQuery(queryOf('listControlTotals', { query: {} }))
  const query = useQuery({ ...queryOf('listControlTotals', { query: asked }), placeholderData: keepPreviousData })
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Download operation="exportControlTotals" input={{ query: asked }}>
            {t('csv')}
          </Download>
        }
      >
        <span>{t('under')}</span>
      </PageHeader>
      <Loaded query={all}>{(known) => <Filters known={known} />}</Loaded>
      <Loaded query={query}>
        {(totals) => (
          <>
            <Section
              title={t('title')}
              isBare
              hint={<Link to="/imports">{t('watermark', { number: totals.watermark })}</Link>}
            >
              <Totals totals={totals} />
            </Section>
            {totals.items.length > 0 && <Compare key={JSON.stringify(asked)} totals={totals} />}
          </>
        )}
      </Loaded>
    </>
  )
}

type FilterName = 'source' | 'legalEntity' | 'month' | 'currency'

function Filters({ known }: { readonly known: ControlTotals }) {
  const t = useT('control')
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (name: FilterName, value: string) =>
    void navigate({ search: (before) => ({ ...before, [name]: value === '' ? undefined : value }), replace: true })
  const optionsOf = (name: FilterName, write: (value: string) => string): Option[] => {
    const values = [...new Set(known.items.flatMap((total) => total[name] ?? []))].toSorted()
    const sorted = name === 'month' ? values.toReversed() : values
    return [{ value: '', label: t('allOf') }, ...sorted.map((value) => ({ value, label: write(value) }))]
  }
  const names = (['source', 'legalEntity', 'month', 'currency'] as const).filter(
    (name) => optionsOf(name, String).length > 2 || search[name] !== undefined || name === 'month',
  )
  return (
    <div className={css.filters}>
      {names.map((name) => (
        <SelectField
          key={name}
          label={t(name)}
          value={search[name] ?? ''}
          options={optionsOf(name, name === 'month' ? format.month : (value) => value)}
          onValue={(value) => set(name, value)}
        />
      ))}
    </div>
  )
}
