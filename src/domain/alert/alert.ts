import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'

/** What an alert is about: an account that orders no more, or a part of one that orders less while the whole does not. */
export const alertKinds = ['silence', 'decline'] as const
type AlertKind = (typeof alertKinds)[number]

/** What of an account can decline: a family of products or a site. */
export const alertPartTypes = ['family', 'site'] as const

/** A part of an account; `key` is `source/key`. */
export interface AlertPart {
  readonly type: (typeof alertPartTypes)[number]
  readonly key: string
}

/** What becomes of an alert. `over` is one that is an alarm no longer, and that nobody answered. */
export const alertStates = ['open', 'answered', 'over'] as const
export type AlertState = (typeof alertStates)[number]

/** Order days of the last `days` and those of as many days before, on average: a fraction, to one decimal. */
interface AlertFall {
  readonly days: number
  readonly after: number
  readonly before: number
}

/** Why an account deserves a call, in days and counts, which everybody may see. */
export interface AlertReason {
  readonly kind: AlertKind
  /** Null where it is the account as a whole. */
  readonly part: AlertPart | null
  /** The last order of the account or the part. */
  readonly lastOrder: Day
  readonly gapDays: number
  /** Mean days between orders of late, rounded; at least 1. */
  readonly usualDays: number
  readonly orders: number
  /** Null for a silence. */
  readonly fall: AlertFall | null
  readonly probability: number
}

/** Money of an alert in a year; the stake is what is missing, above zero. */
export interface AlertMoney {
  readonly before: Micros
  readonly after: Micros
  readonly stake: Micros
}

/** An alarm as the last look found it. */
export interface Alarm extends AlertReason, AlertMoney {
  readonly accountId: string
}
