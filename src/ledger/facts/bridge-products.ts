import { addDays } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Span } from '../../domain/period.ts'
import type { Parameter, Session } from '../store/session.ts'
import { accountNumber } from './account-number.ts'
import { inScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { costSpans, isOfKinds, liveAt } from './live.ts'
import { costed, costJoin, free, hasOtherKeys, lineCost, movedQuantity } from './value-facts.ts'

/** What is bridged: the lines of these kinds in two windows, of which the second neither begins nor ends before the first. */
export interface BridgeQuestion {
  readonly before: Span
  readonly after: Span
  readonly watermark: number
  readonly kinds: readonly LineKind[]
  /** The rate of each foreign currency that holds in both windows. */
  readonly rates: readonly HeldRate[]
  /** Sources that say in which units they count; quantities of the others are all of one. */
  readonly unitSources: ReadonlySet<string>
  /** Lines whose cost is known, with their cost; else all lines, without. */
  readonly withCosts: boolean
  /** The accounts that are asked for; null for all. */
  readonly scope: AccountScope | null
}

/** A rate as SQL multiplies by it. */
export interface HeldRate {
  readonly currency: string
  /** 1 / rate to 15 decimals. */
  readonly inverse: string
}

interface ProductSums {
  /** Queries of a WITH clause, the last of which is `compared`: a row for each account, source and product. */
  readonly sql: string
  readonly parameters: readonly Parameter[]
  /** Whether `account` is still the key of the source. */
  readonly isKeyed: boolean
}

/** Goods or time of which a line says how much; a discount repeats the quantity of what it is given on. */
const moves = `(l.quantity IS NOT NULL AND l.kind NOT IN ('discount', 'rebate'))`
/** Money given back without goods: a price credit, wherever it stands. */
const isCredit = `(l.kind IN ('discount', 'rebate') OR (l.quantity IS NULL AND (l.credit OR l.base_net < 0)))`
const zero = 'CAST(0 AS DECIMAL(18,6))'
const unitOfLine = `, CASE WHEN ${moves} THEN l.unit END AS unit, CASE WHEN ${moves} AND l.unit IS NULL THEN 32 ELSE 0 END AS unitless`

/**
 * The lines of both windows by account and product, or kind where there is none: its place among `kinds`. `bought` says of bits how:
 * 1 after, 2 before, 4 with a line that does not say how much; `bits` beside them 8 for any line after and 16 for any before, 32 for
 * one that does not say in which unit. `same` are those whose quantities can be compared. A large book has millions of these rows,
 * and nearly all the time goes into filling them: each is kept short, and what a line adds is worked out before.
 */
export async function productSums(session: Session, question: BridgeQuestion): Promise<ProductSums> {
  const { before, after, watermark, kinds, rates, unitSources, withCosts, scope } = question
  const parameters: Parameter[] = [after.from, before.to, String(watermark), before.from, after.to]
  const fixed = atHeldRates(rates, parameters)
  const own = scope ? inScope('l', scope, parameters.length + 1) : null
  if (scope) parameters.push(...scopeParameters(scope))
  // Where a key and an account are the same thing, keys are resolved after grouping, which spares a join over every line.
  const isKeyed = own === null && !(await hasOtherKeys(session))
  const counted = (amount: string): string =>
    withCosts ? `CASE WHEN ${costed} THEN ${amount} ELSE ${zero} END` : amount
  const amounts: readonly (readonly [name: string, amount: string])[] = [
    ['money', counted(fixed)],
    ...(rates.length === 0 ? [] : [['booked', counted('l.base_net')] as const]),
    ['quantity', counted(`CASE WHEN ${moves} THEN ${movedQuantity} ELSE ${zero} END`)],
    ...(withCosts
      ? ([
          ['cost', `CASE WHEN ${costed} AND NOT ${free} THEN ${lineCost} ELSE 0 END`],
          ['magnitude', 'abs(l.base_net)'],
          ['costed', counted('abs(l.base_net)')],
        ] as const)
      : []),
  ]
  // Text is dear to compare, in a book that states no units for nothing.
  const hasUnits = unitSources.size > 0
  const joins = [withCosts ? costJoin : '', own?.join ?? (isKeyed ? '' : keyJoin)].join(' ')
  // A line of either window that is not after the first window's end is in the first, and so on: the second neither begins nor ends before.
  const [isBefore, isAfter] = [`l.date <= CAST($2 AS DATE)`, `l.date >= CAST($1 AS DATE)`]
  const isApart = addDays(before.to, 1) < after.from
  const inBoth = ([name]: readonly [string, string]): string =>
    `sum(CASE WHEN is_before THEN ${name} ELSE ${zero} END) AS ${name}_before,
     sum(CASE WHEN is_after THEN ${name} ELSE ${zero} END) AS ${name}_after`
  return {
    sql: `${withCosts ? `cost_span AS (${costSpans(3)}),` : ''}
     sold AS (
       SELECT ${isKeyed ? 'l.account' : `${accountNumber} AS account`}, l.source, l.product,
         CASE WHEN l.product IS NULL THEN ${placeOfKind(kinds)} END AS kind, ${isBefore} AS is_before, ${isAfter} AS is_after,
         ${amounts.map(([name, amount]) => `${amount} AS ${name}`).join(', ')},
         CASE ${withCosts ? `WHEN NOT ${costed} THEN 0` : ''} WHEN ${moves} THEN 1 WHEN ${isCredit} THEN 0 ELSE 5 END AS how
         ${hasUnits ? unitOfLine : ''}
       FROM line l ${joins}
       WHERE l.date >= CAST($4 AS DATE) AND l.date <= CAST($5 AS DATE)${isApart ? ` AND (${isBefore} OR ${isAfter})` : ''}
         AND ${isOfKinds(kinds)} AND ${liveAt('l', 3)}${own ? ` AND ${own.where}` : ''}),
     bought AS (
       SELECT account, source, product, kind, ${amounts.map(inBoth).join(', ')},
         bit_or((CASE WHEN is_after THEN 8 + how ELSE 0 END)
           | (CASE WHEN is_before THEN CASE how WHEN 0 THEN 16 WHEN 1 THEN 18 ELSE 22 END ELSE 0 END)
           ${hasUnits ? '| unitless' : ''}) AS bits
         ${hasUnits ? ', min(unit) AS unit, max(unit) AS other_unit' : ''}
       FROM sold GROUP BY account, source, product, kind),
     compared AS (
       SELECT b.*, bits & 7 AS bought,
         CASE WHEN bits & 7 = 3 THEN quantity_before > 0 AND quantity_after > 0
           ${hasUnits ? 'AND (unit IS NULL OR (unit = other_unit AND bits < 32))' : ''} ELSE FALSE END AS same
       FROM bought b)`,
    parameters,
    isKeyed,
  }
}

/** The place among `kinds` of that of a line `l`: four bytes of each group where the text takes sixteen. */
function placeOfKind(kinds: readonly LineKind[]): string {
  return `CASE l.kind ${kinds.map((kind, place) => `WHEN '${kind}' THEN ${String(place)}`).join(' ')} END`
}

/** The number of the account of a row of sums `s`, with the join it takes where that still has the key. */
export function accountOf(isKeyed: boolean): { readonly number: string; readonly join: string } {
  return isKeyed
    ? { number: accountNumber, join: 'LEFT JOIN account_ref r ON r.source = s.source AND r.key = s.account' }
    : { number: 's.account', join: '' }
}

const keyJoin = `LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to`

/** The net of a line `l` in base currency at the rates that are held, as an import works it out at those of the day. */
function atHeldRates(rates: readonly HeldRate[], parameters: Parameter[]): string {
  if (rates.length === 0) return 'l.base_net'
  const cases = rates.map(({ currency, inverse }) => {
    const place = parameters.push(currency, inverse)
    return `WHEN CAST($${String(place - 1)} AS VARCHAR) THEN CAST(l.net * CAST($${String(place)} AS DECIMAL(20,15)) AS DECIMAL(18,6))`
  })
  return `CASE l.currency ${cases.join(' ')} ELSE l.base_net END`
}
