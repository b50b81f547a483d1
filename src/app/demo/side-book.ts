import type { Account } from './accounts.ts'
import { makeAgreements } from './agreements.ts'
import type { Agreement } from './agreements.ts'
import type { Calendar } from './calendar.ts'
import { noteCommitments } from './commitments.ts'
import { noteDisputes } from './disputes.ts'
import type { Draft, Posted } from './documents.ts'
import type { Files } from './files.ts'
import { noteFreight } from './freight.ts'
import { noteQuotes } from './quotes.ts'
import { noteRebates } from './rebates.ts'
import { noteService } from './service.ts'
import { noteStock } from './stock.ts'
import type { ProductRange } from './products.ts'

/**
 * What is kept beside the invoices: stock, promises, service, freight, rebates, disputes, quotes. It follows the trade and draws from streams
 * of its own, so that nothing it notes moves an invoice.
 */
export interface SideBook {
  noteOrder(account: Account, day: number, orderNumber: string): void
  /** A document as it was posted, with the cents of its gross that nobody will ever pay. */
  noteDocument(posted: Posted, unpaid: number): void
  /** After the last document of a day: gives the credit notes that are due on it. */
  endDay(day: number): readonly Draft[]
}

/** One part of the side book; what it has no ear for it leaves out. */
export type SidePart = Partial<SideBook>

export interface SideBookParts {
  readonly seed: number
  readonly accounts: readonly Account[]
  readonly calendar: Calendar
  readonly range: ProductRange
  readonly files: Files
  /** Indexes of the accounts whose stock went out of hand. */
  readonly overStocked: ReadonlySet<number>
}

/** The side book with all its parts, and the agreements it goes by. */
export function makeSideBook(parts: SideBookParts): SideBook & { readonly agreements: ReadonlyMap<number, Agreement> } {
  const agreements = makeAgreements(parts)
  const noted: readonly SidePart[] = [
    noteService(parts),
    noteFreight(parts),
    noteRebates(parts),
    noteDisputes(parts),
    noteQuotes(parts),
    noteCommitments(parts, agreements),
    noteStock(parts, agreements),
  ]
  return {
    agreements,
    noteOrder(account, day, orderNumber) {
      for (const part of noted) part.noteOrder?.(account, day, orderNumber)
    },
    noteDocument(posted, unpaid) {
      for (const part of noted) part.noteDocument?.(posted, unpaid)
    },
    endDay: (day) => noted.flatMap((part) => part.endDay?.(day) ?? []),
  }
}
