import { setImmediate } from 'node:timers/promises'
import { withComponents } from '../../domain/bridge/bridge-components.ts'
import type { MoneyMeasure } from '../../domain/bridge/bridge-parts.ts'
import { addMoney, noMoney } from '../../domain/bridge/bridge-sums.ts'
import type { MoneySums } from '../../domain/bridge/bridge-sums.ts'
import { profitComponents } from '../../domain/profit/components.ts'
import type { ProfitComponent } from '../../domain/profit/components.ts'
import { profitStatement } from '../../domain/profit/net-profit.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { Ctx } from '../context.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { measureProfits } from '../profit/measure-profits.ts'
import type { BookProfits } from '../profit/measure-profits.ts'
import type { FixedRate } from './held-rates.ts'
import { bridgeBasis, readLines } from './read-lines.ts'

/** What is bridged: both ends under the policy of the later one, a measure of money, all accounts or some. */
export interface BridgesQuestion {
  readonly before: GradedPeriod
  readonly after: GradedPeriod
  readonly measure: MoneyMeasure
  readonly accounts: 'all' | readonly string[]
  /** The state of the ledger; as it is now when left out. */
  readonly watermark?: number
}

/** The bridge of each account as sums: they add up, and `toBridge` shows one or many. */
export interface Bridges {
  readonly measure: MoneyMeasure
  readonly watermark: number
  /** The rates of foreign currencies that both windows are told at. */
  readonly rates: readonly FixedRate[]
  /** By id, `noAccountId` among them; accounts with nothing in either window are left out. */
  readonly byAccount: ReadonlyMap<string, MoneySums>
  /** Components of a net profit that the book was never told of up to the end of a window: its figures leave them out. */
  readonly unmeasured: { readonly before: readonly ProfitComponent[]; readonly after: readonly ProfitComponent[] }
}

/** Why every account, or each of some, is worth more or less than before (measures.md, 3). */
export async function readBridges(
  ctx: Pick<Ctx, 'ledger' | 'records'>,
  { before, after, measure, accounts, watermark: at }: BridgesQuestion,
): Promise<Bridges> {
  const watermark = at ?? (await watermarkOf(ctx.ledger))
  const { kinds, minCoverage } = after.policy
  const windows = { before: before.window, after: after.window, watermark, kinds }
  const { rates } = await bridgeBasis(ctx.ledger, windows)
  const lines = await readLines(ctx.ledger, windows, { withCosts: measure !== 'revenue', accounts })
  if (measure !== 'net-profit') {
    return { measure, watermark, rates, byAccount: picked(lines, accounts), unmeasured: { before: [], after: [] } }
  }
  const [earlier, later] = [
    await measureProfits(ctx, { ...before.window, watermark }, kinds),
    await measureProfits(ctx, { ...after.window, watermark }, kinds),
  ]
  const byAccount =
    accounts === 'all'
      ? await netOfAll(lines, { earlier, later, minCoverage })
      : await netOf(accounts, lines, { earlier, later, minCoverage })
  const missing = ({ rates: { measured } }: BookProfits): readonly ProfitComponent[] =>
    profitComponents.filter((component) => !measured.has(component))
  return { measure, watermark, rates, byAccount, unmeasured: { before: missing(earlier), after: missing(later) } }
}

/** What net profits of both windows are made of. */
interface BothProfits {
  readonly earlier: BookProfits
  readonly later: BookProfits
  readonly minCoverage: number
}

// Profits of a window and its lines are kept as long as nothing changes, and their bridges as long as they are.
const netByLines = new WeakMap<ReadonlyMap<string, MoneySums>, Map<BookProfits, ReturnType<typeof netOf>>>()

function netOfAll(lines: ReadonlyMap<string, MoneySums>, both: BothProfits): ReturnType<typeof netOf> {
  const kept = netByLines.get(lines) ?? new Map<BookProfits, ReturnType<typeof netOf>>()
  netByLines.set(lines, kept)
  const ids = new Set([...lines.keys(), ...both.earlier.ids, ...both.later.ids])
  const known = kept.get(both.later) ?? netOf(ids, lines, both)
  // A rate that was set since makes other profits of both windows.
  kept.clear()
  kept.set(both.later, known)
  known.catch(() => kept.delete(both.later))
  return known
}

async function netOf(
  ids: Iterable<string>,
  lines: ReadonlyMap<string, MoneySums>,
  { earlier, later, minCoverage }: BothProfits,
): Promise<ReadonlyMap<string, MoneySums>> {
  const byAccount = new Map<string, MoneySums>()
  for (const id of ids) {
    if (byAccount.size % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    const componentsIn = (book: BookProfits) =>
      profitStatement(book.factsOf(id), { minCoverage, measured: book.rates.measured }).components
    const components = { before: componentsIn(earlier), after: componentsIn(later) }
    byAccount.set(id, withComponents(lines.get(id) ?? noMoney, components))
  }
  return byAccount
}

/** The bridge of a group: money is rolled up, and what is told of it follows from the sums. */
export function sumBridges(bridges: Iterable<MoneySums>): MoneySums {
  let sum = noMoney
  for (const bridge of bridges) sum = addMoney(sum, bridge)
  return sum
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 512

function picked(
  lines: ReadonlyMap<string, MoneySums>,
  accounts: 'all' | readonly string[],
): ReadonlyMap<string, MoneySums> {
  if (accounts === 'all') return lines
  return new Map(
    accounts.flatMap((id) => {
      const sums = lines.get(id)
      return sums ? [[id, sums] as const] : []
    }),
  )
}
