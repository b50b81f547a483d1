import { addDays } from '../day.ts'
import type { Day } from '../day.ts'
import { divideHalfEven, microsPerUnit } from '../money.ts'
import type { Micros } from '../money.ts'
import type { Span } from '../period.ts'
import type {
  BookRate,
  CarryingRate,
  Cover,
  Pool,
  RateKind,
  ReturnsHandling,
  SaleBases,
  StandardTime,
} from './book-rate.ts'
import { crossSpans, datedSpans, valueOn } from './dated.ts'
import type { Dated } from './dated.ts'

/** The rates of a book that count, by what they are of. */
export interface CostRates {
  readonly carrying: readonly Dated<CarryingRate>[]
  readonly cover: readonly Dated<Cover>[]
  readonly returns: readonly Dated<ReturnsHandling>[]
  readonly sale: readonly Dated<SaleBases>[]
  /** By the key of the pool. */
  readonly pools: ReadonlyMap<string, readonly Dated<Pool>[]>
  /** By the key of the activity; empty for hours that name none. */
  readonly activities: ReadonlyMap<string, readonly Dated<StandardTime>[]>
}

/** A stretch of days with what keeping stock costs on them; null where nobody has said. */
export interface CarryingSpan extends Span {
  readonly rate: CarryingRate | null
}

/** A stretch of days with what an activity costs on them. */
export interface ActivitySpan extends Span {
  /** The key that service events and logged hours name; empty for hours that name none. */
  readonly activity: string
  /** Null where no pool has a rate to reckon by. */
  readonly pool: string | null
  /** Standard minutes of one event, in millionths; null where nobody has said. */
  readonly minutes: Micros | null
  /** Base currency for one event at its standard minutes; null where either is unknown. */
  readonly perEvent: Micros | null
  /** Base currency for a minute of it, as `CapacitySpan`; null where the pool has no rate. */
  readonly perMinute: Micros | null
}

/** A stretch of days with what there is of a pool. */
export interface CapacitySpan extends Span {
  readonly pool: string
  readonly name: string
  /** Of a year, in base currency; a day has 1/365 of it. */
  readonly cost: Micros
  /** Of a year, in millionths; a day has 1/365 of them. */
  readonly minutes: Micros
  /** Cost / minutes, to six decimals: what is charged, so that the figures that are shown multiply out. */
  readonly perMinute: Micros
}

/** A stretch of days with what taking one return back costs; null where nobody has said. */
export interface ReturnsSpan extends Span {
  readonly perReturn: Micros | null
  /** The activity whose time it takes, at the rate of these days; null where a return has an amount, or where nobody has said. */
  readonly handling: ActivitySpan | null
}

/** The activity of hours that name none. */
export const anyActivity = ''
/** For how many days shared stock is counted to who buys from it, where nobody has said. */
const usualCover: Cover = { days: 30 }
/** The bases of the true gross profit of a sale, where nobody has said (measures.md, 7). */
const usualBases: SaleBases = { stock: 'cost', receivable: 'invoice' }

/**
 * Sorts rates by what they are of. Of two of a kind and subject for one day the first one counts. What was taken back on every day is as
 * good as never set: a mistake leaves nothing unknown.
 */
export function costRatesOf(rates: readonly BookRate[]): CostRates {
  const all = ratesThatCount(rates)
  const nameOf = ({ kind, subject }: BookRate): string => `${kind} ${subject}`
  const held = new Set(all.flatMap((rate) => (rate.value === null ? [] : [nameOf(rate)])))
  const counted = all.filter((rate) => held.has(nameOf(rate)))
  return {
    carrying: ofKind(counted, 'carrying'),
    cover: ofKind(counted, 'cover'),
    returns: ofKind(counted, 'returns'),
    sale: ofKind(counted, 'sale'),
    pools: bySubject(ofKind(counted, 'pool')),
    activities: bySubject(ofKind(counted, 'activity')),
  }
}

/** Those that count: of several of a kind and subject for one day the first one. */
export function ratesThatCount<T extends { readonly kind: string; readonly subject: string; readonly validFrom: Day }>(
  rates: readonly T[],
): readonly T[] {
  const firsts = new Map<string, T>()
  for (const rate of rates) {
    const key = JSON.stringify([rate.kind, rate.subject, rate.validFrom])
    if (!firsts.has(key)) firsts.set(key, rate)
  }
  return [...firsts.values()]
}

/** The days of a stretch by what keeping stock costs on them. */
export function carryingSpans({ carrying }: CostRates, span: Span): readonly CarryingSpan[] {
  return datedSpans(carrying, span).map(({ from, to, value }) => ({ from, to, rate: value }))
}

/** What keeping stock costs a year: the sum of its parts, a fraction in millionths. */
export function carryingTotal({ capital, storage, insurance, obsolescence, damage }: CarryingRate): Micros {
  return capital + storage + insurance + obsolescence + damage
}

/** What there is of each pool, by its key. Days on which nothing is said of a pool have no span. */
export function capacitySpans({ pools }: CostRates, span: Span): readonly CapacitySpan[] {
  return [...pools]
    .toSorted(byKey)
    .flatMap(([pool, dated]) =>
      datedSpans(dated, span).flatMap(({ from, to, value }) =>
        value === null ? [] : [{ from, to, pool, ...value, perMinute: perMinuteOf(value) }],
      ),
    )
}

/**
 * What each activity costs, by its key, `anyActivity` first: all its spans cover the days of the stretch without a hole. An
 * activity nobody has ever set has none. Hours that name none are of the pool that was set for them, else of the only one there is.
 */
export function activitySpans(rates: CostRates, span: Span): readonly ActivitySpan[] {
  const any = rates.activities.get(anyActivity) ?? []
  const keyed = new Map([...rates.activities, [anyActivity, any]])
  return [...keyed].toSorted(byKey).flatMap(([activity, dated]) =>
    datedSpans(dated, span).flatMap(({ from, to, value }) =>
      poolSpans(rates, value?.pool ?? null, activity, { from, to }).map(
        ({ from: first, to: last, pool, perMinute }) => {
          const minutes = value?.minutes ?? null
          const perEvent =
            minutes === null || perMinute === null ? null : divideHalfEven(minutes * perMinute, microsPerUnit)
          return { from: first, to: last, activity, pool, minutes, perEvent, perMinute }
        },
      ),
    ),
  )
}

/** What taking a return back costs. */
export function returnsSpans(rates: CostRates, span: Span): readonly ReturnsSpan[] {
  const activities = activitySpans(rates, span)
  return datedSpans(rates.returns, span).flatMap(({ from, to, value }) => {
    const priced = activities.filter(({ activity }) => activity === value?.activity)
    if (priced.length === 0) return [{ from, to, perReturn: value?.perReturn ?? null, handling: null }]
    const handlings = priced.map((one) => ({ from: one.from, to: one.to, value: one }))
    return crossSpans([{ from, to, value }], handlings).map((one) => ({
      from: one.from,
      to: one.to,
      perReturn: one.other?.perEvent ?? null,
      handling: one.other,
    }))
  })
}

/** For how many days shared stock is counted to who buys from it: 30 where nobody has said. */
export function coverDaysOn({ cover }: CostRates, day: Day): number {
  return (valueOn(cover, day) ?? usualCover).days
}

/** What is financed of a sale: the goods while they lie, the invoice while it is open, where nobody has said. */
export function saleBasesOn({ sale }: CostRates, day: Day): SaleBases {
  return valueOn(sale, day) ?? usualBases
}

function poolSpans(rates: CostRates, key: string | null, activity: string, span: Span) {
  if (key !== null) {
    return datedSpans(rates.pools.get(key) ?? [], span).map(({ from, to, value }) => ({
      from,
      to,
      pool: key,
      perMinute: value && perMinuteOf(value),
    }))
  }
  const none = { pool: null, perMinute: null }
  if (activity !== anyActivity) return [{ ...span, ...none }]
  // Which pool is the only one changes where any of them does.
  const capacity = capacitySpans(rates, span)
  const starts = new Set([span.from, ...capacity.flatMap(({ from, to }) => [from, addDays(to, 1)])])
  const days = [...starts].filter((day) => day <= span.to).toSorted()
  return days.map((from, index) => {
    const next = days[index + 1]
    const there = capacity.filter((one) => one.from <= from && one.to >= from)
    const [only] = there
    return {
      from,
      to: next === undefined ? span.to : addDays(next, -1),
      ...(there.length === 1 && only ? { pool: only.pool, perMinute: only.perMinute } : none),
    }
  })
}

function perMinuteOf({ cost, minutes }: Pool): Micros {
  return divideHalfEven(cost * microsPerUnit, minutes)
}

function ofKind<K extends RateKind>(rates: readonly BookRate[], kind: K): readonly Extract<BookRate, { kind: K }>[] {
  return rates.filter((rate): rate is Extract<BookRate, { kind: K }> => rate.kind === kind)
}

function bySubject<T extends { readonly subject: string }>(rates: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rates, ({ subject }) => subject)
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}
