import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconChevronDown } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { FilterChip } from '../../ui/Filters.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { AccountPicker } from '../actions/AccountPicker.tsx'
import { PortfolioFilters } from '../portfolio/PortfolioFilters.tsx'
import css from './MovementFilters.module.css'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'

/** Which part of the book is compared: as in the portfolio, and one family by its ultimate parent. */
export function MovementFilters({
  search,
  onChange,
}: {
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  return (
    <PortfolioFilters
      search={{ within: search.within, owner: search.owner, territory: search.territory, segment: search.segment }}
      onChange={onChange}
    >
      <ParentFilter search={search} onChange={onChange} />
    </PortfolioFilters>
  )
}

function ParentFilter({ search, onChange }: { readonly search: MovementSearch; readonly onChange: ChangeMovement }) {
  const t = useT('movement')
  const { parent } = search
  const { data } = useQuery({
    ...queryOf('getAccount', { params: { id: parent ?? '' }, query: {} }),
    enabled: parent !== undefined,
  })
  if (parent !== undefined) {
    return (
      <FilterChip
        onRemove={() => {
          onChange({ parent: undefined })
        }}
      >
        {t('filter.parentIs', { name: data?.name ?? '…' })}
      </FilterChip>
    )
  }
  return (
    <Popover
      name={t('filter.parent')}
      label={
        <>
          <span className={css.label}>{t('filter.parent')}</span>
          <IconChevronDown size={13} aria-hidden />
        </>
      }
    >
      {(close) => (
        <div className={css.parent}>
          <p>{t('filter.parentHint')}</p>
          <ParentPicker
            onPick={(id) => {
              onChange({ parent: id })
              close()
            }}
          />
        </div>
      )}
    </Popover>
  )
}

/** Any account of a family leads to its ultimate parent. */
function ParentPicker({ onPick }: { readonly onPick: (id: string) => void }) {
  const queries = useQueryClient()
  const pick = useMutation({
    mutationFn: (id: string) => queries.fetchQuery(queryOf('getAccount', { params: { id }, query: {} })),
    onSuccess: ({ id, root }) => {
      onPick(root?.id ?? id)
    },
  })
  return (
    <>
      <AccountPicker
        picked={null}
        onPick={(account) => {
          if (account !== null) pick.mutate(account.id)
        }}
      />
      <ErrorLine error={pick.error} />
    </>
  )
}
