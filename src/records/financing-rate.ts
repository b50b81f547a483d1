import type { Day } from '../domain/day.ts'
import { financingBases } from '../domain/receivables/financing.ts'
import type { FinancingRate } from '../domain/receivables/financing.ts'
import type { RecordsTransaction, RecordsView } from './records.ts'
import type { Tables } from './tables.ts'

/** What money costs from a day on, as somebody set it; it never changes. */
export interface StoredFinancingRate extends FinancingRate {
  /** A UUIDv7: of two for one day the later one counts. */
  readonly id: string
  readonly note: string | null
  readonly author: string
  /** The instant it was set, as UTC ISO text. */
  readonly at: string
}

export async function insertFinancingRate(trx: RecordsTransaction, rate: StoredFinancingRate): Promise<void> {
  const { id, validFrom, base, note, author, at } = rate
  await trx
    .insertInto('financing_rate')
    .values({ id, valid_from: validFrom, rate: rate.rate, base, note, author, at })
    .execute()
}

/** All that were ever set: by the day they hold from, the one that counts first. */
export async function listFinancingRates(view: RecordsView): Promise<StoredFinancingRate[]> {
  const rows = await view
    .selectFrom('financing_rate')
    .selectAll()
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toRate)
}

/** Those that count, one for each day that one begins on. */
export function inForce<T extends { readonly validFrom: Day }>(rates: readonly T[]): readonly T[] {
  return rates.filter((rate, index) => rates.findIndex(({ validFrom }) => validFrom === rate.validFrom) === index)
}

function toRate({ valid_from, base, ...row }: Tables['financing_rate']): StoredFinancingRate {
  const known = financingBases.find((one) => one === base)
  if (known === undefined) throw new Error(`Cannot read the base "${base}" of a financing rate`)
  return { ...row, validFrom: valid_from, base: known }
}
