import { activitySpans, anyActivity } from '../cost-rate/cost-rates.ts'
import type { ActivitySpan, CostRates } from '../cost-rate/cost-rates.ts'
import { datedSpans } from '../cost-rate/dated.ts'
import type { Span } from '../period.ts'

/** Activities that documents of the ledger stand for where nobody brings them as events. */
const documentActivities = ['order', 'credit_note'] as const
export type DocumentActivity = (typeof documentActivities)[number]

/** The activity of events that are returns, where taking one back has an amount and no activity of its own. */
const returnActivity = 'return'

/** What the ledger was ever brought of service. */
export interface ServiceSources {
  /** The activities of all events. */
  readonly activities: ReadonlySet<string>
  readonly hasHours: boolean
}

/** What service is measured by over a stretch of days. */
export interface ServiceRates {
  /** By activity: stretches that do not overlap. An event outside all of them has no cost that could be told. */
  readonly rated: readonly ActivitySpan[]
  /** Activities and days whose events are counted elsewhere. */
  readonly elsewhere: readonly (Span & { readonly activity: string })[]
  /** Documents that stand for events. */
  readonly documents: readonly DocumentActivity[]
}

/**
 * The rates of service over a stretch of days. Orders and credit notes take time like anything else: where no event names them and
 * they have a standard time, those among the invoice lines are counted. Events that are returns are left to the handling of returns
 * on the days on which that has a cost, so that no return counts twice.
 */
export function serviceRatesOf(rates: CostRates, { activities }: ServiceSources, span: Span): ServiceRates {
  return {
    rated: activitySpans(rates, span),
    elsewhere: datedSpans(rates.returns, span).flatMap(({ from, to, value }) =>
      value === null ? [] : [{ from, to, activity: value.activity ?? returnActivity }],
    ),
    documents: documentActivities.filter((activity) => rates.activities.has(activity) && !activities.has(activity)),
  }
}

/** Whether anything is known of service: events or hours were brought, or documents stand for events. */
export function measuresService({ activities, hasHours }: ServiceSources, { documents }: ServiceRates): boolean {
  return activities.size > 0 || hasHours || documents.length > 0
}

/** How an activity is named where hours that name none have no name. */
export function activityName(activity: string): string | null {
  return activity === anyActivity ? null : activity
}
