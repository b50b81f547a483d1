import { IconColumns3 } from '@tabler/icons-react'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/Fields.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useT } from '../../i18n/i18n.ts'
import css from './ColumnsMenu.module.css'
import { columnsFor, columnsWish, shownColumns } from './columns.ts'
import { changeSearch } from './search.ts'
import { useAccountsAddress } from './use-accounts-address.ts'

/** Which columns the table shows, kept in the address. */
export function ColumnsMenu() {
  const t = useT('accounts')
  const { search, money, can, change } = useAccountsAddress()
  const shown = new Set(shownColumns(search.columns, money, can).map(({ id }) => id))
  return (
    <Popover
      name={t('columns.title')}
      align="end"
      icon={<IconColumns3 size={15} aria-hidden />}
      label={t('columns.button')}
    >
      {() => (
        <div className={css.sheet}>
          <div className={css.columns}>
            {columnsFor(money, can).map(({ id }) => (
              <CheckField
                key={id}
                label={t(`column.${id}`)}
                isChecked={shown.has(id)}
                isDisabled={id === 'name'}
                onChecked={(isChecked) => {
                  const next = new Set(shown)
                  if (isChecked) next.add(id)
                  else next.delete(id)
                  change(changeSearch(search, { columns: columnsWish(next, money, can) }), { replace: true })
                }}
              />
            ))}
          </div>
          <p className={css.hint}>{t('columns.hint')}</p>
          <Button
            kind="plain"
            size="s"
            disabled={search.columns === undefined}
            onClick={() => {
              change(changeSearch(search, { columns: undefined }), { replace: true })
            }}
          >
            {t('columns.reset')}
          </Button>
        </div>
      )}
    </Popover>
  )
}
