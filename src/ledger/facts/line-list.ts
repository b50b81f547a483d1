import type { Day } from '../../domain/day.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, placesOf, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, liveAt } from './live.ts'
import { lineCostOrNull } from './value-facts.ts'

/** One invoice line behind a figure. Money in the currency of the line and in the base currency; null is unknown. */
export interface ListedLine {
  readonly accountId: string
  /** The key on the line. */
  readonly account: string
  readonly date: Day
  readonly source: string
  readonly invoice: string
  readonly line: string | null
  readonly kind: string
  readonly product: string | null
  readonly quantity: Micros | null
  readonly unit: string | null
  readonly currency: string
  readonly net: Micros
  /** Units of the line's currency for one unit of the base currency; null where it is the base currency. */
  readonly rate: Micros | null
  readonly baseNet: Micros
  /** What one unit cost on the day. */
  readonly unitCost: Micros | null
  /** What the line cost, as figures count it: none for a discount and for money given back without goods. */
  readonly cost: Micros | null
  readonly isCredit: boolean
  readonly orderNumber: string | null
  readonly salesperson: string | null
  readonly legalEntity: string | null
  /** Where it stands in the list. */
  readonly place: LinePlace
}

/** A line's place among those of its day: source, invoice, line, and the two halves of its key. */
export interface LinePlace {
  readonly date: Day
  readonly source: string
  readonly invoice: string
  readonly line: string
  readonly keyHigh: string
  readonly keyLow: string
}

export interface LineFilter {
  readonly from: Day
  readonly to: Day
  readonly watermark: number
  /** Lines of this invoice only. */
  readonly invoice?: { readonly source: string; readonly number: string }
  /** Lines of these families of products, `source/key`; the empty text is for lines without one. All when there are none. */
  readonly families?: readonly string[]
}

/** Lines of the accounts in scope, the newest day first and by invoice and line within it, at most `limit` after the place. */
export async function listLineRows(
  session: Session,
  scope: AccountScope,
  filter: LineFilter,
  { after, limit }: { readonly after: LinePlace | null; readonly limit: number },
): Promise<ListedLine[]> {
  if (isEmptyScope(scope)) return []
  const parameters: (string | null)[] = [filter.from, filter.to, String(filter.watermark), String(limit)]
  const add = (...values: readonly string[]): string => {
    parameters.push(...values)
    return placesOf(values, parameters.length - values.length + 1)
  }
  const { join, where } = inScope('l', scope, parameters.length + 1)
  parameters.push(...(scopeParameters(scope) as string[]))
  const conditions = [where]
  if (filter.invoice)
    conditions.push(`l.source = ${add(filter.invoice.source)} AND l.invoice = ${add(filter.invoice.number)}`)
  if (filter.families?.length) conditions.push(`coalesce(p.family, '') IN (${add(...filter.families)})`)
  if (after) conditions.push(afterPlace(after, add))
  const rows = await session.all(
    `WITH own AS (
       SELECT l.*, r.account_id, coalesce(l.line, '') AS line_text
       FROM line l ${join}
       LEFT JOIN product_ref p ON p.source = l.source AND p.key = l.product
       WHERE l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)} AND ${conditions.join(' AND ')}
       ORDER BY l.date DESC NULLS LAST, l.source COLLATE "C", l.invoice COLLATE "C", length(coalesce(l.line, '')),
         coalesce(l.line, '') COLLATE "C", l.key_hi, l.key_lo
       LIMIT CAST($4 AS BIGINT)),
     cost_span AS (${costSpans(3, 'c.product IN (SELECT product FROM own)')})
     SELECT l.account_id, l.account, CAST(l.date AS VARCHAR) AS date, l.source, l.invoice, l.line, l.kind, l.product, l.quantity,
       l.unit, l.currency, l.net, l.rate, l.base_net, c.cost AS unit_cost, ${lineCostOrNull} AS cost,
       CASE WHEN l.credit THEN 'yes' END AS credit, l.order_number, l.salesperson, l.legal_entity,
       CAST(l.key_hi AS VARCHAR) AS key_hi, CAST(l.key_lo AS VARCHAR) AS key_lo
     FROM own l
     LEFT JOIN cost_span c ON c.source = l.source AND c.product = l.product
       AND l.date >= c.valid_from AND l.date < c.valid_until
     ORDER BY l.date DESC NULLS LAST, l.source COLLATE "C", l.invoice COLLATE "C", length(l.line_text),
       l.line_text COLLATE "C", l.key_hi, l.key_lo`,
    parameters,
  )
  return rows.map(toLine)
}

function afterPlace(after: LinePlace, add: (...values: readonly string[]) => string): string {
  const line = add(after.line)
  const steps = [
    ['l.source COLLATE "C"', add(after.source)],
    ['l.invoice COLLATE "C"', add(after.invoice)],
    // Line 10 comes after line 9.
    [`length(coalesce(l.line, ''))`, `length(CAST(${line} AS VARCHAR))`],
    [`coalesce(l.line, '') COLLATE "C"`, line],
    ['l.key_hi', `CAST(${add(after.keyHigh)} AS BIGINT)`],
    ['l.key_lo', `CAST(${add(after.keyLow)} AS BIGINT)`],
  ] as const
  const inDay = steps.reduceRight(
    (rest, [column, value]) => `(${column} > ${value} OR (${column} = ${value} AND ${rest}))`,
    'FALSE',
  )
  const day = `CAST(${add(after.date)} AS DATE)`
  return `(l.date < ${day} OR (l.date = ${day} AND ${inDay}))`
}

function toLine(row: Row): ListedLine {
  const [date, source, invoice] = [textOf(row, 'date'), textOf(row, 'source'), textOf(row, 'invoice')]
  const line = textOrNull(row, 'line')
  return {
    accountId: textOf(row, 'account_id'),
    account: textOf(row, 'account'),
    date,
    source,
    invoice,
    line,
    kind: textOf(row, 'kind'),
    product: textOrNull(row, 'product'),
    quantity: microsOrNull(row, 'quantity'),
    unit: textOrNull(row, 'unit'),
    currency: textOf(row, 'currency'),
    net: microsOf(row, 'net'),
    rate: microsOrNull(row, 'rate'),
    baseNet: microsOf(row, 'base_net'),
    unitCost: microsOrNull(row, 'unit_cost'),
    cost: microsOrNull(row, 'cost'),
    isCredit: textOrNull(row, 'credit') !== null,
    orderNumber: textOrNull(row, 'order_number'),
    salesperson: textOrNull(row, 'salesperson'),
    legalEntity: textOrNull(row, 'legal_entity'),
    place: { date, source, invoice, line: line ?? '', keyHigh: textOf(row, 'key_hi'), keyLow: textOf(row, 'key_lo') },
  }
}
