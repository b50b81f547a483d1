import { factsOfRow, packFacts, sumTable } from '../../domain/facts-table.ts'
import type { FactsTable } from '../../domain/facts-table.ts'
import { emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import type { Ctx } from '../context.ts'
import { readFacts } from '../grade/read-facts.ts'
import { keepLatest } from '../keep-latest.ts'
import { inTurns } from '../portfolio/take-turns.ts'
import { rateStamp, readProfitRates } from './profit-rates.ts'
import type { ProfitRates } from './profit-rates.ts'

/** The families of facts that a net profit and what is tied up are made of. */
const families = ['receivables', 'stock', 'service', 'extras'] as const

/** Everything that net profits of a window are made of, of all accounts, in columns. */
export interface BookProfits {
  readonly window: FactsWindow
  readonly rates: ProfitRates
  /** `noAccountId` among them where something stands on none. */
  readonly ids: readonly string[]
  factsAt(row: number): AccountFacts
  /** Empty facts for an account of which nothing is known. */
  factsOf(id: string): AccountFacts
  /** The facts of some rows together, with a turn for other requests now and then. */
  sumOf(rows: Iterable<number>): Promise<AccountFacts>
}

/** Windows whose facts are kept: of the periods that are looked at now, and of those two years before. */
const keptWindows = 6
const keptByLedger = new WeakMap<Ledger, Map<string, Promise<BookProfits>>>()

/**
 * Reads what net profits of a window are made of, once as long as neither ledger nor rates change. A book of millions of lines takes
 * seconds at the first look, every later one is from memory, and an account shows what it has in the book.
 */
export async function measureProfits(
  ctx: Pick<Ctx, 'ledger' | 'records'>,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<BookProfits> {
  const { from, to, watermark } = window
  const kept = keptByLedger.get(ctx.ledger) ?? new Map<string, Promise<BookProfits>>()
  keptByLedger.set(ctx.ledger, kept)
  const name = JSON.stringify([from, to, watermark, kinds.toSorted(), await rateStamp(ctx)])
  return keepLatest(kept, name, keptWindows, () => read(ctx, { from, to, watermark }, kinds))
}

async function read(
  ctx: Pick<Ctx, 'ledger' | 'records'>,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<BookProfits> {
  const rates = await readProfitRates(ctx, window, kinds)
  const facts = await readFacts(ctx, window, { kinds, families })
  const ids = [...facts.keys()]
  return new PackedProfits(window, rates, ids, await inTurns(packFacts([...facts.values()], families)))
}

class PackedProfits implements BookProfits {
  readonly window: FactsWindow
  readonly rates: ProfitRates
  readonly ids: readonly string[]
  readonly #table: FactsTable
  readonly #rowOf: ReadonlyMap<string, number>

  constructor(window: FactsWindow, rates: ProfitRates, ids: readonly string[], table: FactsTable) {
    this.window = window
    this.rates = rates
    this.ids = ids
    this.#table = table
    this.#rowOf = new Map(ids.map((id, row) => [id, row]))
  }

  factsAt(row: number): AccountFacts {
    return factsOfRow(this.#table, row)
  }

  factsOf(id: string): AccountFacts {
    const row = this.#rowOf.get(id)
    return row === undefined ? emptyFacts(id) : factsOfRow(this.#table, row)
  }

  async sumOf(rows: Iterable<number>): Promise<AccountFacts> {
    const groups = new Int32Array(this.ids.length)
    for (const row of rows) groups[row] = 1
    return factsOfRow(await inTurns(sumTable(this.#table, groups, 2)), 1)
  }
}
