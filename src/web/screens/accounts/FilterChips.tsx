import { useQuery } from '@tanstack/react-query'
import { queryOf } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { FilterChip } from '../../ui/Filters.tsx'
import { useT } from '../../i18n/i18n.ts'
import css from './FilterChips.module.css'
import { chipsOf, clearFilter } from './chips.ts'
import type { AccountRow } from './columns.ts'
import { useAccountsAddress } from './use-accounts-address.ts'
import { useChipText } from './use-chip-text.ts'

/** Every condition that holds, each with what takes it out. */
export function FilterChips({ rows }: { readonly rows: readonly AccountRow[] }) {
  const t = useT('accounts')
  const { search, money, can, change } = useAccountsAddress()
  const nameOfRoot = useRootName(search.root, rows)
  const write = useChipText(() => nameOfRoot)
  // Where one chooses between all and one's own beside the filters, that says it already.
  const isSaid = money.spend !== null && money.spend !== 'all'
  const chips = chipsOf(search, can.spend).filter(({ field }) => field !== 'within' || !isSaid)
  if (chips.length === 0) return null
  return (
    <div className={css.chips} role="group" aria-label={t('filter.bar')}>
      {chips.map((chip) => {
        const text = write(chip)
        return (
          <FilterChip
            key={`${chip.field} ${chip.value}`}
            onRemove={() => {
              change(chip.without)
            }}
          >
            {chip.isRefused ? t('chip.refused', { chip: text }) : text}
          </FilterChip>
        )
      })}
      {chips.length > 1 && (
        <Button
          kind="plain"
          size="s"
          onClick={() => {
            change(clearFilter(search))
          }}
        >
          {t('common:clearAll')}
        </Button>
      )}
    </div>
  )
}

/** The name of the family that is asked for: from the rows that have come, else of the account itself. */
function useRootName(root: string | undefined, rows: readonly AccountRow[]): string | undefined {
  const inRows = rows.map((row) => (row.id === root ? row.name : row.root?.id === root ? row.root?.name : undefined))
  const found = inRows.find((name) => name !== undefined)
  const asked = useQuery({
    ...queryOf('getAccount', { params: { id: root ?? '' }, query: {} }),
    enabled: root !== undefined && found === undefined,
  })
  return found ?? asked.data?.name
}
