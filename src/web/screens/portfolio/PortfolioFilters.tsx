import type { ReactNode } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useSession } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { Button } from '../../ui/Button.tsx'
import { filterOf } from './portfolio-query.ts'
import type { PortfolioSearch } from './portfolio-query.ts'
import { territoryOptions } from '../../territory-options.ts'

/** Which accounts the portfolio is of. Everything chosen stands in the address. */
export function PortfolioFilters({
  search,
  onChange,
  children,
}: {
  readonly search: PortfolioSearch
  readonly onChange: (change: { [K in keyof PortfolioSearch]: PortfolioSearch[K] | undefined }) => void
  /** Filters of a screen that has more of them. */
  readonly children?: ReactNode
}) {
  const t = useT('portfolio')
  const book = useBook()
  const spend = useSession()?.rights['read-spend']
  const none = { value: 'none', label: t('filter.none') }
  const optionsOf = (items: readonly { readonly key: string; readonly name: string }[] | undefined) =>
    items && items.length > 0 ? [...items.map(({ key, name }) => ({ value: key, label: name })), none] : []
  const owners = optionsOf(book?.owners)
  const territories = territoryOptions(book?.territories ?? [])
  const segments = optionsOf(book?.segments)
  const isFiltered = Object.keys(filterOf(search)).some((name) => name !== 'within')

  return (
    <FilterBar>
      {spend !== undefined && spend !== 'all' && (
        <SegmentedControl
          label={t('filter.within')}
          value={search.within ?? 'book'}
          options={[
            { value: 'book', label: t('filter.book') },
            { value: 'mine', label: t('filter.mine') },
          ]}
          onValue={(within) => {
            onChange({ within: within === 'mine' ? 'mine' : undefined })
          }}
        />
      )}
      {owners.length > 0 && (
        <FilterSelect
          label={t('filter.owner')}
          options={owners}
          value={search.owner ?? []}
          onValue={(owner) => {
            onChange({ owner: owner.length === 0 ? undefined : owner })
          }}
        />
      )}
      {territories.length > 0 && (
        <FilterSelect
          label={t('filter.territory')}
          options={[...territories, none]}
          value={search.territory === undefined ? [] : [search.territory]}
          // One territory with all below it: the last one ticked.
          onValue={(chosen) => {
            onChange({ territory: chosen.at(-1) })
          }}
        />
      )}
      {segments.length > 0 && (
        <FilterSelect
          label={t('filter.segment')}
          options={segments}
          value={search.segment ?? []}
          onValue={(segment) => {
            onChange({ segment: segment.length === 0 ? undefined : segment })
          }}
        />
      )}
      {children}
      {isFiltered && (
        <Button
          kind="plain"
          size="s"
          onClick={() => {
            onChange({ owner: undefined, territory: undefined, segment: undefined })
          }}
        >
          {t('common:clearAll')}
        </Button>
      )}
    </FilterBar>
  )
}
