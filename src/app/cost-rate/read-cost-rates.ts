import { costRateDocument } from '../../contract/cost-rate.ts'
import type { Output } from '../../contract/operations.ts'
import type { BookRate } from '../../domain/cost-rate/book-rate.ts'
import { costRatesOf } from '../../domain/cost-rate/cost-rates.ts'
import type { CostRates } from '../../domain/cost-rate/cost-rates.ts'
import type { Day } from '../../domain/day.ts'
import { parseMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { listBookRates } from '../../records/book-rate.ts'
import type { StoredBookRate } from '../../records/book-rate.ts'
import type { RecordsView } from '../../records/records.ts'

/** What a rate says, as it is sent, shown and stored. */
export type CostRateDocument = Output<'addCostRate'>['rate']

/** The rates of the book that count; `newest` is another one whenever somebody has set one since. */
export async function readCostRates(view: RecordsView): Promise<CostRates & { readonly newest: string }> {
  const stored = await listBookRates(view)
  const rates = costRatesOf(stored.map((rate) => toBookRate(documentOf(rate), rate.validFrom)))
  return { ...rates, newest: stored.reduce((newest, { id }) => (id > newest ? id : newest), '') }
}

/** What a stored rate says. Throws on one that this program cannot read. */
export function documentOf({ id, kind, subject, document }: StoredBookRate): CostRateDocument {
  const read = costRateDocument.safeParse({ kind, subject, value: document })
  if (!read.success) throw new Error(`Cannot read rate "${id}": ${read.error.message}`)
  return read.data
}

/** The same with exact amounts. */
export function toBookRate(document: CostRateDocument, validFrom: Day): BookRate {
  const { subject } = document
  switch (document.kind) {
    case 'carrying': {
      const value = document.value && {
        capital: parseMicros(document.value.capital),
        storage: parseMicros(document.value.storage),
        insurance: parseMicros(document.value.insurance),
        obsolescence: parseMicros(document.value.obsolescence),
        damage: parseMicros(document.value.damage),
      }
      return { kind: document.kind, subject, validFrom, value }
    }
    case 'pool': {
      const { value } = document
      const read = value && { ...value, cost: parseMicros(value.cost), minutes: parseMicros(value.minutes) }
      return { kind: document.kind, subject, validFrom, value: read }
    }
    case 'activity': {
      const { value } = document
      const read = value && { pool: value.pool, minutes: ifText(value.minutes) }
      return { kind: document.kind, subject, validFrom, value: read }
    }
    case 'returns': {
      const { value } = document
      const read = value && { activity: value.activity, perReturn: ifText(value.perReturn) }
      return { kind: document.kind, subject, validFrom, value: read }
    }
    case 'cover':
    case 'sale':
      return { ...document, validFrom }
  }
}

function ifText(text: string | null): Micros | null {
  return text === null ? null : parseMicros(text)
}
