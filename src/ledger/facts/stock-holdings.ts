import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { accountIdsOrNull, accountNumber, ofNone } from './account-number.ts'
import { costSpans, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { parameterTable } from './parameter-table.ts'
import { productToMicros } from './product-to-micros.ts'

/** What lay of an item in a stretch of days, at the cost of the days it was counted on. An item is a product of a source. */
export interface HeldItem {
  /** The item by `itemOf`. */
  readonly item: string
  readonly source: string
  readonly product: string
  /** The account it is dedicated to; null for stock that all share. */
  readonly accountId: string | null
  /** The place of the stretch in the list that was asked for. */
  readonly span: number
  /** Value x days, at cost in base currency; what has no cost is not in it. */
  readonly valueDays: bigint
  /** Value x days x days of cover. */
  readonly coverDays: bigint
  /** Quantity x days. */
  readonly quantityDays: Micros
  /** Counts of more than nothing whose cost is not known. */
  readonly uncosted: number
}

/** The first and the last day that a source counted stock on. */
export interface CountedDays {
  readonly first: Day
  readonly last: Day
}

/** What an item is known by: a product of a source. */
export function itemOf(source: string, product: string): string {
  return `${source}\u001F${product}`
}

/** The stretches of days that stock is split into, as a relation `name` of place, first and last day. */
export function spanTable(spans: readonly Span[], place: number) {
  return parameterTable(
    [
      { name: 'span', sqlType: 'INTEGER' },
      { name: 'first_day', sqlType: 'DATE' },
      { name: 'last_day', sqlType: 'DATE' },
    ],
    spans.map(({ from, to }, index) => [String(index), from, to]),
    place,
  )
}

/** An amount x days of cover, to the sixth place, half away from zero: whole days need no rounding, which is what takes time. */
function timesDays(amount: string, days: string): string {
  return `CASE WHEN ${days} = CAST(CAST(${days} AS BIGINT) AS DECIMAL(18,6)) THEN ${amount} * CAST(${days} AS BIGINT)
         ELSE CAST(${amount} * ${days} AS DECIMAL(38,6)) END`
}

/** The sources that count stock, with the first and the last day up to the end of the window that they did. */
export async function countedSources(
  session: Session,
  { to, watermark }: Pick<FactsWindow, 'to' | 'watermark'>,
): Promise<ReadonlyMap<string, CountedDays>> {
  const rows = await session.all(
    `SELECT s.source, CAST(min(s.date) AS VARCHAR) AS first_day, CAST(max(s.date) AS VARCHAR) AS last_day
     FROM stock s WHERE s.date <= CAST($1 AS DATE) AND ${liveAt('s', 2)} GROUP BY s.source`,
    [to, String(watermark)],
  )
  return new Map(
    rows.map((row) => [textOf(row, 'source'), { first: textOf(row, 'first_day'), last: textOf(row, 'last_day') }]),
  )
}

/**
 * What lay where in a window. The rows of one source, warehouse and day are one count, shared and dedicated stock each by itself: what
 * is missing from it is not there, and it holds from the evening of its day to that of the next. The first count of a source holds for
 * the days before it too. Cost is the one of the row, else of the product on the day of the count, each row rounded to the sixth place.
 */
export async function heldItems(
  session: Session,
  { from, to, watermark }: FactsWindow,
  { spans, cover }: { readonly spans: readonly Span[]; readonly cover: Micros },
): Promise<HeldItem[]> {
  const span = spanTable(spans, 5)
  const answer = await session.read(
    `WITH span AS (${span.sql}), cost_span AS (${costSpans(3)}),
     counted AS (
       SELECT s.source, coalesce(s.warehouse, '') AS warehouse, s.account IS NULL AS is_shared, s.date
       FROM stock s WHERE s.date <= CAST($2 AS DATE) AND ${liveAt('s', 3)}
       GROUP BY s.source, coalesce(s.warehouse, ''), s.account IS NULL, s.date),
     held AS (
       SELECT c.source, c.warehouse, c.is_shared, c.date,
         CASE WHEN c.date = min(c.date) OVER (PARTITION BY c.source) THEN least(c.date, CAST($1 AS DATE) - 1) ELSE c.date END AS evening,
         coalesce(lead(c.date) OVER (PARTITION BY c.source, c.warehouse, c.is_shared ORDER BY c.date), CAST($2 AS DATE)) AS next_evening
       FROM counted c),
     lain AS (
       SELECT s.source, s.product, s.quantity, s.cover_days, p.span,
         CASE WHEN s.account IS NOT NULL THEN ${accountNumber} ELSE ${String(ofNone)} END AS account,
         ${productToMicros('coalesce(s.unit_cost, c.cost)', 's.quantity')} AS value,
         least(h.next_evening, p.last_day) - greatest(h.evening, p.first_day - 1) AS days
       FROM stock s
       JOIN held h ON h.source = s.source AND h.warehouse = coalesce(s.warehouse, '') AND h.is_shared = (s.account IS NULL)
         AND h.date = s.date
       JOIN span p ON p.first_day <= h.next_evening AND p.last_day > h.evening
       LEFT JOIN cost_span c ON c.source = s.source AND c.product = s.product AND s.date >= c.valid_from AND s.date < c.valid_until
       LEFT JOIN account_ref r ON r.source = s.source AND r.key = s.account AND s.date >= r.valid_from AND s.date < r.valid_to
       WHERE h.next_evening >= CAST($1 AS DATE) AND ${liveAt('s', 3)})
     SELECT l.source, l.product, l.account, l.span,
       sum(CAST(l.value * l.days AS DECIMAL(38,6))) AS value_days,
       sum(${timesDays('CAST(l.value * l.days AS DECIMAL(38,6))', 'coalesce(l.cover_days, CAST($4 AS DECIMAL(18,6)))')}) AS cover_days,
       sum(CAST(CAST(l.quantity AS DECIMAL(38,6)) * l.days AS DECIMAL(38,6))) AS quantity_days,
       sum(CASE WHEN l.value IS NULL AND l.quantity > 0 THEN 1 ELSE 0 END) AS uncosted
     FROM lain l WHERE l.days > 0
     GROUP BY l.source, l.product, l.account, l.span`,
    [from, to, String(watermark), formatMicros(cover), ...span.parameters],
  )
  const [sources, products, places] = [answer.texts('source'), answer.texts('product'), answer.counts('span')]
  const [valueDays, coverDays] = [answer.micros('value_days'), answer.micros('cover_days')]
  const [quantityDays, uncosted] = [answer.micros('quantity_days'), answer.counts('uncosted')]
  const ids = await accountIdsOrNull(session, answer)
  return sources.map((source, at) => {
    const product = products[at] ?? ''
    return {
      item: itemOf(source, product),
      source,
      product,
      accountId: ids[at] ?? null,
      span: places[at] ?? 0,
      valueDays: valueDays[at] ?? 0n,
      coverDays: coverDays[at] ?? 0n,
      quantityDays: quantityDays[at] ?? 0n,
      uncosted: uncosted[at] ?? 0,
    }
  })
}
