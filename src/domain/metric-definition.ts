import type { AccountFacts } from './facts.ts'
import { formatMicros, numberToMicros, type Micros } from './money.ts'

/** A known value of a metric: money in the base currency, or a rate, count or number of days with at most 6 decimals. */
export type MetricValue =
  | { readonly kind: 'money'; readonly micros: Micros }
  | { readonly kind: 'number'; readonly value: number }

interface MetricOptions {
  /** The share of spend, 0..1, whose cost must be known before a gross profit is given. */
  readonly minCoverage: number
}

/** Every metric there is, in the order in which screens show them. */
export const metricIds = [
  'spend',
  'revenue',
  'gross-profit',
  'gross-margin-rate',
  'cost-coverage',
  'orders',
  'average-days-late',
  'days-to-pay',
  'financing-cost',
  'financing-rate',
  'taken-rate',
  'inventory-carrying',
  'service-cost',
  'net-profit',
  'net-profit-rate',
  'standing',
  'operating-fit',
  'travel',
  'growth-potential',
  'reference',
] as const
export type MetricId = (typeof metricIds)[number]

export const metricUnits = ['money', 'rate', 'count', 'days', 'minutes'] as const
export type MetricUnit = (typeof metricUnits)[number]

/** What the money behind a figure is called. */
export const moneyNames = ['gross-profit', 'financing', 'taken-on-time', 'net-profit', 'standard-spend'] as const
export type MoneyName = (typeof moneyNames)[number]

/** What documents can make of a figure: what waiting for them cost, how late they were paid, or how long it took. */
export const madeOfNames = ['financing', 'lateness', 'waiting'] as const
export type MadeOf = (typeof madeOfNames)[number]

/** One figure of an account in a window: what scoring, tables, exports and docs know about it. */
export interface Metric {
  readonly id: MetricId
  readonly label: string
  readonly unit: MetricUnit
  /** What a rate or an average is divided by; null for a plain sum or count. */
  readonly denominator: string | null
  /** When the figure is unknown, as the second half of a sentence. */
  readonly nullMeans: string
  readonly better: 'higher' | 'lower'
  readonly inputs: readonly (keyof AccountFacts)[]
  /** Where the definition comes from. */
  readonly source: string
  readonly compute: (facts: AccountFacts, options: MetricOptions) => MetricValue | null
  /**
   * What one whole unit of a figure that is no money is in money at this account: a rate is what it is divided by, an order the
   * average order. Null where that is not known; left out where the figure has no money of its own.
   */
  readonly moneyPerUnit?: (facts: AccountFacts) => Micros | null
  /** The money that made a figure that is none: the cost behind a rate. Null as for the figure. */
  readonly moneyBehind?: {
    readonly what: MoneyName
    readonly compute: (facts: AccountFacts, options: MetricOptions) => Micros | null
  }
  /** A figure that says in other words what made this one: how late somebody paid, beside what waiting cost. */
  readonly beside?: MetricId
  /** What of documents it is made of, where it is made of such. */
  readonly madeOf?: MadeOf
  /** The smallest and the largest value there can be, in whole units; left out where there is no end. */
  readonly least?: number
  readonly most?: number
}

/** The value in millionths, whatever its unit, so that bounds and curves compare exactly. */
export function metricMicros(value: MetricValue): Micros {
  return value.kind === 'money' ? value.micros : numberToMicros(value.value)
}

/** The value as an exact decimal string: money with at least two places, others with as many as they have. */
export function formatMetricValue(value: MetricValue): string {
  return formatMicros(metricMicros(value), value.kind === 'money' ? 2 : 0)
}
