import { setImmediate } from 'node:timers/promises'
import { daysBetween } from '../../domain/day.ts'
import { hasActivity } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { windowAt, yearEarlier } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import { profitStatement } from '../../domain/profit/net-profit.ts'
import type { ProfitStatement } from '../../domain/profit/net-profit.ts'
import { returnOnAccount, tiedUp } from '../../domain/profit/return-on-account.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { readPlaces } from '../../records/account-view.ts'
import type { View } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import { measureProfits } from './measure-profits.ts'
import type { BookProfits } from './measure-profits.ts'

/** What an account earned in a window, in short: what accounts are ranked by. */
export interface AccountProfit {
  readonly id: string
  /** Where its facts are in the book. */
  readonly row: number
  /** Where it stands in the view; null for an account that the view lists none of. */
  readonly position: number | null
  /** Null where nothing was invoiced. */
  readonly spend: Micros | null
  readonly grossProfit: Micros | null
  readonly netProfit: Micros | null
  readonly netProfitRate: number | null
  readonly capital: Micros | null
  readonly returnOnAccount: number | null
}

/** The profits of all accounts in the window of a view. */
export interface ViewProfits {
  readonly book: BookProfits
  readonly minCoverage: number
  /** Accounts with something in the window; what stands on none is not among them. */
  readonly accounts: readonly AccountProfit[]
}

const keptByBook = new WeakMap<BookProfits, Map<string, Promise<ViewProfits>>>()
/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 512

/** The profits of the window of a view. */
export async function openProfits(ctx: Ctx, view: View): Promise<ViewProfits> {
  const window = { from: view.from, to: view.to, watermark: view.watermark }
  return profitsIn(ctx, view, await measureProfits(ctx, window, view.policy.kinds))
}

/** The same of the window two years before; null where the book does not reach back to its first day. */
export async function openProfitsBefore(ctx: Ctx, view: View): Promise<ViewProfits | null> {
  const span = await spanBefore(ctx, view)
  if (span === null) return null
  return profitsIn(ctx, view, await measureProfits(ctx, { ...span, watermark: view.watermark }, view.policy.kinds))
}

/** From revenue to net profit, and what is tied up, of any facts of such a window. */
export function statementOf({ book, minCoverage }: Pick<ViewProfits, 'book' | 'minCoverage'>, facts: AccountFacts) {
  const { measured } = book.rates
  const days = daysBetween(book.window.from, book.window.to) + 1
  const statement = profitStatement(facts, { minCoverage, measured })
  const capital = tiedUp(facts, { days, measured })
  return { statement, capital, returnOnAccount: returnOnAccount(statement.netProfit, capital.total) }
}

/** Net profit now less that of two years before; null where either is unknown or not to be had. */
export function swingOf(now: Pick<ProfitStatement, 'netProfit'>, before: Pick<ProfitStatement, 'netProfit'> | null) {
  if (!before || now.netProfit === null || before.netProfit === null) return null
  return now.netProfit - before.netProfit
}

async function spanBefore(ctx: Ctx, view: View): Promise<Span | null> {
  const { policy } = view
  const { period } = await readPeriod(ctx, view.period, policy)
  const earlier = yearEarlier(yearEarlier(period, policy), policy)
  const span = windowAt(earlier, policy.window, policy.fiscalYearStart)
  const days = await ledgerDays(ctx.ledger)
  return days && days.first <= span.from ? span : null
}

async function profitsIn(ctx: Ctx, view: View, book: BookProfits): Promise<ViewProfits> {
  const { minCoverage } = view.policy
  const kept = keptByBook.get(book) ?? new Map<string, Promise<ViewProfits>>()
  keptByBook.set(book, kept)
  const name = `${String(view.number)} ${String(minCoverage)}`
  const known = kept.get(name) ?? rank(ctx, view, { book, minCoverage })
  // Of earlier generations nobody asks any more.
  kept.clear()
  kept.set(name, known)
  known.catch(() => kept.delete(name))
  return known
}

async function rank(ctx: Ctx, view: View, of: Pick<ViewProfits, 'book' | 'minCoverage'>): Promise<ViewProfits> {
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  const accounts: AccountProfit[] = []
  for (const [row, id] of of.book.ids.entries()) {
    if (row % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    if (id === noAccountId) continue
    const facts = of.book.factsAt(row)
    const { statement, capital, returnOnAccount: yields } = statementOf(of, facts)
    if (!isThere(facts, statement)) continue
    accounts.push({
      id,
      row,
      position: places.get(id) ?? null,
      spend: hasActivity(facts) ? facts.spend : null,
      grossProfit: statement.grossProfit,
      netProfit: statement.netProfit,
      netProfitRate: statement.netProfitRate,
      capital: capital.total,
      returnOnAccount: yields,
    })
  }
  return { ...of, accounts }
}

/** Whether anything of the window is of the account: an invoice, a cost, or something whose cost cannot be told. */
function isThere(facts: AccountFacts, { components }: ProfitStatement): boolean {
  return hasActivity(facts) || components.some(({ knownPart, unknown }) => knownPart !== 0n || unknown > 0)
}
