import type { Day } from './day.ts'
import { addFamilies, noFamilyFacts, type FamilyFacts } from './fact-family.ts'
import { numberToMicros, ratio, type Micros } from './money.ts'

/** What the ledger knows of one account in one window. Money in the base currency of the book. */
export interface AccountFacts extends FamilyFacts {
  readonly accountId: string
  /** Net of all lines of any kind: what the book total is made of. */
  readonly net: Micros
  /** Net of the goods, service, freight, discount and rebate lines. */
  readonly revenue: Micros
  /** Net of the line kinds the policy names. */
  readonly spend: Micros
  /** The part of spend whose cost is known, with its sign. */
  readonly costedSpend: Micros
  /** Sum of the sizes of the spend lines, the denominator of coverage: a credit does not hide an uncosted line. */
  readonly spendMagnitude: Micros
  /** Sum of the sizes of the spend lines whose cost is known. */
  readonly costedMagnitude: Micros
  /** Cost at the date of the costed lines; 0 when nothing is costed. */
  readonly cost: Micros
  /** All lines in the window, of any kind. */
  readonly lines: number
  /** Distinct order numbers, else invoices; credit notes are out. */
  readonly orders: number
  /** Distinct invoices with credit notes. */
  readonly invoices: number
  /** The first invoice ever, up to the end of the window; null when there is none. */
  readonly firstInvoice: Day | null
  /** The last invoice ever, up to the end of the window; null when there is none. */
  readonly lastInvoice: Day | null
}

/** The facts of an account about which the ledger knows nothing. */
export function emptyFacts(accountId: string): AccountFacts {
  return {
    ...noFamilyFacts,
    accountId,
    net: 0n,
    revenue: 0n,
    spend: 0n,
    costedSpend: 0n,
    spendMagnitude: 0n,
    costedMagnitude: 0n,
    cost: 0n,
    lines: 0,
    orders: 0,
    invoices: 0,
    firstInvoice: null,
    lastInvoice: null,
  }
}

/**
 * The facts of two accounts together, under the id of the first: money and counts are added, the first and last invoice are
 * the earliest and latest. Orders are added too, so an order number that two accounts of a family share counts twice.
 */
export function addFacts(augend: AccountFacts, addend: AccountFacts): AccountFacts {
  return {
    ...addFamilies(augend, addend),
    accountId: augend.accountId,
    net: augend.net + addend.net,
    revenue: augend.revenue + addend.revenue,
    spend: augend.spend + addend.spend,
    costedSpend: augend.costedSpend + addend.costedSpend,
    spendMagnitude: augend.spendMagnitude + addend.spendMagnitude,
    costedMagnitude: augend.costedMagnitude + addend.costedMagnitude,
    cost: augend.cost + addend.cost,
    lines: augend.lines + addend.lines,
    orders: augend.orders + addend.orders,
    invoices: augend.invoices + addend.invoices,
    firstInvoice: earlier(augend.firstInvoice, addend.firstInvoice),
    lastInvoice: later(augend.lastInvoice, addend.lastInvoice),
  }
}

/** The facts of all of `list` together, under `accountId`: a family, an owner's book or the whole book. */
export function sumFacts(accountId: string, list: Iterable<AccountFacts>): AccountFacts {
  let sum = emptyFacts(accountId)
  for (const facts of list) sum = addFacts(sum, facts)
  return sum
}

/** Whether anything was invoiced in the window; without that an account has no spend and no grade. */
export function hasActivity(facts: AccountFacts): boolean {
  return facts.lines > 0
}

/** The share of spend, by size of line, whose cost is known, 0..1. Null when there is no spend line that is not zero. */
export function coverage(facts: AccountFacts): number | null {
  return ratio(facts.costedMagnitude, facts.spendMagnitude)
}

/**
 * Costed spend less its cost. Null when nothing is costed and when coverage is below `minCoverage` (0..1): a gross profit
 * of half the lines is not the gross profit. The comparison is exact, so a coverage of .9499996 is below .95.
 */
export function grossProfit(facts: AccountFacts, minCoverage: number): Micros | null {
  if (facts.costedMagnitude === 0n) return null
  if (facts.costedMagnitude * 1_000_000n < facts.spendMagnitude * numberToMicros(minCoverage)) return null
  return facts.costedSpend - facts.cost
}

function earlier(left: Day | null, right: Day | null): Day | null {
  if (left === null || right === null) return left ?? right
  return left < right ? left : right
}

function later(left: Day | null, right: Day | null): Day | null {
  if (left === null || right === null) return left ?? right
  return left > right ? left : right
}
