import type { Day } from '../../domain/day.ts'
import type { Span } from '../../domain/period.ts'
import { receivableFigures } from '../../domain/receivables/figures.ts'
import type { ReceivableFigures } from '../../domain/receivables/figures.ts'
import { rateSpans } from '../../domain/receivables/financing.ts'
import type { RateSpan } from '../../domain/receivables/financing.ts'
import { ReceivableSum } from '../../domain/receivables/sums.ts'
import type { ReceivableSums } from '../../domain/receivables/sums.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { firstDocuments } from '../../ledger/facts/receivable-firsts.ts'
import { inForce, listFinancingRates } from '../../records/financing-rate.ts'
import type { Ctx } from '../context.ts'
import { addTo, measureEach, sumEach, sumUp } from './sum-receivables.ts'
import type { MeasuredDocument } from './sum-receivables.ts'

/** Figures with the sums they were worked out from. */
export interface Receivables {
  readonly sums: ReceivableSums
  readonly figures: ReceivableFigures
  /** The day of the first document of all; null where there is none. */
  readonly first: Day | null
}

/** The receivables of an account with the documents they are made of. */
export interface AccountReceivables extends Receivables {
  readonly documents: readonly MeasuredDocument[]
  readonly rates: readonly RateSpan[]
}

/** The receivables of every account by its id, `noAccountId` too. */
export interface BookReceivables {
  readonly byAccount: ReadonlyMap<string, Receivables>
  readonly total: Receivables
  readonly rates: readonly RateSpan[]
}

/** Measures the receivables of one account at the end of a window and over it. */
export async function measureAccount(ctx: Stores, id: string, window: FactsWindow): Promise<AccountReceivables> {
  const spans = await ratesOf(ctx, window)
  const scope = await accountScope(ctx.ledger, [id])
  const sum = new ReceivableSum(window)
  const documents: MeasuredDocument[] = []
  for await (const { found } of measureEach(ctx.ledger, { window, spans, withOpen: true }, { scope, odd: null })) {
    documents.push(found)
    addTo(sum, found)
  }
  const first = (await firstDocuments(ctx.ledger, window, scope)).get(id) ?? null
  return { documents, rates: spans, ...withFigures(sum.sums, window, first) }
}

/** The documents of some accounts, each with its account and its figures. */
export async function* measureDocuments(
  ctx: Stores,
  ids: readonly string[],
  window: FactsWindow,
): AsyncGenerator<{ readonly accountId: string; readonly found: MeasuredDocument }> {
  const spans = await ratesOf(ctx, window)
  const scope = await accountScope(ctx.ledger, ids)
  yield* measureEach(ctx.ledger, { window, spans, withOpen: true }, { scope, odd: null })
}

/** Measures the receivables of all accounts. */
export async function measureBook(ctx: Stores, window: FactsWindow): Promise<BookReceivables> {
  const spans = await ratesOf(ctx, window)
  const sumsById = await sumUp(ctx.ledger, { window, spans, withOpen: true })
  const firsts = await firstDocuments(ctx.ledger, window)
  const whole = new ReceivableSum(window)
  for (const sums of sumsById.values()) whole.merge(sums)
  const firstOfAll = [...firsts.values()].reduce<Day | null>(
    (one, other) => (one !== null && one < other ? one : other),
    null,
  )
  return {
    byAccount: new Map([...sumsById].map(([id, sums]) => [id, withFigures(sums, window, firsts.get(id) ?? null)])),
    total: withFigures(whole.sums, window, firstOfAll),
    rates: spans,
  }
}

function withFigures(sums: ReceivableSums, window: Span, first: Day | null): Receivables {
  return { sums, first, figures: receivableFigures(sums, window, first) }
}

/** What happened to the receivables of all accounts, or of those in scope, in a window: its sums, without what is open at the end. */
export async function receivablesOfWindow(
  ctx: Stores,
  window: FactsWindow,
  scope: AccountScope | null,
): Promise<ReadonlyMap<string, ReceivableSums>> {
  const question = { window, spans: await ratesOf(ctx, window), withOpen: false }
  return scope === null ? sumUp(ctx.ledger, question) : sumEach(ctx.ledger, question, { scope, odd: null })
}

type Stores = Pick<Ctx, 'ledger' | 'records'>

/** What money cost on the days of a window. */
async function ratesOf({ records }: Pick<Ctx, 'records'>, window: FactsWindow): Promise<readonly RateSpan[]> {
  return rateSpans(inForce(await listFinancingRates(records.view)), window)
}
