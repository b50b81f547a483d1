import { useRouter } from '@tanstack/react-router'
import { useAccountAddress } from './account-parts.ts'

interface InvoiceId {
  readonly source: string
  readonly number: string
}

/** The invoice that was opened by a step of the history; null when the address was come to with it. */
let opened: string | null = null

/** Opens an invoice beside the list, and closes it: the way back of the browser closes it too, and is not two steps long. */
export function useInvoiceSheet() {
  const { search, navigate } = useAccountAddress()
  const { history } = useRouter()
  const { source, invoice: number } = search
  return {
    shown: source === undefined || number === undefined ? null : { source, number },
    open: (invoice: InvoiceId) => {
      noteOpened(invoice)
      void navigate({
        search: (before) => ({ ...before, source: invoice.source, invoice: invoice.number }),
        resetScroll: false,
      })
    },
    close: () => {
      const isStep = source !== undefined && number !== undefined && opened === textOf({ source, number })
      opened = null
      if (isStep) history.back()
      else
        void navigate({
          search: ({ source: _source, invoice: _invoice, ...rest }) => rest,
          replace: true,
          resetScroll: false,
        })
    },
  }
}

/** Says that the next step of the history opens this invoice. */
export function noteOpened(invoice: InvoiceId): void {
  opened = textOf(invoice)
}

function textOf({ source, number }: InvoiceId): string {
  return `${source} ${number}`
}
