import { Link } from '@tanstack/react-router'
import { useBook, useRight } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useT } from '../../i18n/i18n.ts'
import { clearFilter } from './chips.ts'
import { useAccountsAddress } from './use-accounts-address.ts'

/** Why the list is empty, and the next step: loosen the filter, or import. */
export function NoAccounts() {
  const t = useT('accounts')
  const book = useBook()
  const mayImport = useRight('import')
  const { search, change } = useAccountsAddress()
  if (book?.period === null) {
    return (
      <EmptyState
        title={t('empty.bookTitle')}
        action={
          mayImport && (
            <Link className={buttonClass('primary')} to="/imports/new">
              {t('empty.bookAction')}
            </Link>
          )
        }
      >
        {mayImport ? t('empty.bookAdvice') : t('empty.bookAsk')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        <Button
          onClick={() => {
            change(clearFilter(search))
          }}
        >
          {t('empty.clear')}
        </Button>
      }
    >
      {t('empty.advice')}
    </EmptyState>
  )
}
