import type { Day } from '../domain/day.ts'
import { ifPresent, jsonToStored, storedToJson } from './decode.ts'
import type { Json } from './decode.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** A rate of a day as somebody set it; it never changes. */
export interface StoredBookRate {
  /** A UUIDv7: of two of a kind and subject for one day the later one counts. */
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly validFrom: Day
  /** Null where the one before was taken back. */
  readonly document: Json
  readonly note: string | null
  readonly author: string
  /** The instant it was set, as UTC ISO text. */
  readonly at: string
}

export async function insertBookRate(trx: RecordsTransaction, rate: StoredBookRate): Promise<void> {
  const { validFrom, document, ...row } = rate
  await trx
    .insertInto('book_rate')
    .values({ ...row, valid_from: validFrom, document: ifPresent(document, jsonToStored) })
    .execute()
}

/** All that were ever set: by kind and subject, the one that begins last first, of those for one day the one that counts. */
export async function listBookRates(view: RecordsView): Promise<StoredBookRate[]> {
  const rows = await view
    .selectFrom('book_rate')
    .selectAll()
    .orderBy('kind')
    .orderBy('subject')
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toRate)
}

function toRate({ valid_from, document, ...row }: Tables['book_rate']): StoredBookRate {
  return { ...row, validFrom: valid_from, document: ifPresent(document, storedToJson) }
}
