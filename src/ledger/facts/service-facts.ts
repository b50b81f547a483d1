import type { Day } from '../../domain/day.ts'
import type { ActivitySpan } from '../../domain/cost-rate/cost-rates.ts'
import type { LineKind } from '../../domain/kind.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { DocumentActivity, ServiceRates, ServiceSources } from '../../domain/service/service-rates.ts'
import type { Answer } from '../store/answer.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, placesOf, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { parameterTable } from './parameter-table.ts'

/** What was done for somebody. Minutes and hours in millionths; money in base currency. */
export interface ServiceSums {
  /** Events, by their quantity. */
  readonly events: Micros
  /** Their standard minutes where these are known, and those of them in whose place hours were logged. */
  readonly standardMinutes: Micros
  readonly replacedMinutes: Micros
  readonly loggedMinutes: Micros
  /** Of events that are estimated and of logged hours, as far as their rates are known. */
  readonly cost: Micros
  /** Rows of either without a rate on their day. */
  readonly unrated: number
}

/** The service of each account in the window; what was done for none stands under `noAccountId`. */
export async function serviceByAccount(
  session: Session,
  window: FactsWindow,
  rates: ServiceRates,
  scope: AccountScope | null = null,
): Promise<Map<string, ServiceSums>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const answer = await readService(session, window, rates, { scope, group: 'account' })
  const sumsAt = sumsOf(answer)
  return new Map((await accountIds(session, answer, 'grouped')).map((id, at) => [id, sumsAt(at)]))
}

/** The service of one activity at one rate. */
export interface RatedService extends ServiceSums {
  /** Empty for hours that name none. */
  readonly activity: string
  /** The first day of the stretch of `ActivitySpan`; null where it has none. */
  readonly rateFrom: Day | null
}

/** The service of all accounts together, or of those in scope, by activity and by the stretch of days of its rate. */
export async function serviceByActivity(
  session: Session,
  window: FactsWindow,
  rates: ServiceRates,
  scope: AccountScope | null = null,
): Promise<RatedService[]> {
  if (scope && isEmptyScope(scope)) return []
  const group = `activity || '/' || coalesce(CAST(rate_from AS VARCHAR), '')`
  const answer = await readService(session, window, rates, { scope, group })
  const sumsAt = sumsOf(answer)
  return answer
    .texts('grouped')
    .map((grouped, at) => {
      const end = grouped.lastIndexOf('/')
      const rateFrom = grouped.slice(end + 1)
      return { activity: grouped.slice(0, end), rateFrom: rateFrom === '' ? null : rateFrom, ...sumsAt(at) }
    })
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

/** The activities that were ever brought as events, and whether hours were ever logged, as the ledger is at a watermark. */
export async function serviceSources(session: Session, watermark: number): Promise<ServiceSources> {
  const mark = [String(watermark)]
  const events = await session.all(
    `SELECT e.activity FROM service_event e WHERE ${liveAt('e', 1)} GROUP BY e.activity`,
    mark,
  )
  const hours = await session.all(
    `SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM logged_hours h WHERE ${liveAt('h', 1)})`,
    mark,
  )
  return { activities: new Set(events.map((row) => textOf(row, 'activity'))), hasHours: hours.length > 0 }
}

/**
 * One row an event or logged entry, then sums. Hours that somebody logged for an account stand in the place of the estimate of
 * that calendar month: hours that name an activity in the place of that one, hours that name none in the place of all. Money of
 * one row is rounded to the sixth place, half away from zero, so that every split sums to one total.
 */
async function readService(
  session: Session,
  { from, to, watermark }: FactsWindow,
  { rated, elsewhere, documents }: ServiceRates,
  { scope, group }: { readonly scope: AccountScope | null; readonly group: string },
): Promise<Answer> {
  const rates = parameterTable(ratedColumns, rated.map(toRatedRow), 4)
  const placeOfElsewhere = 4 + rates.parameters.length
  const other = parameterTable(
    elsewhereColumns,
    elsewhere.map((one) => [one.activity, one.from, one.to]),
    placeOfElsewhere,
  )
  const placeOfScope = placeOfElsewhere + other.parameters.length
  const own = (alias: string): Accounts =>
    scope
      ? {
          ...inScope(alias, scope, placeOfScope),
          keys: (other) => `${other}.account IN (${placesOf(scope.keys, placeOfScope)})`,
        }
      : allAccounts(alias)
  const done = [eventRows(own('e')), ...documents.map((activity) => documentRows(activity, own('l')))].join(
    '\nUNION ALL ',
  )
  // Most books leave nothing to another family of facts, and to look for it in each row takes a tenth of the time.
  const isHere =
    elsewhere.length === 0
      ? 'TRUE'
      : `NOT EXISTS (SELECT 1 FROM elsewhere x
         WHERE x.activity = d.activity AND d.date >= x.first_day AND d.date <= x.last_day)`
  return session.read(
    `WITH rated AS (${rates.sql}),
     elsewhere AS (${other.sql}),
     done AS (${done}),
     logged AS (${loggedRows(own('h'))}),
     replaced AS (SELECT account, month, activity FROM logged GROUP BY account, month, activity),
     measured AS (
       SELECT d.account, d.activity, t.rate_from, d.quantity AS events,
         ${product('d.quantity', 't.minutes')} AS standard_minutes,
         CASE WHEN a.month IS NOT NULL OR o.month IS NOT NULL THEN ${product('d.quantity', 't.minutes')} END AS replaced_minutes,
         CAST(NULL AS DECIMAL(38,6)) AS logged_hours,
         CASE WHEN a.month IS NULL AND o.month IS NULL THEN ${product('d.quantity', 't.per_event')} END AS cost,
         CASE WHEN a.month IS NULL AND o.month IS NULL AND t.per_event IS NULL AND d.quantity <> 0 THEN 1 ELSE 0 END AS unrated
       FROM done d
       LEFT JOIN rated t ON t.activity = d.activity AND d.date >= t.rate_from AND d.date <= t.rate_to
       LEFT JOIN replaced a ON a.account = d.account AND a.month = d.month AND a.activity = ''
       LEFT JOIN replaced o ON o.account = d.account AND o.month = d.month AND o.activity = d.activity
       WHERE ${isHere}
       UNION ALL
       SELECT h.account, h.activity, t.rate_from, CAST(NULL AS DECIMAL(18,6)), NULL, NULL, h.hours,
         ${product('CAST(h.hours * 60 AS DECIMAL(18,6))', 't.per_minute')},
         CASE WHEN t.per_minute IS NULL AND h.hours <> 0 THEN 1 ELSE 0 END
       FROM logged h
       LEFT JOIN rated t ON t.activity = h.activity AND h.date >= t.rate_from AND h.date <= t.rate_to)
     SELECT ${group} AS grouped, sum(events) AS events, sum(standard_minutes) AS standard_minutes,
       sum(replaced_minutes) AS replaced_minutes, sum(CAST(logged_hours AS DECIMAL(38,6))) * 60 AS logged_minutes,
       sum(cost) AS cost, sum(unrated) AS unrated
     FROM measured GROUP BY 1`,
    [from, to, String(watermark), ...rates.parameters, ...other.parameters, ...(scope ? scopeParameters(scope) : [])],
  )
}

const ratedColumns = [
  { name: 'activity', sqlType: 'VARCHAR' },
  { name: 'rate_from', sqlType: 'DATE' },
  { name: 'rate_to', sqlType: 'DATE' },
  { name: 'minutes', sqlType: 'DECIMAL(18,6)' },
  { name: 'per_event', sqlType: 'DECIMAL(18,6)' },
  { name: 'per_minute', sqlType: 'DECIMAL(18,6)' },
]

const elsewhereColumns = [
  { name: 'activity', sqlType: 'VARCHAR' },
  { name: 'first_day', sqlType: 'DATE' },
  { name: 'last_day', sqlType: 'DATE' },
]

function toRatedRow({ activity, from, to, minutes, perEvent, perMinute }: ActivitySpan) {
  return [
    activity,
    from,
    to,
    ...[minutes, perEvent, perMinute].map((rate) => (rate === null ? null : formatMicros(rate))),
  ]
}

/** The product of two decimals of six places each, to the sixth place. */
function product(one: string, other: string): string {
  return `CAST(CAST(${one} AS DECIMAL(18,6)) * ${other} AS DECIMAL(38,6))`
}

interface Accounts {
  readonly join: string
  readonly where: string
  /** What rows of theirs have in common whatever the day. */
  readonly keys: (alias: string) => string
}

function allAccounts(alias: string): Accounts {
  return {
    join: `LEFT JOIN account_ref r ON r.source = ${alias}.source AND r.key = ${alias}.account
      AND ${alias}.date >= r.valid_from AND ${alias}.date < r.valid_to`,
    where: 'TRUE',
    keys: () => 'TRUE',
  }
}

const account = `${accountNumber} AS account`

function inWindow(alias: string): string {
  return `${alias}.date >= CAST($1 AS DATE) AND ${alias}.date <= CAST($2 AS DATE) AND ${liveAt(alias, 3)}`
}

/** The calendar month of a day, as a number. */
function monthOf(day: string): string {
  return `CAST(EXTRACT(YEAR FROM ${day}) * 12 + EXTRACT(MONTH FROM ${day}) AS INTEGER)`
}

function eventRows({ join, where }: Accounts): string {
  return `SELECT ${account}, e.activity, e.date, ${monthOf('e.date')} AS month,
      coalesce(e.quantity, CAST(1 AS DECIMAL(18,6))) AS quantity
    FROM service_event e ${join} WHERE ${inWindow('e')} AND ${where}`
}

function loggedRows({ join, where }: Accounts): string {
  return `SELECT ${account}, coalesce(h.activity, '') AS activity, h.date, ${monthOf('h.date')} AS month, h.hours
    FROM logged_hours h ${join} WHERE ${inWindow('h')} AND ${where}`
}

const ordered: readonly LineKind[] = ['goods', 'service', 'freight']

/**
 * Orders and credit notes among the lines of the window, each once for an account key, on the first of its days there. An order is for
 * something that is sold: a rebate, a write-off or an adjustment by itself is none, whatever its document calls itself.
 */
function documentRows(activity: DocumentActivity, { join, where, keys }: Accounts): string {
  const [isOne, number] =
    activity === 'order'
      ? [`NOT d.credit AND d.kind IN (${kindList(ordered)})`, `coalesce(d.order_number, ' ' || d.invoice)`]
      : ['d.credit', 'd.invoice']
  // Accounts are looked up once a document, which spares a join over every line.
  return `SELECT ${account}, '${activity}', l.date, ${monthOf('l.date')}, CAST(1 AS DECIMAL(18,6))
    FROM (SELECT d.source, d.account, min(d.date) AS date
      FROM line d WHERE ${isOne} AND ${inWindow('d')} AND ${keys('d')}
      GROUP BY d.source, d.account, ${number}) l ${join} WHERE ${where}`
}

function sumsOf(answer: Answer): (at: number) => ServiceSums {
  const [events, cost, unrated] = [answer.micros('events'), answer.micros('cost'), answer.counts('unrated')]
  const [standard, replaced] = [answer.micros('standard_minutes'), answer.micros('replaced_minutes')]
  const logged = answer.micros('logged_minutes')
  return (at) => ({
    events: events[at] ?? 0n,
    standardMinutes: standard[at] ?? 0n,
    replacedMinutes: replaced[at] ?? 0n,
    loggedMinutes: logged[at] ?? 0n,
    cost: cost[at] ?? 0n,
    unrated: unrated[at] ?? 0,
  })
}

function keyOf({ activity, rateFrom }: RatedService): string {
  return `${activity}/${rateFrom ?? ''}`
}
