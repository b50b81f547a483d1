import { Link } from '@tanstack/react-router'
import css from './InvoiceLink.module.css'
import { noteOpened } from './use-invoice-sheet.ts'

/** The number of an invoice; it opens beside whatever is on screen, and can be shared. */
export function InvoiceLink({
  source,
  number,
  isInText = false,
}: {
  readonly source: string
  readonly number: string
  /** In a sentence it looks like a link and is reached by Tab; the row of a list is what opens there. */
  readonly isInText?: boolean
}) {
  return (
    <Link
      className={isInText ? css.inText : css.number}
      from="/accounts/$id"
      to="."
      search={(before) => ({ ...before, source, invoice: number })}
      resetScroll={false}
      {...(isInText ? {} : { tabIndex: -1 })}
      onClick={() => {
        noteOpened({ source, number })
      }}
    >
      {number}
    </Link>
  )
}
