import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { priceSignals } from '../../../domain/drain/price-signals.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { filterOf } from '../portfolio/portfolio-query.ts'
import { PortfolioFilters } from '../portfolio/PortfolioFilters.tsx'
import { DrainList } from './DrainList.tsx'
import css from './Drains.module.css'
import { useRulesText } from './use-drain-text.ts'

const route = getRouteApi('/app/drains')
const reasons = ['hours', ...priceSignals] as const
const held = ['any', 'none', 'held'] as const

/** Every drain of the book that one may look at, why it is one, and what is done about it. */
export function Drains() {
  const t = useT('drains')
  const isEmpty = useBook()?.period === null
  return (
    <>
      <PageHeader title={t('title')} actions={isEmpty ? undefined : <Export />}>
        {t('under')}
      </PageHeader>
      {isEmpty ? <EmptyBook /> : <Whole />}
    </>
  )
}

function Export() {
  const t = useT('drains')
  const mayExport = useRight('export')
  const query = useAsked()
  if (!mayExport) return null
  return (
    <SheetDownload operation="exportDrains" input={{ query }}>
      {t('csv')}
    </SheetDownload>
  )
}

function Whole() {
  const t = useT('drains')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const query = useAsked()
  const { data } = useQuery(queryOf('listDrains', { query: { ...query, limit: 1 } }))
  return (
    <>
      <PortfolioFilters search={search} onChange={change}>
        <FilterSelect
          label={t('filter.reason')}
          options={reasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          value={search.reason ?? []}
          onValue={(chosen) => {
            const known = reasons.filter((reason) => chosen.includes(reason))
            change({ reason: known.length === 0 ? undefined : known })
          }}
        />
        <SegmentedControl
          label={t('filter.strategy')}
          value={search.strategy ?? 'any'}
          options={held.map((value) => ({ value, label: t(`filter.${value}`) }))}
          onValue={(strategy) => change({ strategy: strategy === 'any' ? undefined : strategy })}
        />
      </PortfolioFilters>
      {data && <ByReason counts={data.byReason} />}
      <DrainList query={query} isFiltered={Object.keys(query).some((name) => name !== 'period')} />
      {data && <Rules rules={data.rules} />}
    </>
  )
}

function ByReason({ counts }: { readonly counts: Output<'listDrains'>['byReason'] }) {
  const t = useT('drains')
  const format = useFormat()
  if (counts.length === 0) return null
  return (
    <p className={css.reasons}>
      {counts.map(({ reason, count }) => (
        <Tag key={reason}>
          {t(`reasons.${reason}`)} {format.integer(count)}
        </Tag>
      ))}
    </p>
  )
}

function Rules({ rules }: { readonly rules: Output<'listDrains'>['rules'] }) {
  const write = useRulesText()
  return (
    <ul className={css.rules}>
      {write(rules).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** What the address asks for, as the server takes it. */
function useAsked() {
  const search = route.useSearch()
  const { period, reason, strategy } = search
  return {
    ...filterOf(search),
    ...(period === undefined ? {} : { period }),
    ...(reason === undefined ? {} : { reason }),
    ...(strategy === undefined ? {} : { strategy }),
  }
}
