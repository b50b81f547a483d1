import { IconArrowsSort } from '@tabler/icons-react'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { useT } from '../../i18n/i18n.ts'
import type { AccountRow } from './columns.ts'
import { changeSearch } from './search.ts'
import css from './SortPicker.module.css'
import { useAccountsAddress } from './use-accounts-address.ts'

/** How the list is sorted, where cards have no header to click. */
export function SortPicker({ columns }: { readonly columns: readonly Column<AccountRow>[] }) {
  const t = useT('accounts')
  const { search, sort, change } = useAccountsAddress()
  const isDown = sort.startsWith('-')
  const by = isDown ? sort.slice(1) : sort
  const options = columns.flatMap((column) =>
    column.sort === undefined ? [] : [{ value: column.sort, label: `${t('sort.label')}: ${column.header}` }],
  )
  return (
    <div className={css.picker} data-print="no">
      <SelectField
        label={t('sort.label')}
        isLabelHidden
        value={by}
        options={options}
        onValue={(next) => {
          const column = columns.find((one) => one.sort === next)
          change(changeSearch(search, { sort: column?.firstSort === 'down' ? `-${next}` : next }))
        }}
      />
      <Button
        isIconOnly
        icon={<IconArrowsSort size={16} aria-hidden />}
        onClick={() => {
          change(changeSearch(search, { sort: isDown ? by : `-${by}` }))
        }}
      >
        {t('sort.turn')}
      </Button>
    </div>
  )
}
