import { familyCounts, familyFields, familyMoney, type FactFamily } from './fact-family.ts'
import { emptyFacts, type AccountFacts } from './facts.ts'
import type { Micros } from './money.ts'

/** The facts that grading looks at, which is all that any metric takes in: money and counts of a row each. */
const lineMoney = ['revenue', 'spend', 'costedSpend', 'spendMagnitude', 'costedMagnitude', 'cost'] as const
const lineCounts = ['lines', 'orders'] as const
export const moneyFacts = [...lineMoney, ...familyMoney] as const
export const countFacts = [...lineCounts, ...familyCounts] as const
export type MoneyFact = (typeof moneyFacts)[number]
export type CountFact = (typeof countFacts)[number]

/** Exact amounts by row: in 64 bits each, or as they are where one of them is wider. */
export type MoneyColumn = BigInt64Array | readonly Micros[]

/**
 * Facts of many accounts, or account families, in columns: a tenth of the memory of as many `AccountFacts`, and grades of a whole
 * book in milliseconds. A row without lines is one to which nothing was invoiced.
 */
export interface FactsTable {
  readonly rows: number
  /** The families that were read; the columns of the others are zero, and one and the same. */
  readonly families: readonly FactFamily[]
  readonly money: Readonly<Record<MoneyFact, MoneyColumn>>
  readonly counts: Readonly<Record<CountFact, Float64Array>>
}

/** The facts that a table of these families holds columns of its own for. */
export function heldFacts(families: readonly FactFamily[]): {
  readonly money: readonly MoneyFact[]
  readonly counts: readonly CountFact[]
} {
  return {
    money: [...lineMoney, ...families.flatMap((family): readonly MoneyFact[] => familyFields[family].money)],
    counts: [...lineCounts, ...families.flatMap((family): readonly CountFact[] => familyFields[family].counts)],
  }
}

/** A table of columns that are there; the other ones are zero. */
export function tableOf(
  rows: number,
  families: readonly FactFamily[],
  held: { readonly money: ReadonlyMap<MoneyFact, MoneyColumn>; readonly counts: ReadonlyMap<CountFact, Float64Array> },
): FactsTable {
  const [noMoney, noCounts] = [new BigInt64Array(rows), new Float64Array(rows)]
  return {
    rows,
    families,
    money: record(moneyFacts, (name) => held.money.get(name) ?? noMoney),
    counts: record(countFacts, (name) => held.counts.get(name) ?? noCounts),
  }
}

/** Work in steps, between two of which somebody else may have a turn. */
export type Steps<T> = Generator<void, T, void>

/** Takes all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The facts of each row in columns; null is nothing known of it. `families` are those that were read. A step for each column. */
export function* packFacts(
  facts: readonly (AccountFacts | null)[],
  families: readonly FactFamily[],
): Steps<FactsTable> {
  const held = heldFacts(families)
  return tableOf(facts.length, families, {
    money: yield* columns(held.money, (name) => packMoney(facts.map((one) => one?.[name] ?? 0n))),
    counts: yield* columns(held.counts, (name) => Float64Array.from(facts, (one) => one?.[name] ?? 0)),
  })
}

/** The rows that belong to one group added up: `groupOf` gives the group, 0 up to `groups`, of each row. */
export function* sumTable(table: FactsTable, groupOf: Int32Array, groups: number): Steps<FactsTable> {
  const held = heldFacts(table.families)
  return tableOf(groups, table.families, {
    money: yield* columns(held.money, (name) => packMoney(sumMoney(table.money[name], groupOf, groups))),
    counts: yield* columns(held.counts, (name) => sumCounts(table.counts[name], groupOf, groups)),
  })
}

/** What is known of a row; facts that no metric takes are as in `emptyFacts`. */
export function factsOfRow(table: FactsTable, row: number): AccountFacts {
  return {
    ...noFacts,
    ...record(moneyFacts, (name) => table.money[name][row] ?? 0n),
    ...record(countFacts, (name) => table.counts[name][row] ?? 0),
  }
}

/** The facts of a row as they are in `emptyFacts` but for the named ones. What it gives holds until the next row is asked for. */
type RowReader = (row: number) => AccountFacts

/** Reads some facts of one row after the other into one and the same place: a metric takes two or three of sixty. */
export function rowReader(table: FactsTable, names: readonly string[]): RowReader {
  const facts = { ...noFacts }
  const money = moneyFacts.filter((name) => names.includes(name)).map((name) => [name, table.money[name]] as const)
  const counts = countFacts.filter((name) => names.includes(name)).map((name) => [name, table.counts[name]] as const)
  return (row) => {
    for (const [name, column] of money) facts[name] = column[row] ?? 0n
    for (const [name, column] of counts) facts[name] = column[row] ?? 0
    return facts
  }
}

const noFacts: Writable<AccountFacts> = emptyFacts('')
type Writable<T> = { -readonly [Name in keyof T]: T[Name] }
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

function sumCounts(column: Float64Array, groupOf: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups)
  for (let row = 0; row < column.length; row += 1) {
    const group = groupOf[row] ?? 0
    sums[group] = (sums[group] ?? 0) + (column[row] ?? 0)
  }
  return sums
}

function* columns<K extends string, V>(names: readonly K[], make: (name: K) => V): Steps<ReadonlyMap<K, V>> {
  const made = new Map<K, V>()
  for (const name of names) {
    made.set(name, make(name))
    yield
  }
  return made
}

function record<K extends string, V>(names: readonly K[], make: (name: K) => V): Readonly<Record<K, V>> {
  // Object.fromEntries forgets which names there are.
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>
}
