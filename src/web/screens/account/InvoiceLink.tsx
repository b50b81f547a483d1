import { Link } from '@tanstack/react-router'
import css from './InvoiceLink.module.css'
import { noteOpened } from './use-invoice-sheet.ts'

/** The number of an invoice; it opens beside whatever is on screen, and can be shared. */
export function InvoiceLink({ source, number }: { readonly source: string; readonly number: string }) {
  return (
    <Link
      className={css.number}
      from="/accounts/$id"
      to="."
      search={(before) => ({ ...before, source, invoice: number })}
      resetScroll={false}
      tabIndex={-1}
      onClick={() => {
        noteOpened({ source, number })
      }}
    >
      {number}
    </Link>
  )
}
