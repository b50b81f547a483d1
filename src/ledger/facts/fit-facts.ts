import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { textOrNull } from '../store/decode.ts'
import type { Parameter, Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { hasOtherKeys } from './value-facts.ts'

/** The activity of service events that say an order did not go the usual way. */
const specialHandling = 'special_handling'

/** A product of which somebody said whether it is standard. */
export interface StandardProduct {
  readonly source: string
  readonly key: string
  readonly isStandard: boolean
}

interface StandardSpend {
  readonly standardSpend: Micros
  readonly standardKnownSpend: Micros
}

interface HandledOrders {
  readonly handledOrders: number
  readonly plainOrders: number
}

/** Between the entries of a list that is one parameter, and between the parts of an entry. */
const [betweenEntries, betweenParts] = ['\u001E', '\u001F']

/** Spend of each account in the window on products of which it is known whether they are standard, and on those that are. */
export async function standardSpend(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  { products, scope }: { readonly products: readonly StandardProduct[]; readonly scope: AccountScope | null },
): Promise<Map<string, StandardSpend>> {
  if (products.length === 0 || (scope && isEmptyScope(scope))) return new Map()
  const lines = await linesOf(session, scope, 5)
  const answer = await session.read(
    `WITH known AS (
       SELECT split_part(entry, chr(31), 1) AS source, split_part(entry, chr(31), 2) AS product,
         split_part(entry, chr(31), 3) AS standard
       FROM (SELECT unnest(string_to_array($4, chr(30))) AS entry) entries),
     summed AS (
       SELECT ${lines.account} AS owner, l.source, sum(l.base_net) AS known,
         sum(CASE WHEN k.standard = 'yes' THEN l.base_net END) AS standard
       FROM line l JOIN known k ON k.source = l.source AND k.product = l.product ${lines.join}
       WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
         AND l.kind IN (${kindList(kinds)}) AND ${lines.where}
       GROUP BY 1, l.source)
     SELECT ${lines.number} AS account, sum(s.known) AS known, sum(s.standard) AS standard
     FROM summed s ${lines.idJoin}
     GROUP BY 1`,
    [from, to, String(watermark), listOf(products), ...lines.parameters],
  )
  const [standard, known] = [answer.micros('standard'), answer.micros('known')]
  const ids = await accountIds(session, answer)
  return new Map(ids.map((id, at) => [id, { standardSpend: standard[at] ?? 0n, standardKnownSpend: known[at] ?? 0n }]))
}

/** The first day up to `to` on which anybody noted special handling; null where nobody ever has. */
export async function handlingSince(
  session: Session,
  { to, watermark }: Pick<FactsWindow, 'to' | 'watermark'>,
): Promise<Day | null> {
  const [row] = await session.all(
    `SELECT CAST(min(e.date) AS VARCHAR) AS first_day FROM service_event e
     WHERE e.activity = '${specialHandling}' AND e.date <= CAST($1 AS DATE) AND ${liveAt('e', 2)}`,
    [to, String(watermark)],
  )
  return row ? textOrNull(row, 'first_day') : null
}

/**
 * Orders of each account in the window with an event of special handling, and those without. An event is of an order by its order
 * number (that of the invoice where the order has none) at the same account, or in the same source where it names none. Orders
 * invoiced before `since`, when nobody noted it, are in neither count.
 */
export async function handledOrders(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  { since, scope }: { readonly since: Day | null; readonly scope: AccountScope | null },
): Promise<Map<string, HandledOrders>> {
  if (since === null || since > to || (scope && isEmptyScope(scope))) return new Map()
  const lines = await linesOf(session, scope, 4)
  const answer = await session.read(
    `WITH handled AS (
       SELECT e.source, e.order_number, a.account_number AS account
       FROM service_event e LEFT JOIN account_ref a ON a.source = e.source AND a.key = e.account
         AND e.date >= a.valid_from AND e.date < a.valid_to
       WHERE e.activity = '${specialHandling}' AND e.order_number IS NOT NULL AND e.date <= CAST($2 AS DATE)
         AND (a.account_id IS NOT NULL OR e.account IS NULL) AND ${liveAt('e', 3)}),
     of_account AS (SELECT DISTINCT account, order_number FROM handled WHERE account IS NOT NULL),
     of_source AS (SELECT DISTINCT source, order_number FROM handled WHERE account IS NULL),
     ordered AS (
       SELECT DISTINCT ${lines.account} AS owner, l.source, coalesce(l.order_number, l.invoice) AS order_number,
         l.order_number IS NULL AS is_invoice
       FROM line l ${lines.join}
       WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
         AND l.kind IN (${kindList(kinds)}) AND NOT l.credit AND ${lines.where}),
     own AS (
       SELECT DISTINCT ${lines.number} AS account, s.source, s.order_number, s.is_invoice
       FROM ordered s ${lines.idJoin})
     SELECT o.account, count(*) AS orders,
       sum(CASE WHEN a.order_number IS NOT NULL OR s.order_number IS NOT NULL THEN 1 ELSE 0 END) AS handled
     FROM own o
     LEFT JOIN of_account a ON a.account = o.account AND a.order_number = o.order_number
     LEFT JOIN of_source s ON s.source = o.source AND s.order_number = o.order_number
     GROUP BY o.account`,
    [from > since ? from : since, to, String(watermark), ...lines.parameters],
  )
  const [orders, handled] = [answer.counts('orders'), answer.counts('handled')]
  const ids = await accountIds(session, answer)
  return new Map(
    ids.map((id, at) => {
      const handledOrders = handled[at] ?? 0
      return [id, { handledOrders, plainOrders: (orders[at] ?? 0) - handledOrders }]
    }),
  )
}

/** How lines `l` find their account, first each by itself, then those that were taken together as `s`. */
interface Lines {
  readonly join: string
  readonly where: string
  readonly account: string
  readonly idJoin: string
  readonly number: string
  readonly parameters: readonly Parameter[]
}

/**
 * Lines of the accounts in scope, or all. Where a key and an account are the same thing, keys are resolved once lines are taken
 * together, which spares a join over every line.
 */
async function linesOf(session: Session, scope: AccountScope | null, place: number): Promise<Lines> {
  const early = { idJoin: '', number: 's.owner' }
  if (scope) {
    const parts = inScope('l', scope, place)
    return { ...parts, ...early, account: 'r.account_number', parameters: scopeParameters(scope) }
  }
  if (await hasOtherKeys(session)) {
    const join = `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
      AND l.date >= r.valid_from AND l.date < r.valid_to`
    return { ...early, join, where: 'TRUE', account: accountNumber, parameters: [] }
  }
  const idJoin = 'LEFT JOIN account_ref r ON r.source = s.source AND r.key = s.owner'
  return { join: '', where: 'TRUE', account: 'l.account', idJoin, number: accountNumber, parameters: [] }
}

/** The products as one parameter: a book has thousands. A key that holds what stands between them is of no product we sell. */
function listOf(products: readonly StandardProduct[]): string {
  return products
    .filter(
      ({ source, key }) => !`${source}${key}`.includes(betweenEntries) && !`${source}${key}`.includes(betweenParts),
    )
    .map(({ source, key, isStandard }) => [source, key, isStandard ? 'yes' : 'no'].join(betweenParts))
    .join(betweenEntries)
}
