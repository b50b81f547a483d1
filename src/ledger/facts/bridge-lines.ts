import { setImmediate } from 'node:timers/promises'
import type { BridgedCosts, BridgedLines } from '../../domain/bridge/bridge-sums.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import type { Answer } from '../store/answer.ts'
import type { Session } from '../store/session.ts'
import { accountIds } from './account-number.ts'
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
  const groups = ['account', 'source', ...(question.unitSources.size > 0 ? ['unit'] : [])].map((name) => `p.${name}`)
  const answer = await session.read(
    `WITH ${sql},
     summed AS (
       SELECT ${groups.join(', ')}, bit_or(p.bits) AS bits, ${columns(question, (amount) => `sum(${amount})`)}
       FROM compared p GROUP BY ${groups.join(', ')})
     SELECT ${account.number} AS account_number, s.* FROM summed s ${account.join}`,
    parameters,
  )
  const linesAt = linesOf(answer, await accountIds(session, answer, 'account_number'), question)
  const lines: AccountLinesOfUnit[] = []
  for (let at = 0; at < answer.size; at++) {
    // A large book has tens of thousands: others get a turn of the event loop.
    if (at % rowsPerTurn === rowsPerTurn - 1) await setImmediate()
    lines.push(linesAt(at))
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
  const answer = await session.read(
    `WITH ${sql}
     SELECT p.account AS account_number, p.source, p.product, p.kind, p.bits, ${question.unitSources.size > 0 ? 'p.unit,' : ''}
       p.quantity_before AS all_before, p.quantity_after AS all_after, ${columns(question, (amount) => amount)}
     FROM compared p`,
    parameters,
  )
  const linesAt = linesOf(answer, await accountIds(session, answer, 'account_number'), question)
  const [sources, products] = [answer.texts('source'), answer.textsOrNull('product')]
  const kindPlaces = answer.counts('kind')
  const [bits, before, after] = [answer.counts('bits'), answer.micros('all_before'), answer.micros('all_after')]
  return sources.map((source, at) => {
    const product = products[at] ?? null
    const bought = (bits[at] ?? 0) % 8
    return {
      ...linesAt(at),
      source,
      product,
      kind: product === null ? (question.kinds[kindPlaces[at] ?? 0] ?? null) : null,
      quantities: {
        before: bought === 2 || bought === 3 ? (before[at] ?? 0n) : null,
        after: bought === 1 || bought === 3 ? (after[at] ?? 0n) : null,
      },
    }
  })
}

/** The columns of `linesOf` over rows of `compared p`, by product or summed up. */
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

function linesOf(
  answer: Answer,
  ids: readonly string[],
  { rates, withCosts, unitSources }: BridgeQuestion,
): (at: number) => AccountLinesOfUnit {
  const amountOf = amountsOf(answer)
  const bits = answer.counts('bits')
  const [before, after] = [amountOf('money_before'), amountOf('money_after')]
  const booked =
    rates.length === 0 ? ([before, after] as const) : ([amountOf('booked_before'), amountOf('booked_after')] as const)
  const [sameBefore, sameAfter] = [amountOf('money_same_before'), amountOf('money_same_after')]
  const [quantityBefore, quantityAfter] = [amountOf('quantity_before'), amountOf('quantity_after')]
  const sameAtOldPrices = amountOf('money_at_old', 0)
  const [newProducts, lostProducts] = [amountOf('money_new'), amountOf('money_lost')]
  const unbridged = amountOf('money_unbridged')
  const unitOf = unitsOf(answer, unitSources)
  const costsAt = withCosts ? costsOf(answer) : () => null
  return (at) => ({
    accountId: ids[at] ?? '',
    isAfter: ((bits[at] ?? 0) & 8) !== 0,
    isBefore: ((bits[at] ?? 0) & 16) !== 0,
    bookedBefore: booked[0](at),
    bookedAfter: booked[1](at),
    before: before(at),
    after: after(at),
    unit: unitOf(at),
    sameBefore: sameBefore(at),
    sameAfter: sameAfter(at),
    quantityBefore: quantityBefore(at),
    quantityAfter: quantityAfter(at),
    sameAtOldPrices: sameAtOldPrices(at),
    newProducts: newProducts(at),
    lostProducts: lostProducts(at),
    unbridged: unbridged(at),
    costs: costsAt(at),
  })
}

function costsOf(answer: Answer): (at: number) => BridgedCosts {
  const amountOf = amountsOf(answer)
  const [before, after] = [amountOf('cost_before'), amountOf('cost_after')]
  const [sameBefore, sameAfter] = [amountOf('cost_same_before'), amountOf('cost_same_after')]
  const sameAtOldCosts = amountOf('cost_at_old', 0)
  const [newProducts, lostProducts] = [amountOf('cost_new'), amountOf('cost_lost')]
  const unbridged = amountOf('cost_unbridged')
  const [magnitudeBefore, magnitudeAfter] = [amountOf('magnitude_before'), amountOf('magnitude_after')]
  const [costedBefore, costedAfter] = [amountOf('costed_before'), amountOf('costed_after')]
  return (at) => ({
    before: before(at),
    after: after(at),
    sameBefore: sameBefore(at),
    sameAfter: sameAfter(at),
    sameAtOldCosts: sameAtOldCosts(at),
    newProducts: newProducts(at),
    lostProducts: lostProducts(at),
    unbridged: unbridged(at),
    magnitudeBefore: magnitudeBefore(at),
    magnitudeAfter: magnitudeAfter(at),
    costedBefore: costedBefore(at),
    costedAfter: costedAfter(at),
  })
}

/** The unit of each row: that of a source that states none anywhere is one. */
function unitsOf(answer: Answer, unitSources: ReadonlySet<string>): (at: number) => string | null {
  if (unitSources.size === 0) return () => oneUnit
  const [units, sources] = [answer.textsOrNull('unit'), answer.texts('source')]
  return (at) => units[at] ?? (unitSources.has(sources[at] ?? '') ? null : oneUnit)
}

/** The amounts in a column, which SQL gives with so many places; nothing summed is nothing. */
function amountsOf(answer: Answer): (column: string, places?: number) => (at: number) => Micros {
  return (column, places = 6) => {
    const amounts = answer.digits(column, places)
    return (at) => amounts[at] ?? 0n
  }
}
