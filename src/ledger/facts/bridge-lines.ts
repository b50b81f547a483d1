import { setImmediate } from 'node:timers/promises'
import type { BridgedCosts, BridgedLines } from '../../domain/bridge/bridge-sums.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { isEmptyScope } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { accountOf, productSums } from './bridge-products.ts'
import type { BridgeQuestion } from './bridge-products.ts'

/** Lines of an account that are of one source and one unit of measure. */
export interface AccountLinesOfUnit extends BridgedLines {
  readonly accountId: string
}

/** Rows after which others get a turn: some ten milliseconds. */
const rowsPerTurn = 4096

/**
 * What the lines of each account sum to, for price, volume and mix (measures.md, 3): by product first, then by unit. A product is
 * the same in both windows where every line of it says how much, in one unit, and something was kept of what was sold. What stands on
 * no product is one by its kind; money given back without goods is bought in no window.
 */
export async function bridgedLines(session: Session, question: BridgeQuestion): Promise<AccountLinesOfUnit[]> {
  if (question.scope && isEmptyScope(question.scope)) return []
  const { sql, parameters, isKeyed } = await productSums(session, question)
  const account = accountOf(isKeyed)
  const rows = await session.all(
    `WITH ${sql},
     summed AS (
       SELECT p.account, p.source, p.unit, bit_or(p.bits) AS bits, ${columns(question, (amount) => `sum(${amount})`)}
       FROM compared p GROUP BY p.account, p.source, p.unit)
     SELECT ${account.id} AS account_id, s.* FROM summed s ${account.join}`,
    parameters,
  )
  const lines: AccountLinesOfUnit[] = []
  for (const [index, row] of rows.entries()) {
    // A large book has tens of thousands: others get a turn of the event loop.
    if (index % rowsPerTurn === rowsPerTurn - 1) await setImmediate()
    lines.push(toLines(row, question))
  }
  return lines
}

/** Lines of one product of an account. */
export interface ProductLines extends AccountLinesOfUnit {
  readonly source: string
  /** Null for what stands on no product. */
  readonly product: string | null
  /** The kind of its lines where there is no product. */
  readonly kind: LineKind | null
  /** How much of it there is in either window, compared or not; null where no line says so. */
  readonly quantities: { readonly before: Micros | null; readonly after: Micros | null }
}

/** The same of each product of a few accounts. */
export async function bridgedProducts(
  session: Session,
  question: BridgeQuestion & { readonly scope: AccountScope },
): Promise<ProductLines[]> {
  if (isEmptyScope(question.scope)) return []
  const { sql, parameters } = await productSums(session, question)
  const rows = await session.all(
    `WITH ${sql}
     SELECT p.account AS account_id, p.source, p.product, p.unit, p.bits,
       CASE WHEN p.bought IN (2, 3) THEN p.quantity_before END AS all_before,
       CASE WHEN p.bought IN (1, 3) THEN p.quantity_after END AS all_after, ${columns(question, (amount) => amount)}
     FROM compared p`,
    parameters,
  )
  return rows.map((row) => {
    const product = textOf(row, 'product')
    // No key begins with a space.
    const isKind = product.startsWith(' ')
    return {
      ...toLines(row, question),
      source: textOf(row, 'source'),
      product: isKind ? null : product,
      // The closed set of kinds is what the column holds.
      kind: isKind ? (product.slice(1) as LineKind) : null,
      quantities: { before: microsOrNull(row, 'all_before'), after: microsOrNull(row, 'all_after') },
    }
  })
}

/** The columns of `toLines` over rows of `compared p`, by product or summed up. */
function columns({ rates, withCosts }: BridgeQuestion, over: (amount: string) => string): string {
  const when = (condition: string, amount: string): string => over(`CASE WHEN ${condition} THEN ${amount} END`)
  const cut = (name: string): readonly string[] => {
    const [before, after] = [`p.${name}_before`, `p.${name}_after`]
    return [
      `${over(before)} AS ${name}_before`,
      `${over(after)} AS ${name}_after`,
      `${when('p.same', before)} AS ${name}_same_before`,
      `${when('p.same', after)} AS ${name}_same_after`,
      `${when('p.same', atNewQuantity(before))} AS ${name}_at_old`,
      `${when('p.bought IN (1, 5)', after)} AS ${name}_new`,
      `${when('p.bought IN (2, 6)', before)} AS ${name}_lost`,
      `${when('p.bought IN (3, 7) AND NOT p.same', `${after} - ${before}`)} AS ${name}_unbridged`,
    ]
  }
  const plain = (...names: readonly string[]): readonly string[] =>
    names.map((name) => `${over(`p.${name}`)} AS ${name}`)
  return [
    ...cut('money'),
    ...(rates.length === 0 ? [] : plain('booked_before', 'booked_after')),
    `${when('p.same', 'p.quantity_before')} AS quantity_before`,
    `${when('p.same', 'p.quantity_after')} AS quantity_after`,
    ...(withCosts
      ? [...cut('cost'), ...plain('magnitude_before', 'magnitude_after', 'costed_before', 'costed_after')]
      : []),
  ].join(', ')
}

/** Below it an amount in millionths times a whole quantity has room in 64 bits. */
const narrow = '1000000'

/**
 * A sum of money at the quantity of now, in whole millionths, the rest cut off: `amount x quantity_after / quantity_before`. Nearly all
 * have room in 64 bits, where DuckDB is ten times as fast.
 */
function atNewQuantity(amount: string): string {
  const [before, after] = ['p.quantity_before', 'p.quantity_after']
  const wide = (value: string): string => `CAST(${value} * 1000000 AS DECIMAL(38,0))`
  const small = (value: string): string => `CAST(${value} AS DECIMAL(12,6))`
  const whole = (value: string): string => `CAST(${small(value)} AS BIGINT)`
  const rest = `${small(amount)} - CAST(${whole(amount)} AS DECIMAL(12,6))`
  const micros = `(${whole(amount)} * 1000000 + CAST(CAST(${rest} AS DECIMAL(7,6)) * 1000000 AS BIGINT))`
  const otherwise = `div(${wide(amount)} * ${wide(after)}, ${wide(before)})`
  return `CASE WHEN abs(${amount}) < ${narrow} AND ${before} < ${narrow} AND ${after} < ${narrow}
      THEN CASE WHEN ${whole(before)} = ${small(before)} AND ${whole(after)} = ${small(after)}
        THEN div(${micros} * ${whole(after)}, ${whole(before)}) ELSE ${otherwise} END
      ELSE ${otherwise} END`
}

/** The unit of a source that states none. */
const oneUnit = ''

function toLines(row: Row, { rates, withCosts, unitSources }: BridgeQuestion): AccountLinesOfUnit {
  const bits = countOf(row, 'bits')
  const isFixed = rates.length === 0
  return {
    accountId: textOf(row, 'account_id'),
    isAfter: (bits & 8) !== 0,
    isBefore: (bits & 16) !== 0,
    bookedBefore: microsOf(row, isFixed ? 'money_before' : 'booked_before'),
    bookedAfter: microsOf(row, isFixed ? 'money_after' : 'booked_after'),
    before: microsOf(row, 'money_before'),
    after: microsOf(row, 'money_after'),
    unit: textOrNull(row, 'unit') ?? (unitSources.has(textOf(row, 'source')) ? null : oneUnit),
    sameBefore: microsOf(row, 'money_same_before'),
    sameAfter: microsOf(row, 'money_same_after'),
    quantityBefore: microsOf(row, 'quantity_before'),
    quantityAfter: microsOf(row, 'quantity_after'),
    sameAtOldPrices: wholeOf(row, 'money_at_old'),
    newProducts: microsOf(row, 'money_new'),
    lostProducts: microsOf(row, 'money_lost'),
    unbridged: microsOf(row, 'money_unbridged'),
    costs: withCosts ? toCosts(row) : null,
  }
}

function toCosts(row: Row): BridgedCosts {
  return {
    before: microsOf(row, 'cost_before'),
    after: microsOf(row, 'cost_after'),
    sameBefore: microsOf(row, 'cost_same_before'),
    sameAfter: microsOf(row, 'cost_same_after'),
    sameAtOldCosts: wholeOf(row, 'cost_at_old'),
    newProducts: microsOf(row, 'cost_new'),
    lostProducts: microsOf(row, 'cost_lost'),
    unbridged: microsOf(row, 'cost_unbridged'),
    magnitudeBefore: microsOf(row, 'magnitude_before'),
    magnitudeAfter: microsOf(row, 'magnitude_after'),
    costedBefore: microsOf(row, 'costed_before'),
    costedAfter: microsOf(row, 'costed_after'),
  }
}

/** An amount that SQL gives in whole millionths; nothing summed is nothing. */
function wholeOf(row: Row, column: string): bigint {
  return BigInt(textOrNull(row, column) ?? '0')
}
