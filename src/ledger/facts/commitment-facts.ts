import type { CommitmentSums } from '../../domain/commitment/figures.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { Span } from '../../domain/period.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { productToMicros } from './product-to-micros.ts'
import { itemOf, spanTable } from './stock-holdings.ts'

/**
 * Commitments `m` with what was taken of them, each with the cost of the product on the promised day. A delivery that names no line
 * is of the only one its commitment has. Needs the end of the window as parameter 2 and the watermark as 3; the names it gives are
 * cost_span, promise (one row a commitment that was due by the end) and piece (what a day filled of it).
 */
const promises = (where: string): string => `cost_span AS (${costSpans(3)}),
  promise AS (
    SELECT m.key_hi, m.key_lo, m.source, m.number, m.line, m.type, m.product, m.due, m.quantity, c.cost,
      ${accountNumber} AS account
    FROM commitment m
    LEFT JOIN cost_span c ON c.source = m.source AND c.product = m.product AND m.due >= c.valid_from AND m.due < c.valid_until
    LEFT JOIN account_ref r ON r.source = m.source AND r.key = m.account AND m.due >= r.valid_from AND m.due < r.valid_to
    WHERE m.due <= CAST($2 AS DATE) AND ${liveAt('m', 3)} AND ${where}),
  lines_of AS (
    SELECT m.source, m.number, count(*) AS lines FROM commitment m WHERE ${liveAt('m', 3)} GROUP BY m.source, m.number),
  day_taken AS (
    SELECT p.key_hi, p.key_lo, p.due, p.quantity, d.date AS taken_on, sum(d.quantity) AS taken
    FROM promise p
    JOIN lines_of n ON n.source = p.source AND n.number = p.number
    JOIN delivery d ON d.source = p.source AND d.commitment = p.number
      AND (coalesce(d.commitment_line, '') = coalesce(p.line, '') OR (d.commitment_line IS NULL AND n.lines = 1))
    WHERE d.date <= CAST($2 AS DATE) AND ${liveAt('d', 3)}
    GROUP BY p.key_hi, p.key_lo, p.due, p.quantity, d.date),
  running AS (
    SELECT key_hi, key_lo, due, quantity, taken_on,
      least(quantity, greatest(0, sum(taken) OVER (PARTITION BY key_hi, key_lo ORDER BY taken_on))) AS filled
    FROM day_taken),
  piece AS (
    SELECT key_hi, key_lo, due, taken_on,
      filled - coalesce(lag(filled) OVER (PARTITION BY key_hi, key_lo ORDER BY taken_on), 0) AS filled
    FROM running)`

/** How accounts keep their word. By account; those to whom nothing was promised for the window are left out. */
export async function commitmentFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  scope: AccountScope | null = null,
): Promise<Map<string, CommitmentSums>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const answer = await session.read(
    `WITH ${promises(scope ? inScope('m', scope, 4).where : 'TRUE')},
     taken AS (
       SELECT key_hi, key_lo, sum(filled) AS taken, sum(CASE WHEN taken_on <= due THEN filled ELSE 0 END) AS in_time,
         sum(CAST(filled AS DECIMAL(38,6)) * CASE WHEN taken_on > due THEN taken_on - due ELSE 0 END) AS late_days
       FROM piece GROUP BY key_hi, key_lo),
     valued AS (
       SELECT p.account, p.cost, ${atCost('p.quantity')} AS committed, ${atCost('t.taken')} AS taken,
         ${atCost('t.in_time')} AS in_time, ${atCost('t.late_days')} AS late_days
       FROM promise p LEFT JOIN taken t ON t.key_hi = p.key_hi AND t.key_lo = p.key_lo
       WHERE p.due >= CAST($1 AS DATE))
     SELECT account, sum(committed) AS committed, sum(taken) AS taken, sum(in_time) AS in_time, sum(late_days) AS late_days,
       sum(CASE WHEN cost IS NULL THEN 0 ELSE 1 END) AS known, sum(CASE WHEN cost IS NULL THEN 1 ELSE 0 END) AS uncosted
     FROM valued GROUP BY account`,
    [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  const [committed, taken] = [answer.micros('committed'), answer.micros('taken')]
  const [inTime, late] = [answer.micros('in_time'), answer.micros('late_days')]
  const [known, uncosted] = [answer.counts('known'), answer.counts('uncosted')]
  const ids = await accountIds(session, answer)
  return new Map(
    ids.map((id, at) => [
      id,
      {
        committed: committed[at] ?? 0n,
        taken: taken[at] ?? 0n,
        takenOnTime: inTime[at] ?? 0n,
        takenLateDays: late[at] ?? 0n,
        commitments: known[at] ?? 0,
        commitmentsUncosted: uncosted[at] ?? 0,
      },
    ]),
  )
}

/** What was not taken of an item by an account, on the nights after the promised day that belong to a stretch of days. */
export interface UntakenItem {
  readonly accountId: string
  readonly item: string
  readonly source: string
  readonly product: string
  readonly span: number
  /** Value x days, at the cost of the promised day; what has no cost is not in it. */
  readonly valueDays: bigint
  /** Commitments whose cost is not known. */
  readonly uncosted: number
}

/** What lay untaken in a window, by account, item and stretch of days. */
export async function untakenItems(
  session: Session,
  { from, to, watermark }: FactsWindow,
  spans: readonly Span[],
): Promise<UntakenItem[]> {
  const span = spanTable(spans, 4)
  const answer = await session.read(
    `WITH ${promises('TRUE')}, span AS (${span.sql}),
     night AS (
       SELECT p.key_hi, p.key_lo, p.account, p.source, p.product, p.cost, p.quantity, s.span, s.last_day,
         greatest(p.due, s.first_day - 1) AS evening
       FROM promise p JOIN span s ON s.last_day > p.due
       WHERE s.last_day >= CAST($1 AS DATE)),
     filled AS (
       SELECT n.key_hi, n.key_lo, n.span,
         sum(CAST(f.filled AS DECIMAL(38,6)) * CASE WHEN n.last_day > f.taken_on THEN n.last_day - greatest(n.evening, f.taken_on) ELSE 0 END) AS days
       FROM night n JOIN piece f ON f.key_hi = n.key_hi AND f.key_lo = n.key_lo
       GROUP BY n.key_hi, n.key_lo, n.span),
     lain AS (
       SELECT n.account, n.source, n.product, n.span, n.cost,
         CAST(n.quantity AS DECIMAL(38,6)) * (n.last_day - n.evening) - coalesce(f.days, 0) AS days
       FROM night n LEFT JOIN filled f ON f.key_hi = n.key_hi AND f.key_lo = n.key_lo AND f.span = n.span)
     SELECT l.account, l.source, l.product, l.span, sum(${atCost('l.days', 'l.cost')}) AS value_days,
       sum(CASE WHEN l.cost IS NULL THEN 1 ELSE 0 END) AS uncosted
     FROM lain l WHERE l.days > 0
     GROUP BY l.account, l.source, l.product, l.span`,
    [from, to, String(watermark), ...span.parameters],
  )
  const [sources, products, places] = [answer.texts('source'), answer.texts('product'), answer.counts('span')]
  const [valueDays, uncosted] = [answer.micros('value_days'), answer.counts('uncosted')]
  const ids = await accountIds(session, answer)
  return sources.map((source, at) => {
    const product = products[at] ?? ''
    return {
      accountId: ids[at] ?? noAccountId,
      item: itemOf(source, product),
      source,
      product,
      span: places[at] ?? 0,
      valueDays: valueDays[at] ?? 0n,
      uncosted: uncosted[at] ?? 0,
    }
  })
}

/** A quantity at the cost of one unit, rounded to the sixth place, half away from zero, as `atCost` of the domain does. */
function atCost(quantity: string, cost = 'p.cost'): string {
  return productToMicros(quantity, cost)
}
