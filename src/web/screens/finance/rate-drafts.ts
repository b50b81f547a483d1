import type { Output } from '../../../contract/operations.ts'
import { saleBases } from '../../../domain/cost-rate/book-rate.ts'
import { divideHalfEven, formatMicros, microsPerUnit, parseMicros } from '../../../domain/money.ts'
import type { Micros } from '../../../domain/money.ts'

export type CostRate = Output<'addCostRate'>
export type RateDocument = CostRate['rate']
export type RateKind = RateDocument['kind']

export const carryingParts = ['capital', 'storage', 'insurance', 'obsolescence', 'damage'] as const

/** What somebody types, by the name of the field. */
export type RateDraft = Readonly<Record<string, string>>

/** Where a rate stands among those of its kind and subject. */
export type RateState = 'holds' | 'later' | 'earlier' | 'replaced'

/** What the fields of a kind hold before anything is typed: the usual carrying rate of 25 % in all (measures.md, 6). */
const usual: Readonly<Record<RateKind, RateDraft>> = {
  carrying: { capital: '10', storage: '3', insurance: '2', obsolescence: '7', damage: '3' },
  pool: {},
  activity: {},
  cover: { days: '30' },
  returns: { by: 'amount' },
  sale: { stock: 'cost', receivable: 'invoice' },
}

/** The fields as one that is there fills them, or as they are to begin with. */
export function draftOf(kind: RateKind, document: RateDocument | null): RateDraft {
  if (!document?.value) return { ...usual[kind], ...(document === null ? {} : { subject: document.subject }) }
  const { subject } = document
  switch (document.kind) {
    case 'carrying': {
      const { value } = document
      return Object.fromEntries(carryingParts.map((part) => [part, percentOf(value[part])]))
    }
    case 'pool':
      return { subject, name: document.value.name, cost: document.value.cost, minutes: document.value.minutes }
    case 'activity':
      return { subject, pool: document.value.pool, minutes: document.value.minutes ?? '' }
    case 'cover':
      return { days: String(document.value.days) }
    case 'returns': {
      const { activity, perReturn } = document.value
      return { by: activity === null ? 'amount' : 'activity', perReturn: perReturn ?? '', activity: activity ?? '' }
    }
    case 'sale':
      return { ...document.value }
  }
}

/** What the fields say; null while one of them says nothing that can be reckoned with. */
export function documentFrom(kind: RateKind, draft: RateDraft): RateDocument | null {
  const subject = (draft['subject'] ?? '').trim()
  switch (kind) {
    case 'carrying': {
      const [capital, storage, insurance, obsolescence, damage] = carryingParts.map((part) => fractionOf(draft[part]))
      if (!capital || !storage || !insurance || !obsolescence || !damage) return null
      return { kind, subject: '', value: { capital, storage, insurance, obsolescence, damage } }
    }
    case 'pool': {
      const [name, cost, minutes] = [(draft['name'] ?? '').trim(), amountOf(draft['cost']), amountOf(draft['minutes'])]
      if (subject === '' || name === '' || cost === null || minutes === null) return null
      return { kind, subject, value: { name, cost, minutes } }
    }
    case 'activity': {
      const pool = draft['pool'] ?? ''
      const typed = (draft['minutes'] ?? '').trim()
      const minutes = typed === '' ? null : amountOf(typed)
      // Only hours that name no activity have no standard time, and they have none.
      if (pool === '' || (subject === '') !== (typed === '') || (typed !== '' && minutes === null)) return null
      return { kind, subject, value: { pool, minutes } }
    }
    case 'cover': {
      const days = (draft['days'] ?? '').trim()
      return /^\d{1,4}$/.test(days) && Number(days) <= 3650
        ? { kind, subject: '', value: { days: Number(days) } }
        : null
    }
    case 'returns': {
      const isByActivity = draft['by'] === 'activity'
      const activity = isByActivity ? (draft['activity'] ?? '') : null
      const perReturn = isByActivity ? null : amountOf(draft['perReturn'])
      if (activity === '' || (activity === null && perReturn === null)) return null
      return { kind, subject: '', value: { perReturn, activity } }
    }
    case 'sale': {
      const stock = saleBases.find((base) => base === draft['stock'])
      const receivable = saleBases.find((base) => base === draft['receivable'])
      return stock && receivable ? { kind, subject: '', value: { stock, receivable } } : null
    }
  }
}

/** A share as per cent: `4.25` of 0.0425. */
export function percentOf(fraction: string): string {
  return formatMicros(parseMicros(fraction) * 100n, 0)
}

/** Per cent as somebody types it, with a point or a comma, as a fraction; null for what is none from 0 to 100. */
export function fractionOf(percent: string | undefined): string | null {
  const text = (percent ?? '').trim().replace(',', '.')
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return null
  const rate = parseMicros(text) / 100n
  return rate > microsPerUnit ? null : formatMicros(rate)
}

/** Money or minutes as somebody types them; null for what is none from 0 up. */
export function amountOf(typed: string | undefined): string | null {
  const text = (typed ?? '').trim().replace(',', '.')
  return /^\d{1,12}(\.\d{1,6})?$/.test(text) ? text : null
}

/** The parts of a carrying rate together, as a fraction; null while one of them is none. */
export function carryingSum(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : formatMicros(parts.reduce((sum, part) => sum + parseMicros(part ?? '0'), 0n))
}

/** Where each rate stands on a day, by its id. */
export function statesOn(rates: readonly CostRate[], day: string): ReadonlyMap<string, RateState> {
  return new Map(rates.map((rate) => [rate.id, stateOf(rate, rates, day)]))
}

/** The document of a kind and subject that holds on a day; undefined where none does. */
export function holdingOn(
  rates: readonly CostRate[],
  kind: RateKind,
  subject: string,
  day: string,
): RateDocument | undefined {
  return rates.find((rate) => isOf(rate, kind, subject) && stateOf(rate, rates, day) === 'holds')?.rate
}

/** What a minute of a pool costs, to six decimals, as it is charged. */
export function perMinuteOf(pool: RateDocument | undefined): Micros | null {
  if (pool?.kind !== 'pool' || pool.value === null) return null
  return divideHalfEven(parseMicros(pool.value.cost) * microsPerUnit, parseMicros(pool.value.minutes))
}

/** What one event of an activity costs on a day; null where that cannot be told. */
export function perEventOn(rates: readonly CostRate[], activity: RateDocument, day: string): Micros | null {
  if (activity.kind !== 'activity' || activity.value === null || activity.value.minutes === null) return null
  const perMinute = perMinuteOf(holdingOn(rates, 'pool', activity.value.pool, day))
  return perMinute === null ? null : divideHalfEven(parseMicros(activity.value.minutes) * perMinute, microsPerUnit)
}

function stateOf(rate: CostRate, rates: readonly CostRate[], day: string): RateState {
  if (!rate.isInForce) return 'replaced'
  if (rate.validFrom > day) return 'later'
  const isFollowed = rates.some(
    (other) =>
      other.isInForce &&
      isOf(other, rate.rate.kind, rate.rate.subject) &&
      other.validFrom > rate.validFrom &&
      other.validFrom <= day,
  )
  return isFollowed ? 'earlier' : 'holds'
}

function isOf({ rate }: CostRate, kind: RateKind, subject: string): boolean {
  return rate.kind === kind && rate.subject === subject
}
