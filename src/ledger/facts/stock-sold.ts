import type { Attos } from '../../domain/inventory/attos.ts'
import { attosPlaces } from '../../domain/inventory/attos.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { countOf, microsOf, textOf } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
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
const sharedItems = `SELECT s.source, s.product, ${itemOf('s')} AS item FROM stock s
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

const accountId = `coalesce(r.account_id, '${noAccountId}')`

/** How the account of a line is found: an expression over the line `l`, its joins, and what makes an account of the expression. */
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
    return { of: accountId, joins, resolve: (grouped) => `SELECT g.*, g.owner AS account_id FROM ${grouped} g` }
  }
  return {
    of: `coalesce(l.account, '')`,
    joins: '',
    resolve: (grouped) =>
      `SELECT g.*, ${accountId} AS account_id
       FROM ${grouped} g LEFT JOIN account_ref r ON r.source = g.source AND r.key = g.owner`,
  }
}

/** Cost of what was sold of each shared item in the window, to all accounts together. */
export async function soldByItem(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<Map<string, Micros>> {
  const rows = await session.all(
    `WITH item AS (${sharedItems}), cost_span AS (${costSpans(3)})
     SELECT i.item, sum(${lineCostOrNull}) AS cost ${soldLines(kinds, '')}
     GROUP BY i.item`,
    [from, to, String(watermark)],
  )
  return new Map(rows.map((row) => [textOf(row, 'item'), microsOf(row, 'cost')]))
}

/**
 * Accounts that brought back more of a shared item in the window than they took, at cost. Only who has a line that gives money or
 * goods back can have, so that few lines are grouped by account and item.
 */
export async function broughtBack(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
): Promise<SoldToAccount[]> {
  const { of, joins, resolve } = await ownerOf(session)
  const rows = await session.all(
    `WITH item AS (${sharedItems}), cost_span AS (${costSpans(3)}),
     back AS (SELECT DISTINCT l.source, l.product, ${of} AS owner ${soldLines(kinds, joins)} AND (l.base_net < 0 OR l.quantity < 0)),
     net AS (
       SELECT l.source, b.owner, i.item, sum(${lineCostOrNull}) AS cost
       ${soldLines(kinds, `${joins} JOIN back b ON b.source = l.source AND b.product = l.product AND b.owner = ${of}`)}
       GROUP BY l.source, b.owner, i.item
       HAVING sum(${lineCostOrNull}) < 0)
     ${resolve('net')}`,
    [from, to, String(watermark)],
  )
  return rows.map(toSold)
}

/** Cost of what was sold of each shared item to the accounts in scope. */
export async function soldInScope(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<SoldToAccount[]> {
  if (isEmptyScope(scope)) return []
  const rows = await session.all(
    `WITH item AS (${sharedItems}), cost_span AS (${costSpans(3)})
     SELECT ${accountId} AS account_id, i.item, sum(${lineCostOrNull}) AS cost
     ${soldLines(kinds, inScope('l', scope, 4).join)} AND ${inScope('l', scope, 4).where}
     GROUP BY 1, i.item`,
    [from, to, String(watermark), ...scopeParameters(scope)],
  )
  return rows.map(toSold)
}

/** Separates the values that are handed over in one parameter; none of them holds it. */
const separator = '\n'

/** Cost of what was sold of each item x its factors, summed by account, exactly: what was brought back lowers the sums. */
export async function sharedSums(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  factors: readonly ItemFactor[],
): Promise<Map<string, SharedSums>> {
  if (factors.length === 0) return new Map()
  const { of, joins, resolve } = await ownerOf(session)
  const list = (place: number): string => `unnest(string_to_array($${String(place)}, chr(10)))`
  const rows = await session.all(
    `WITH shared AS (${sharedItems}), cost_span AS (${costSpans(3)}),
     factor AS (SELECT ${list(4)} AS item, ${list(5)} AS stock, ${list(6)} AS cost, ${list(7)} AS unrated),
     item AS (
       SELECT s.source, s.product, CAST(f.stock AS DECIMAL(18,12)) AS stock_factor, CAST(f.cost AS DECIMAL(18,12)) AS cost_factor,
         CAST(f.unrated AS INTEGER) AS unrated
       FROM factor f JOIN shared s ON s.item = f.item),
     sold AS (
       SELECT l.source, ${of} AS owner, i.stock_factor, i.cost_factor, i.unrated, ${lineCostOrNull} AS cost
       ${soldLines(kinds, joins)}),
     grouped AS (
       SELECT source, owner, sum(stock_factor * cost) AS stock, sum(cost_factor * cost) AS cost, max(unrated) AS unrated
       FROM sold GROUP BY source, owner)
     SELECT account_id, CAST(sum(stock) AS DECIMAL(38,${String(attosPlaces)})) AS stock,
       CAST(sum(cost) AS DECIMAL(38,${String(attosPlaces)})) AS cost, max(unrated) AS unrated
     FROM (${resolve('grouped')}) resolved GROUP BY account_id`,
    [
      from,
      to,
      String(watermark),
      factors.map(({ item }) => item).join(separator),
      factors.map(({ stock }) => decimalText(stock)).join(separator),
      factors.map(({ cost }) => decimalText(cost)).join(separator),
      factors.map(({ isUnrated }) => (isUnrated ? '1' : '0')).join(separator),
    ],
  )
  return new Map(
    rows.map((row) => [
      textOf(row, 'account_id'),
      { stock: attosOf(row, 'stock'), cost: attosOf(row, 'cost'), isUnrated: countOf(row, 'unrated') > 0 },
    ]),
  )
}

function toSold(row: Row): SoldToAccount {
  return { accountId: textOf(row, 'account_id'), item: textOf(row, 'item'), cost: microsOf(row, 'cost') }
}

/** A factor as a decimal of twelve places. */
function decimalText(factor: bigint): string {
  const digits = factor.toString().padStart(13, '0')
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`
}

/** A decimal that was cast to as many places as attos have. */
function attosOf(row: Row, column: string): Attos {
  return row[column] === null ? 0n : BigInt(textOf(row, column).replace('.', ''))
}
