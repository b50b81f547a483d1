import type { Attos } from '../../domain/inventory/attos.ts'
import { attosPlaces } from '../../domain/inventory/attos.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountIdsOrNull, accountNumber, ofNone } from './account-number.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, kindList, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'
import { itemOf } from './stock-holdings.ts'
import { hasOtherKeys, lineCostOrNull } from './value-facts.ts'

/** Cost of what was sold of an item to an account; below zero where it brought back more than it took. */
export interface SoldToAccount {
  readonly accountId: string
  readonly item: string
  readonly cost: Micros
}

/** What an account is given of the items that all share: cost of what was sold x factor, summed over its items. */
export interface SharedSums {
  readonly stock: Attos
  readonly cost: Attos
  /** Whether one of the items has factors of days without a carrying rate. */
  readonly isUnrated: boolean
}

/** The factors of an item, of twelve places. */
export interface ItemFactor {
  readonly item: string
  readonly stock: bigint
  readonly cost: bigint
  readonly isUnrated: boolean
}

/** The items of which there is stock that all share, up to the end of the window. */
const sharedItems = `SELECT s.source, s.product FROM stock s
  WHERE s.account IS NULL AND s.quantity > 0 AND s.date <= CAST($2 AS DATE) AND ${liveAt('s', 3)}
  GROUP BY s.source, s.product`

/** Lines of these items in the window, with the cost of their product on the day; a line without a known cost claims no stock. */
function soldLines(kinds: readonly LineKind[], joins: string): string {
  return `FROM line l
    JOIN item i ON i.source = l.source AND i.product = l.product
    JOIN cost_span c ON c.source = l.source AND c.product = l.product AND l.date >= c.valid_from AND l.date < c.valid_until
    ${joins}
    WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)} AND l.kind IN (${kindList(kinds)})`
}

/** How the account of a line is found: an expression over the line `l`, its joins, and what makes a number of the expression. */
interface Owner {
  readonly of: string
  readonly joins: string
  readonly resolve: (grouped: string) => string
}

/** Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line. */
async function ownerOf(session: Session): Promise<Owner> {
  if (await hasOtherKeys(session)) {
    const joins = `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
      AND l.date >= r.valid_from AND l.date < r.valid_to`
    return { of: accountNumber, joins, resolve: (grouped) => `SELECT g.*, g.owner AS account FROM ${grouped} g` }
  }
  return {
    of: `coalesce(l.account, '')`,
    joins: '',
    resolve: (grouped) =>
      `SELECT g.*, ${accountNumber} AS account
       FROM ${grouped} g LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.owner`,
  }
}

/** What was sold of shared items in a window. */
interface SoldItems {
  /** Cost of what was sold of each item to all accounts together. */
  readonly byItem: ReadonlyMap<string, Micros>
  /** Accounts that brought back more of an item than they took, at cost. */
  readonly back: readonly SoldToAccount[]
}

/**
 * What was sold of each shared item in the window, and who brought back more than it took. Only who has a line that gives money or
 * goods back can have, so that few lines are grouped by account and item.
 */
export async function soldItems(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<SoldItems> {
  const { of, joins, resolve } = await ownerOf(session)
  const answer = await session.read(
    `WITH item AS (${sharedItems}), cost_span AS (${costSpans(3)}),
     giver AS (SELECT DISTINCT l.source, l.product, ${of} AS owner ${soldLines(kinds, joins)} AND (l.base_net < 0 OR l.quantity < 0)),
     summed AS (
       SELECT l.source, l.product, b.owner, sum(${lineCostOrNull}) AS cost
       ${soldLines(kinds, `${joins} LEFT JOIN giver b ON b.source = l.source AND b.product = l.product AND b.owner = ${of}`)}
       GROUP BY l.source, l.product, b.owner),
     back AS (SELECT source, product, owner, cost FROM summed WHERE owner IS NOT NULL AND cost < 0)
     SELECT source, product, ${String(ofNone)} AS account, sum(cost) AS cost FROM summed GROUP BY source, product
     UNION ALL
     SELECT source, product, account, cost FROM (${resolve('back')}) resolved`,
    [from, to, String(watermark)],
  )
  const byItem = new Map<string, Micros>()
  const back: SoldToAccount[] = []
  for (const { accountId, item, cost } of await soldRows(session, answer)) {
    if (accountId === null) byItem.set(item, cost)
    else back.push({ accountId, item, cost })
  }
  return { byItem, back }
}

/** Cost of what was sold of each shared item to the accounts in scope. */
export async function soldInScope(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<readonly SoldToAccount[]> {
  if (isEmptyScope(scope)) return []
  const answer = await session.read(
    `WITH item AS (${sharedItems}), cost_span AS (${costSpans(3)})
     SELECT ${accountNumber} AS account, i.source, i.product, sum(${lineCostOrNull}) AS cost
     ${soldLines(kinds, inScope('l', scope, 4).join)} AND ${inScope('l', scope, 4).where}
     GROUP BY 1, i.source, i.product`,
    [from, to, String(watermark), ...scopeParameters(scope)],
  )
  const sold = await soldRows(session, answer)
  return sold.map(({ accountId, ...rest }) => ({ accountId: accountId ?? noAccountId, ...rest }))
}

interface SoldRow extends Omit<SoldToAccount, 'accountId'> {
  readonly accountId: string | null
}

async function soldRows(session: Session, answer: Answer): Promise<readonly SoldRow[]> {
  const [sources, products, costs] = [answer.texts('source'), answer.texts('product'), answer.micros('cost')]
  const ids = await accountIdsOrNull(session, answer)
  return sources.map((source, at) => ({
    accountId: ids[at] ?? null,
    item: itemOf(source, products[at] ?? ''),
    cost: costs[at] ?? 0n,
  }))
}

/** Cost of what was sold of each item x its factors, summed by account, exactly: what was brought back lowers the sums. */
export async function sharedSums(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  factors: readonly (ItemFactor & { readonly source: string; readonly product: string })[],
): Promise<Map<string, SharedSums>> {
  if (factors.length === 0) return new Map()
  const { of, joins, resolve } = await ownerOf(session)
  const list = (place: number): string => `unnest(string_to_array($${String(place)}, CAST($9 AS VARCHAR)))`
  const lists = [
    factors.map(({ source }) => source),
    factors.map(({ product }) => product),
    factors.map(({ stock }) => decimalText(stock)),
    factors.map(({ cost }) => decimalText(cost)),
    factors.map(({ isUnrated }) => (isUnrated ? '1' : '0')),
  ]
  const separator = separatorOf(lists)
  const answer = await session.read(
    `WITH cost_span AS (${costSpans(3)}),
     factor AS (
       SELECT ${list(4)} AS source, ${list(5)} AS product, ${list(6)} AS stock, ${list(7)} AS cost, ${list(8)} AS unrated),
     item AS (
       SELECT source, product, CAST(stock AS DECIMAL(18,12)) AS stock_factor, CAST(cost AS DECIMAL(18,12)) AS cost_factor,
         CAST(unrated AS INTEGER) AS unrated
       FROM factor),
     sold AS (
       SELECT l.source, ${of} AS owner, i.stock_factor, i.cost_factor, i.unrated, ${lineCostOrNull} AS cost
       ${soldLines(kinds, joins)}),
     grouped AS (
       SELECT source, owner, sum(stock_factor * cost) AS stock, sum(cost_factor * cost) AS cost, max(unrated) AS unrated
       FROM sold GROUP BY source, owner)
     SELECT account, CAST(sum(stock) AS DECIMAL(38,${String(attosPlaces)})) AS stock,
       CAST(sum(cost) AS DECIMAL(38,${String(attosPlaces)})) AS cost, max(unrated) AS unrated
     FROM (${resolve('grouped')}) resolved GROUP BY account`,
    [from, to, String(watermark), ...lists.map((values) => values.join(separator)), separator],
  )
  const [stock, cost] = [answer.digits('stock', attosPlaces), answer.digits('cost', attosPlaces)]
  const [unrated, ids] = [answer.counts('unrated'), await accountIds(session, answer)]
  return new Map(
    ids.map((id, at) => [id, { stock: stock[at] ?? 0n, cost: cost[at] ?? 0n, isUnrated: (unrated[at] ?? 0) > 0 }]),
  )
}

/** What can stand between values that are handed over in one parameter: none of them holds it. */
function separatorOf(lists: readonly (readonly string[])[]): string {
  let separator = '\n'
  while (lists.some((values) => values.some((value) => value.includes(separator)))) separator += '\u001E'
  return separator
}

/** A factor as a decimal of twelve places. */
function decimalText(factor: bigint): string {
  const digits = factor.toString().padStart(13, '0')
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`
}
