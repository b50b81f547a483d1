import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { accountFilterSearch, searchOf } from '../search.ts'

const readFilter = searchOf(accountFilterSearch)

/** Which accounts are meant, in the words of the address. */
export type AccountFilter = ReturnType<typeof readFilter>

/** A figure that opens the accounts it is made of. The period of the screen holds. */
export function AccountsLink({
  filter,
  sort,
  label,
  className,
  children,
}: {
  readonly filter: AccountFilter
  readonly sort?: string
  /** Said instead of what stands there, when that is only a number. */
  readonly label?: string | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <Link
      to="/accounts"
      search={{ ...filter, ...(sort === undefined ? {} : { sort }) }}
      className={className}
      aria-label={label}
      title={label}
    >
      {children}
    </Link>
  )
}
