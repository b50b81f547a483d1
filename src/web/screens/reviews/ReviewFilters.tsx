import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { departments, reviewKinds, reviewStates } from '../../../domain/review/review.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { FilterBar, FilterChip, FilterSelect } from '../../ui/Filters.tsx'
import { territoryOptions } from '../../territory-options.ts'
import { filterOf } from './review-filter.ts'
import type { ReviewFilter } from './review-filter.ts'

type Search = { readonly [Name in keyof ReviewFilter]?: ReviewFilter[Name] | undefined }

interface Props {
  readonly search: Search
  readonly onChange: (change: Search) => void
  readonly end?: ReactNode
}

/** Which reviews are shown. Everything chosen stands in the address; what counts opened stands as chips. */
export function ReviewFilters({ search, onChange, end }: Props) {
  const t = useT('reviews')
  const book = useBook()
  const none = { value: 'none', label: t('filter.none') }
  const owners = book?.owners.map(({ key, name }) => ({ value: key, label: name })) ?? []
  const territories = territoryOptions(book?.territories ?? [])
  const isFiltered = Object.keys(filterOf(search)).length > 0
  return (
    <FilterBar end={end}>
      <SegmentedControl
        label={t('filter.state')}
        value={search.state ?? 'all'}
        options={[
          { value: 'all', label: t('filter.anyState') },
          ...reviewStates.map((value) => ({ value, label: t(`states.${value}`) })),
        ]}
        onValue={(value) => onChange({ state: value === 'all' ? undefined : value })}
      />
      <FilterSelect
        label={t('filter.kind')}
        options={reviewKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={search.kind ?? []}
        onValue={(kind) => onChange({ kind: kind.length === 0 ? undefined : kind })}
      />
      {owners.length > 0 && (
        <FilterSelect
          label={t('filter.owner')}
          options={[...owners, none]}
          value={search.owner ?? []}
          onValue={(owner) => onChange({ owner: owner.length === 0 ? undefined : owner })}
        />
      )}
      {territories.length > 0 && (
        <FilterSelect
          label={t('filter.territory')}
          options={[...territories, none]}
          value={search.territory === undefined ? [] : [search.territory]}
          // One territory with all below it: the last one ticked.
          onValue={(chosen) => onChange({ territory: chosen.at(-1) })}
        />
      )}
      <FilterSelect
        label={t('filter.missing')}
        options={departments.map((value) => ({ value, label: t(`departments.${value}`) }))}
        value={search.missing === undefined ? [] : [search.missing]}
        onValue={(chosen) => onChange({ missing: chosen.at(-1) })}
      />
      <Button
        size="s"
        kind={search.asked === 'me' ? 'primary' : 'secondary'}
        aria-pressed={search.asked === 'me'}
        onClick={() => onChange({ asked: search.asked === 'me' ? undefined : 'me' })}
      >
        {t('filter.mine')}
      </Button>
      <Chips search={search} onChange={onChange} />
      {isFiltered && (
        <Button
          kind="plain"
          size="s"
          onClick={() =>
            onChange(Object.fromEntries(Object.keys(filterOf(search)).map((name) => [name, undefined])) as Search)
          }
        >
          {t('common:clearAll')}
        </Button>
      )}
    </FilterBar>
  )
}

/** What a count opened: a reason, a family of products, a quarter. */
function Chips({ search, onChange }: Props) {
  const t = useT('reviews')
  const { reason, named, family, quarter } = search
  const reasons = useQuery({
    ...queryOf('getReviewReasons', {}),
    enabled: reason !== undefined || named !== undefined,
  })
  const counted = useQuery({ ...queryOf('countReviews', { query: { by: 'family' } }), enabled: family !== undefined })
  const reasonOf = (key: string) => reasons.data?.reasons.find((one) => one.key === key)?.name ?? key
  const familyOf = (key: string) => counted.data?.groups.find((group) => group.key === key)?.name ?? key
  return (
    <>
      {reason !== undefined && (
        <FilterChip onRemove={() => onChange({ reason: undefined })}>
          {reason === 'none' ? t('filter.noReason') : t('filter.reason', { name: reasonOf(reason) })}
        </FilterChip>
      )}
      {named !== undefined && (
        <FilterChip onRemove={() => onChange({ named: undefined })}>
          {t('filter.named', { name: reasonOf(named) })}
        </FilterChip>
      )}
      {family !== undefined && (
        <FilterChip onRemove={() => onChange({ family: undefined })}>
          {family === 'none' ? t('filter.noFamily') : t('filter.family', { name: familyOf(family) })}
        </FilterChip>
      )}
      {quarter !== undefined && (
        <FilterChip onRemove={() => onChange({ quarter: undefined })}>{t('filter.quarter', { quarter })}</FilterChip>
      )}
    </>
  )
}
