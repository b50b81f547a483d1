import { setImmediate } from 'node:timers/promises'
import type { LineKind } from '../../domain/kind.ts'
import type { Span } from '../../domain/period.ts'
import { addFacts, emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** Line kinds that are revenue: adjustments and bad debts are booked, but nothing was sold. */
export const revenueKinds: readonly LineKind[] = ['goods', 'service', 'freight', 'discount', 'rebate']

/** Goods that went out; negative where the money is, since many books credit a positive quantity. */
export const movedQuantity = `(CASE WHEN l.base_net < 0 THEN -abs(l.quantity) ELSE l.quantity END)`

/**
 * Cost of one unit times quantity, to the sixth place. DuckDB has room for products of two DECIMAL(18,6) below a million, and
 * is several times as slow with wide ones: only large lines are multiplied wide.
 */
export const lineCost = `CASE WHEN abs(c.cost) < 1000 AND abs(l.quantity) < 1000
      THEN CAST(c.cost * ${movedQuantity} AS DECIMAL(18,6))
      ELSE CAST(CAST(c.cost AS DECIMAL(38,6)) * ${movedQuantity} AS DECIMAL(38,6)) END`

/** Whether the cost of a line is known to be none: money moves, goods do not. */
export const free = `(l.kind = 'discount' OR (l.quantity IS NULL AND (l.credit OR l.base_net < 0)))`
export const costed = `(${free} OR (c.cost IS NOT NULL AND l.quantity IS NOT NULL))`

/** The cost of one line `l` by the cost `c` of its product, as `sums` counts it; null where it is unknown. */
export const lineCostOrNull = `CASE WHEN ${free} THEN 0 WHEN ${costed} THEN ${lineCost} END`

/**
 * Money and counts over the window's lines `l`, each with the cost `c` of its product on its day. The cost of a discount
 * or of money given back without quantity is known to be none: money moves, goods do not. A sale without quantity has an
 * unknown cost, whatever its product costs. The cost follows the sign of the money: a credit of goods takes their cost
 * back, whether its quantity is written with a minus or without. The cost of one line is rounded to the sixth place, half
 * away from zero, the same on both engines, so that every split of the lines sums to one total.
 */
function sums(kinds: readonly LineKind[]): string {
  return `${moneyAndOrders(kinds)}, count(DISTINCT l.invoice) AS invoices`
}

function moneyAndOrders(kinds: readonly LineKind[]): string {
  const spend = `l.kind IN (${kindList(kinds)})`
  return `count(*) AS lines,
    sum(l.base_net) AS net,
    sum(CASE WHEN l.kind IN (${kindList(revenueKinds)}) THEN l.base_net END) AS revenue,
    sum(CASE WHEN ${spend} THEN l.base_net END) AS spend,
    sum(CASE WHEN ${spend} AND ${costed} THEN l.base_net END) AS costed_spend,
    sum(CASE WHEN ${spend} THEN abs(l.base_net) END) AS spend_magnitude,
    sum(CASE WHEN ${spend} AND ${costed} THEN abs(l.base_net) END) AS costed_magnitude,
    sum(CASE WHEN ${spend} AND NOT ${free} THEN ${lineCost} END) AS cost,
    count(DISTINCT CASE WHEN ${spend} AND NOT l.credit THEN coalesce(l.order_number, ' ' || l.invoice) END) AS orders`
}

/** Each line of `l` with the cost of its product on its day, from `cost_span`. */
export const costJoin = `LEFT JOIN cost_span c ON c.source = l.source AND c.product = l.product
  AND l.date >= c.valid_from AND l.date < c.valid_until`

/**
 * The money and counts of every account with a line in the window, in base currency; lines without an account stand under
 * `noAccountId`. First and last invoice and payments are other families of facts and stay empty here.
 */
export async function valueFacts(
  session: Session,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<Map<string, AccountFacts>> {
  // Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line.
  const sql = (await hasOtherKeys(session))
    ? `WITH cost_span AS (${costSpans(3)})
       SELECT ${accountNumber} AS account, l.source, ${sums(kinds)}
       FROM line l ${costJoin}
       LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
         AND l.date >= r.valid_from AND l.date < r.valid_to
       WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
       GROUP BY 1, l.source`
    : `WITH cost_span AS (${costSpans(3)}),
       grouped AS (
         SELECT l.source, l.account AS key, ${sums(kinds)}
         FROM line l ${costJoin}
         WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
         GROUP BY l.source, l.account)
       SELECT ${accountNumber} AS account, g.*
       FROM grouped g LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.key`
  const answer = await session.read(sql, [window.from, window.to, String(window.watermark)])
  return factsByAccount(await accountIds(session, answer), answer)
}

/** Whose the money of a line `l` is, as `source/rep`: the salesperson on the invoice, else the owner `o`; empty for nobody. */
export const seller = `coalesce(l.source || '/' || l.salesperson, o.rep, '')`

/**
 * The owner `o` of the account of a line `l` on its date, whom `seller` takes where no salesperson is named. A condition on the
 * line alone would keep DuckDB from joining by hash: half a minute for half a million lines.
 */
export const sellerJoins = `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to
     LEFT JOIN owner_ref o ON o.account_id = r.account_id AND l.date >= o.valid_from AND l.date < o.valid_to`

/**
 * The same figures per rep: money belongs to the salesperson on the invoice, else to the owner on the invoice date. Keys are
 * `source/rep`; money of nobody stands under the empty key. First and last invoice are those of the window.
 */
export async function ownerFacts(
  session: Session,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<Map<string, AccountFacts>> {
  const answer = await session.read(
    `WITH cost_span AS (${costSpans(3)})
     SELECT ${seller} AS account_id, l.source, ${sums(kinds)},
       CAST(min(l.date) AS VARCHAR) AS first_day, CAST(max(l.date) AS VARCHAR) AS last_day
     FROM line l ${costJoin} ${sellerJoins}
     WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
     GROUP BY 1, l.source`,
    [window.from, window.to, String(window.watermark)],
  )
  return factsByAccount(answer.texts('account_id'), answer)
}

/** Two stretches of days, the first over before the second begins, and the state of the ledger. */
export interface ComparedWindows {
  readonly before: Span | null
  readonly after: Span
  readonly watermark: number
}

/** The figures of both windows by what they are grouped by. */
export interface ComparedFacts {
  readonly before: ReadonlyMap<string, AccountFacts>
  readonly after: ReadonlyMap<string, AccountFacts>
}

/**
 * The figures of a few accounts by `group`, an expression over lines `l`, their account `r` and the family `p` of their product,
 * in one window or two. Invoices are not counted, for they would cost as much again; first and last are those of the window.
 */
export async function scopedFacts(
  session: Session,
  { before, after, watermark }: ComparedWindows,
  kinds: readonly LineKind[],
  { scope, group }: { readonly scope: AccountScope; readonly group: string },
): Promise<ComparedFacts> {
  if (isEmptyScope(scope)) return { before: new Map(), after: new Map() }
  const { join, where } = inScope('l', scope, 7)
  // Without a window before, that one is made of no day.
  const earlier = before ?? { from: after.to, to: after.from }
  const answer = await session.read(
    `WITH own AS (
       SELECT l.source, l.date, l.kind, l.base_net, l.quantity, l.credit, l.product, l.order_number, l.invoice,
         ${group} AS facts_of, CASE WHEN l.date >= CAST($1 AS DATE) THEN 'after' ELSE 'before' END AS part
       FROM line l ${join}
       LEFT JOIN product_ref p ON p.source = l.source AND p.key = l.product
       WHERE l.date >= CAST($6 AS DATE) AND l.date <= CAST($2 AS DATE)
         AND (l.date >= CAST($1 AS DATE) OR (l.date >= CAST($4 AS DATE) AND l.date <= CAST($5 AS DATE)))
         AND ${liveAt('l', 3)} AND ${where}),
     cost_span AS (${costSpans(3, 'c.product IN (SELECT product FROM own)')})
     SELECT l.part, l.facts_of AS account_id, l.source, ${moneyAndOrders(kinds)},
       CAST(min(l.date) AS VARCHAR) AS first_day, CAST(max(l.date) AS VARCHAR) AS last_day
     FROM own l ${costJoin}
     GROUP BY l.part, l.facts_of, l.source`,
    [
      after.from,
      after.to,
      String(watermark),
      earlier.from,
      earlier.to,
      before?.from ?? after.from,
      ...scopeParameters(scope),
    ],
  )
  const [ids, parts] = [answer.texts('account_id'), answer.texts('part')]
  return {
    before: await factsByAccount(ids, answer, (at) => parts[at] === 'before'),
    after: await factsByAccount(ids, answer, (at) => parts[at] === 'after'),
  }
}

/** Whether a key means an account for some days only, or an account has several keys in a source. */
export async function hasOtherKeys(session: Session): Promise<boolean> {
  const rows = await session.all(
    `SELECT 1 AS found WHERE EXISTS (
       SELECT 1 FROM account_ref
       WHERE valid_from > CAST('0001-01-01' AS DATE) OR valid_to < CAST('9999-12-31' AS DATE))
     OR EXISTS (SELECT 1 FROM account_ref GROUP BY source, account_id HAVING count(*) > 1)`,
  )
  return rows.length > 0
}

/** Rows after which others get a turn: some ten milliseconds. */
const rowsPerTurn = 4096

/**
 * The facts in the rows of an answer that are wanted, by the id of each row. One row per account and source; order and invoice
 * numbers of two sources are different numbers, so facts add up.
 */
async function factsByAccount(
  ids: readonly string[],
  answer: Answer,
  isWanted: (at: number) => boolean = () => true,
): Promise<Map<string, AccountFacts>> {
  const factsAt = factsOf(answer)
  const factsById = new Map<string, AccountFacts>()
  for (const [at, id] of ids.entries()) {
    // A large book has tens of thousands: others get a turn of the event loop.
    if (at % rowsPerTurn === rowsPerTurn - 1) await setImmediate()
    if (!isWanted(at)) continue
    const facts = factsAt(id, at)
    const before = factsById.get(id)
    factsById.set(id, before ? addFacts(before, facts) : facts)
  }
  return factsById
}

function factsOf(answer: Answer): (accountId: string, at: number) => AccountFacts {
  const [net, revenue, spend] = [answer.micros('net'), answer.micros('revenue'), answer.micros('spend')]
  const [costedSpend, cost] = [answer.micros('costed_spend'), answer.micros('cost')]
  const [magnitude, costed] = [answer.micros('spend_magnitude'), answer.micros('costed_magnitude')]
  const [lines, orders] = [answer.counts('lines'), answer.counts('orders')]
  const invoices = answer.has('invoices') ? answer.counts('invoices') : []
  const [first, last] = answer.has('first_day') ? [answer.textsOrNull('first_day'), answer.textsOrNull('last_day')] : []
  return (accountId, at) => ({
    ...emptyFacts(accountId),
    net: net[at] ?? 0n,
    revenue: revenue[at] ?? 0n,
    spend: spend[at] ?? 0n,
    costedSpend: costedSpend[at] ?? 0n,
    spendMagnitude: magnitude[at] ?? 0n,
    costedMagnitude: costed[at] ?? 0n,
    cost: cost[at] ?? 0n,
    lines: lines[at] ?? 0,
    orders: orders[at] ?? 0,
    invoices: invoices[at] ?? 0,
    firstInvoice: first?.[at] ?? null,
    lastInvoice: last?.[at] ?? null,
  })
}
