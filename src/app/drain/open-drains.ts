import { setImmediate } from 'node:timers/promises'
import { addDays } from '../../domain/day.ts'
import { drainsHours, hoursBook, hoursShare, leastShortfall } from '../../domain/drain/hours-share.ts'
import type { HoursBook, HoursShare } from '../../domain/drain/hours-share.ts'
import { addQuotes, countQuotes, noQuotes, signalsOf, staleDays } from '../../domain/drain/price-signals.ts'
import type { MarginPair, PriceFigures, PriceSignal, QuoteCounts } from '../../domain/drain/price-signals.ts'
import { addFacts, emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { metricOf } from '../../domain/metric.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { quoteGroups } from '../../ledger/facts/quote-facts.ts'
import type { QuoteQuestion } from '../../ledger/facts/quote-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { valueFacts } from '../../ledger/facts/value-facts.ts'
import { readPlaces } from '../../records/account-view.ts'
import type { View } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'
import { openProfits } from '../profit/open-profits.ts'
import type { ViewProfits } from '../profit/open-profits.ts'
import { readEdges } from '../profit/posture-edges.ts'

/** Why an account is a drain: it takes hours that it does not pay for, or uses our price against us. */
export type DrainReason = 'hours' | PriceSignal

/** An account with what would make it a drain; it is none where there is no reason. */
export interface AccountDrain {
  readonly id: string
  /** Where it stands in the view; null for an account that the view lists none of. */
  readonly position: number | null
  /** Whole minutes, and those of them that were logged. */
  readonly minutes: number
  readonly loggedMinutes: number
  readonly netProfit: Micros | null
  readonly netProfitRate: number | null
  readonly hours: HoursShare
  readonly margin: MarginPair
  readonly quotes: QuoteCounts
  readonly reasons: readonly DrainReason[]
}

/** The drains among the accounts of a view. */
export interface ViewDrains {
  readonly accounts: readonly AccountDrain[]
  /** Figures of an account of which nothing is known included. */
  accountOf(id: string): AccountDrain
  /** All accounts together: what shares are of, and what signals are held against. */
  readonly hours: HoursBook
  readonly price: PriceFigures
  /** Little money, and the least shortfall of a drain by hours. */
  readonly level: Micros
  readonly least: Micros
}

const keptByProfits = new WeakMap<ViewProfits, Map<string, Promise<ViewDrains>>>()
/** Levels whose drains are kept: the one that holds, and the one before it while somebody still pages. */
const keptLevels = 2
/** Accounts after which others get a turn. */
const accountsPerTurn = 512

/** The drains of a view, worked out once as long as neither its figures nor the level of much money change. */
export async function openDrains(ctx: Ctx, view: View): Promise<ViewDrains> {
  const profits = await openProfits(ctx, view)
  const { level } = await readEdges(ctx.records.view)
  const kept = keptByProfits.get(profits) ?? new Map<string, Promise<ViewDrains>>()
  keptByProfits.set(profits, kept)
  return keepLatest(kept, formatMicros(level), keptLevels, () => find(ctx, view, { profits, level }))
}

/** The quotes that are looked at in the window of a view. */
export function quotesOf({ from, to, watermark }: FactsWindow): QuoteQuestion {
  return { window: { from, to, watermark }, staleUpTo: addDays(to, -staleDays - 1) }
}

/** Gross profit over costed spend; null where it cannot be told. */
function marginRate(facts: AccountFacts, minCoverage: number): number | null {
  const value = metricOf('gross-margin-rate').compute(facts, { minCoverage })
  return value?.kind === 'number' ? value.value : null
}

interface Parts {
  readonly profits: ViewProfits
  readonly level: Micros
}

async function find(ctx: Ctx, view: View, { profits, level }: Parts): Promise<ViewDrains> {
  const { watermark, policy, before: earlier } = view
  const { book, minCoverage } = profits
  const quotesById = await quoteCounts(ctx, view)
  const factsBefore = earlier.isWhole
    ? await valueFacts(ctx.ledger, { from: earlier.from, to: earlier.to, watermark }, policy.kinds)
    : null
  const marginBefore = (id: string): number | null => {
    const facts = factsBefore?.get(id)
    return facts ? marginRate(facts, minCoverage) : null
  }
  const figures = new Map<string, Omit<AccountDrain, 'hours' | 'reasons'>>()
  let [now, before] = [emptyFacts(''), emptyFacts('')]
  for (const [index, { id, row, position, netProfit, netProfitRate }] of profits.accounts.entries()) {
    if (index % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    const facts = book.factsAt(row)
    now = addFacts(now, facts)
    figures.set(id, {
      id,
      position,
      minutes: facts.serviceMinutes,
      loggedMinutes: facts.serviceLoggedMinutes,
      netProfit,
      netProfitRate,
      margin: { before: marginBefore(id), now: marginRate(facts, minCoverage) },
      quotes: quotesById.get(id) ?? noQuotes,
    })
  }
  // Whoever bought in the window before counts in its margin, also who is lost since.
  let turn = 0
  for (const [id, facts] of factsBefore ?? []) {
    if (++turn % accountsPerTurn === 0) await setImmediate()
    if (id !== noAccountId) before = addFacts(before, facts)
  }
  // Who only asks for prices bought nothing and has no profit to be ranked by.
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  for (const [id, quotes] of quotesById) {
    if (!figures.has(id)) figures.set(id, { ...without(id), position: places.get(id) ?? null, quotes })
  }
  const hours = hoursBook(figures.values())
  const least = leastShortfall(hours, level)
  const price: PriceFigures = {
    quotes: [...quotesById.values()].reduce(addQuotes, noQuotes),
    margin: { before: factsBefore && marginRate(before, minCoverage), now: marginRate(now, minCoverage) },
  }
  const judge = (account: Omit<AccountDrain, 'hours' | 'reasons'>): AccountDrain => ({
    ...account,
    hours: hoursShare(account, hours),
    reasons: [...(drainsHours(account, hours, least) ? (['hours'] as const) : []), ...signalsOf(account, price)],
  })
  const accounts = [...figures.values()].map(judge)
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return { accounts, hours, price, level, least, accountOf: (id) => byId.get(id) ?? judge(without(id)) }
}

async function quoteCounts({ ledger }: Ctx, view: View): Promise<ReadonlyMap<string, QuoteCounts>> {
  const groups = await quoteGroups(ledger, quotesOf(view))
  return new Map([...groups].map(([id, own]) => [id, countQuotes(own)]))
}

/** An account of which the window holds nothing. */
function without(id: string): Omit<AccountDrain, 'hours' | 'reasons'> {
  return {
    id,
    position: null,
    minutes: 0,
    loggedMinutes: 0,
    netProfit: 0n,
    netProfitRate: null,
    margin: { before: null, now: null },
    quotes: noQuotes,
  }
}
