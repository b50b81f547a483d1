import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'

/** What keeping stock costs a year besides its handling, as fractions of its cost in millionths: 25 % in all is 250 000. */
export interface CarryingRate {
  /** The money that is tied up. */
  readonly capital: Micros
  readonly storage: Micros
  readonly insurance: Micros
  readonly obsolescence: Micros
  readonly damage: Micros
}

/** The people and things that do activities, and what of their time there is. */
export interface Pool {
  readonly name: string
  /** What they cost a year, in base currency. */
  readonly cost: Micros
  /** The minutes a year they can work (practical capacity), in millionths; above zero. */
  readonly minutes: Micros
}

/** How long an activity takes, and whose time it is. */
export interface StandardTime {
  /** The key of the pool. */
  readonly pool: string
  /** Minutes of one event, in millionths; null for hours that name no activity, of which none is one event. */
  readonly minutes: Micros | null
}

/** For how many days stock that is nobody's own is counted to who buys from it. */
export interface Cover {
  /** A whole number, 0 or more. */
  readonly days: number
}

/** What taking goods back costs beside the credit: an amount for each return, or the time of an activity. One is null. */
export interface ReturnsHandling {
  readonly perReturn: Micros | null
  readonly activity: string | null
}

/** What is financed until a sale is paid: what the goods cost us, or what is invoiced. */
export const saleBases = ['cost', 'invoice'] as const
export type SaleBase = (typeof saleBases)[number]

/** What is financed while goods lie in stock, and while the money is waited for (measures.md, 7). */
export interface SaleBases {
  readonly stock: SaleBase
  readonly receivable: SaleBase
}

interface Values {
  readonly carrying: CarryingRate
  readonly pool: Pool
  readonly activity: StandardTime
  readonly cover: Cover
  readonly returns: ReturnsHandling
  readonly sale: SaleBases
}

/** What rates are of. */
export type RateKind = keyof Values

type RateOf<K extends RateKind> = {
  readonly kind: K
  /** The key of the pool or activity; empty for what there is one of, and for the activity of hours that name none. */
  readonly subject: string
  /** The day from which it holds, until the next of its kind and subject begins. */
  readonly validFrom: Day
  /** Null takes it back from that day on: from then it is unknown again, and a pool is no longer there. */
  readonly value: Values[K] | null
}

/** A rate of a day. What waiting for money costs is no such rate: see `FinancingRate`. */
export type BookRate = { [K in RateKind]: RateOf<K> }[RateKind]
