import { emptyFacts, type AccountFacts } from './facts.ts'
import type { Micros } from './money.ts'

/** The facts that grading looks at, which is all that any metric takes in: money and counts of a row each. */
export const moneyFacts = [
  'revenue',
  'spend',
  'costedSpend',
  'spendMagnitude',
  'costedMagnitude',
  'cost',
  'paidAmount',
  'lateAmountDays',
] as const
export const countFacts = ['lines', 'orders'] as const
type MoneyFact = (typeof moneyFacts)[number]
type CountFact = (typeof countFacts)[number]

/** Exact amounts by row: in 64 bits each, or as they are where one of them is wider. */
export type MoneyColumn = BigInt64Array | readonly Micros[]

/**
 * Facts of many accounts, or families, in columns: a tenth of the memory of as many `AccountFacts`, and grades of a whole book in
 * milliseconds. A row without lines is one to which nothing was invoiced.
 */
export interface FactsTable {
  readonly rows: number
  readonly money: Readonly<Record<MoneyFact, MoneyColumn>>
  readonly counts: Readonly<Record<CountFact, Float64Array>>
}

/** The facts of each row in columns; null is nothing known of it. */
export function packFacts(facts: readonly (AccountFacts | null)[]): FactsTable {
  return {
    rows: facts.length,
    money: record(moneyFacts, (name) => packMoney(facts.map((one) => one?.[name] ?? 0n))),
    counts: record(countFacts, (name) => Float64Array.from(facts, (one) => one?.[name] ?? 0)),
  }
}

/** The rows that belong to one group added up: `groupOf` gives the group, 0 up to `groups`, of each row. */
export function sumTable(table: FactsTable, groupOf: Int32Array, groups: number): FactsTable {
  return {
    rows: groups,
    money: record(moneyFacts, (name) => packMoney(sumMoney(table.money[name], groupOf, groups))),
    counts: record(countFacts, (name) => {
      const sums = new Float64Array(groups)
      for (let row = 0; row < table.rows; row += 1) {
        const group = groupOf[row] ?? 0
        sums[group] = (sums[group] ?? 0) + (table.counts[name][row] ?? 0)
      }
      return sums
    }),
  }
}

/** What a metric takes of a row; facts that no metric takes are as in `emptyFacts`. */
export function factsOfRow(table: FactsTable, row: number): AccountFacts {
  return {
    ...noFacts,
    ...record(moneyFacts, (name) => table.money[name][row] ?? 0n),
    ...record(countFacts, (name) => table.counts[name][row] ?? 0),
  }
}

const noFacts = emptyFacts('')
const largest: Micros = 2n ** 63n - 1n

/** Amounts in as little room as they take. */
export function packMoney(amounts: readonly Micros[]): MoneyColumn {
  return amounts.every((amount) => amount <= largest && amount >= -largest) ? BigInt64Array.from(amounts) : amounts
}

function sumMoney(column: MoneyColumn, groupOf: Int32Array, groups: number): Micros[] {
  const sums = Array.from({ length: groups }, () => 0n)
  for (let row = 0; row < column.length; row += 1) {
    const amount = column[row] ?? 0n
    if (amount === 0n) continue
    const group = groupOf[row] ?? 0
    sums[group] = (sums[group] ?? 0n) + amount
  }
  return sums
}

function record<K extends string, V>(names: readonly K[], make: (name: K) => V): Readonly<Record<K, V>> {
  // Object.fromEntries forgets which names there are.
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>
}
