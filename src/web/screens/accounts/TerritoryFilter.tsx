import { IconChevronDown } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useBook } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { SearchField } from '../../ui/Fields.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useT } from '../../i18n/i18n.ts'
import { changeSearch } from './search.ts'
import css from './TerritoryFilter.module.css'
import { territoryTree } from '../../territory-tree.ts'
import { useAccountsAddress } from './use-accounts-address.ts'

const manyTerritories = 12

/** One territory with all below it, chosen from the tree. */
export function TerritoryFilter() {
  const t = useT('accounts')
  const territories = useBook()?.territories ?? []
  const { search, change } = useAccountsAddress()
  const chosen = territories.find(({ key }) => key === search.territory)
  const label = t('filter.territory')
  return (
    <Popover
      name={label}
      className={search.territory === undefined ? undefined : css.active}
      label={
        <>
          <span className={css.label}>
            {search.territory === undefined ? label : `${label}: ${chosen?.name ?? t('common:none')}`}
          </span>
          <IconChevronDown size={13} aria-hidden />
        </>
      }
    >
      {(close) => (
        <Tree
          onChoose={(territory) => {
            change(changeSearch(search, { territory }))
            close()
          }}
        />
      )}
    </Popover>
  )
}

function Tree({ onChoose }: { readonly onChoose: (key: string | undefined) => void }) {
  const t = useT('accounts')
  const territories = useBook()?.territories
  const { search } = useAccountsAddress()
  const [typed, setTyped] = useState('')
  const rows = useMemo(() => territoryTree(territories ?? []), [territories])
  const wanted = typed.trim().toLocaleLowerCase()
  const found = wanted === '' ? rows : rows.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const choices = [...found, ...(wanted === '' ? [{ key: 'none', name: t('chip.noTerritory'), depth: 0 }] : [])]
  return (
    <div className={css.sheet}>
      {rows.length > manyTerritories && <SearchField label={t('filter.find')} value={typed} onValue={setTyped} />}
      <ul className={css.tree}>
        {choices.map(({ key, name, depth }) => (
          <li key={key}>
            <button
              type="button"
              className={classNames(css.choice, key === search.territory && css.chosen)}
              style={{ paddingInlineStart: `${8 + depth * 14}px` }}
              aria-pressed={key === search.territory}
              onClick={() => {
                onChoose(key === search.territory ? undefined : key)
              }}
            >
              {name}
            </button>
          </li>
        ))}
        {choices.length === 0 && <li className={css.nothing}>{t('filter.nothing')}</li>}
      </ul>
      <p className={css.nothing}>{t('filter.withAllBelow')}</p>
    </div>
  )
}
