import { accountSorts } from '../../contract/account.ts'
import { bandRank } from '../../domain/band.ts'
import { dayToNumber } from '../../domain/day.ts'
import { fold } from '../../domain/fold.ts'
import { movementClasses } from '../../domain/movement.ts'
import type { Policy } from '../../domain/policy.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { knownMoney, knownOnly, moneyRanks, orderBy, ranksOf } from './column-orders.ts'
import { bytesOf } from './pack.ts'
import {
  columnName,
  dictionaries,
  flag,
  intColumns,
  moneyColumns,
  none,
  unknown,
  unknownMoney,
} from './view-columns.ts'
import type { Dictionary, Entry, IntColumn, MoneyColumn } from './view-columns.ts'
import { compareText } from './view-rows.ts'

/** Whatever columns and orders of a generation are made from; rows are added in the order of their positions. */
export class ColumnsBuilder {
  readonly #count: number
  readonly #ranks: ReadonlyMap<string | null, number>
  readonly #classes = new Map<string, number>(movementClasses.map((name, index) => [name, index]))
  readonly #ints: Readonly<Record<IntColumn, Int32Array>>
  readonly #money: Readonly<Record<MoneyColumn, BigInt64Array>>
  readonly #entries: Readonly<Record<Dictionary, EntryList>>
  readonly #rates: Float64Array
  readonly #keys: string[] = []

  constructor(count: number, policy: Policy, parents: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>) {
    this.#count = count
    this.#ranks = new Map([...policy.grades.map(({ label }, rank) => [label, rank] as const), [null, none]])
    this.#ints = record(intColumns, () => new Int32Array(count))
    this.#money = record(moneyColumns, () => new BigInt64Array(count).fill(unknownMoney))
    this.#entries = record(
      dictionaries,
      (name) => new EntryList(name, name === 'territory' ? parents : new Map(), names),
    )
    this.#rates = new Float64Array(count).fill(Number.NaN)
  }

  /** Adds the account at `position`; `root` is the one of its ultimate parent, `key` is folded. */
  add(position: number, row: StoredAccount, { root, key }: { root: number; key: string }): void {
    const ints: Readonly<Record<IntColumn, number>> = {
      grade: this.#ranks.get(row.grade) ?? none,
      gradeBefore: this.#ranks.get(row.grade_before) ?? none,
      gradeWeek: this.#ranks.get(row.grade_week) ?? none,
      movement: this.#classes.get(row.movement) ?? none,
      owner: this.#entries.owner.indexOf(row.owner_key, row.owner_name),
      territory: this.#entries.territory.indexOf(row.territory_key, row.territory_name),
      segment: this.#entries.segment.indexOf(row.segment_key, row.segment_name),
      root,
      flags: Number(row.valid) * flag.valid + Number(row.flagged) * flag.flagged + Number(row.stub) * flag.stub,
      firstInvoice: row.first_invoice === null ? unknown : dayToNumber(row.first_invoice),
      lastInvoice: row.last_invoice === null ? unknown : dayToNumber(row.last_invoice),
      orders: Number(row.orders),
      lines: Number(row.lines),
      invoices: Number(row.invoices),
      weekInvoices: Number(row.week_invoices),
      spendBand: row.spend === null ? unknown : bandRank(row.spend),
    }
    for (const name of intColumns) this.#ints[name][position] = ints[name]
    const money: Readonly<Record<MoneyColumn, bigint | null>> = {
      spend: row.spend,
      spendBefore: row.spend_before,
      cost: row.cost,
      costedSpend: row.costed_spend,
      spendMagnitude: row.spend_magnitude,
      costedMagnitude: row.costed_magnitude,
      grossProfit: row.gross_profit,
      toNext: row.to_next,
      above: row.above,
      weekSpend: row.week_spend,
    }
    for (const name of moneyColumns) {
      const amount = money[name]
      if (amount !== null) this.#money[name][position] = amount
    }
    if (row.margin_rate !== null) this.#rates[position] = row.margin_rate
    this.#keys.push(key)
  }

  /** Every column under its name, one after the other. */
  *columns(): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
    for (const name of dictionaries) yield { name: columnName.dictionary(name), bytes: utf8(this.#entries[name].all()) }
    for (const name of intColumns) yield { name: columnName.ints(name), bytes: bytesOf(this.#ints[name]) }
    for (const name of moneyColumns) yield { name: columnName.money(name), bytes: bytesOf(this.#money[name]) }
    for (const sort of accountSorts) {
      const values = this.#valuesOf(sort)
      yield { name: columnName.order(sort), bytes: bytesOf(orderBy(values, 1)) }
      yield { name: columnName.order(`-${sort}`), bytes: bytesOf(orderBy(values, -1)) }
    }
  }

  /** What a sort goes by: a number for each account, those without one last whichever way it is turned. */
  #valuesOf(sort: (typeof accountSorts)[number]): Float64Array {
    const { spend, spendBefore, grossProfit, toNext } = this.#money
    switch (sort) {
      case 'name':
        return Float64Array.from({ length: this.#count }, (_, position) => position)
      case 'key':
        return ranksOf(this.#count, (one, other) => compareText(this.#keys[one] ?? '', this.#keys[other] ?? ''))
      case 'grade':
        return knownOnly(this.#ints.grade, none)
      case 'spend':
        return this.#moneyRanks((position) => knownMoney(spend[position]))
      case 'spendChange':
        return this.#moneyRanks(
          (position) => (knownMoney(spend[position]) ?? 0n) - (knownMoney(spendBefore[position]) ?? 0n),
        )
      case 'spendBand':
        return knownOnly(this.#ints.spendBand, unknown)
      case 'grossProfit':
        return this.#moneyRanks((position) => knownMoney(grossProfit[position]))
      case 'marginRate':
        return this.#rates
      case 'orders':
        return Float64Array.from(this.#ints.orders)
      case 'lastInvoice':
        return knownOnly(this.#ints.lastInvoice, unknown)
      case 'owner': {
        const ranks = this.#entries.owner.ranksByName()
        return Float64Array.from(this.#ints.owner, (index) => ranks[index] ?? Number.NaN)
      }
      case 'toNext':
        return this.#moneyRanks((position) => knownMoney(toNext[position]))
    }
  }

  #moneyRanks(amountOf: (position: number) => bigint | null): Float64Array {
    return moneyRanks(Array.from({ length: this.#count }, (_, position) => amountOf(position)))
  }
}

/** Owners, territories or segments in the order they are met, with all those above the territories that are. */
class EntryList {
  readonly #what: string
  readonly #parents: ReadonlyMap<string, string>
  readonly #names: ReadonlyMap<string, string>
  readonly #entries: Entry[] = []
  readonly #indexByKey = new Map<string, number>()

  constructor(what: string, parents: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>) {
    this.#what = what
    this.#parents = parents
    this.#names = names
  }

  indexOf(key: string | null, name: string | null): number {
    if (key === null) return none
    const known = this.#indexByKey.get(key)
    if (known !== undefined) return known
    const index = this.#entries.length
    this.#indexByKey.set(key, index)
    this.#entries.push({ key, name: name ?? key, parent: none })
    const above = this.#parents.get(key)
    const parent = above === undefined ? none : this.indexOf(above, this.#names.get(`${this.#what} ${above}`) ?? null)
    this.#entries[index] = { key, name: name ?? key, parent }
    return index
  }

  all(): string {
    return JSON.stringify(this.#entries)
  }

  /** The place of each by folded name. */
  ranksByName(): number[] {
    const sorted = this.#entries
      .map((entry, index) => ({ name: fold(entry.name), key: entry.key, index }))
      .toSorted((one, other) => compareText(one.name, other.name) || compareText(one.key, other.key))
    const ranks: number[] = []
    for (const [rank, { index }] of sorted.entries()) ranks[index] = rank
    return ranks
  }
}

function record<K extends string, V>(names: readonly K[], make: (name: K) => V): Readonly<Record<K, V>> {
  // Object.fromEntries forgets which names there are.
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
