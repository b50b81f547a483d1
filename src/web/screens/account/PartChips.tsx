import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { FilterChip } from '../../ui/Filters.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './PartChips.module.css'

/** What narrows the invoices or lines: a month, families of products, the family of accounts. */
export function PartChips() {
  const t = useT('account')
  const format = useFormat()
  const { id, search, navigate, ofPeriod } = useAccountAddress()
  const { month, family = [], ofFamily, window, tab } = search
  const families = useQuery({
    ...queryOf('listFamilies', { params: { id }, query: ofPeriod }),
    enabled: family.length > 0,
  })
  const nameOf = (key: string) =>
    key === 'none'
      ? t('lines.noFamily')
      : (families.data?.items.find((item) => item.family?.key === key)?.family?.name ?? key)
  const isOfFamily = ofFamily === 'yes' && tab === 'lines'
  const isBefore = window === 'before' && tab === 'lines'
  if (month === undefined && family.length === 0 && !isOfFamily && !isBefore) return null
  const change = (
    next: Partial<Record<'month' | 'family' | 'ofFamily' | 'window', undefined>> | { readonly family: string[] },
  ) => void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false })
  return (
    <div className={css.chips}>
      {month !== undefined && (
        <FilterChip
          onRemove={() => {
            change({ month: undefined })
          }}
        >
          {format.month(month)}
        </FilterChip>
      )}
      {family.map((key) => (
        <FilterChip
          key={key}
          onRemove={() => {
            const rest = family.filter((other) => other !== key)
            change(rest.length === 0 ? { family: undefined } : { family: rest })
          }}
        >
          {nameOf(key)}
        </FilterChip>
      ))}
      {isBefore && (
        <FilterChip
          onRemove={() => {
            change({ window: undefined })
          }}
        >
          {t('lines.before')}
        </FilterChip>
      )}
      {isOfFamily && (
        <FilterChip
          onRemove={() => {
            change({ ofFamily: undefined })
          }}
        >
          {t('lines.withFamily')}
        </FilterChip>
      )}
    </div>
  )
}
