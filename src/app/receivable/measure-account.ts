import type { Day } from '../../domain/day.ts'
import { monthStarts } from '../../domain/period.ts'
import { receivableFigures } from '../../domain/receivables/figures.ts'
import type { ReceivableFigures } from '../../domain/receivables/figures.ts'
import { rateSpans } from '../../domain/receivables/financing.ts'
import type { RateSpan } from '../../domain/receivables/financing.ts'
import { measure } from '../../domain/receivables/measure.ts'
import type { Measured } from '../../domain/receivables/measure.ts'
import { receivableOf } from '../../domain/receivables/receivable.ts'
import type { Document, Receivable, UnknownReason } from '../../domain/receivables/receivable.ts'
import { ReceivableSum } from '../../domain/receivables/sums.ts'
import type { ReceivableSums } from '../../domain/receivables/sums.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { openRates } from '../../ledger/facts/rate-on.ts'
import { receivableDocuments } from '../../ledger/facts/receivable-documents.ts'
import { firstDocuments } from '../../ledger/facts/receivable-firsts.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { inForce, listFinancingRates } from '../../records/financing-rate.ts'
import type { Ctx } from '../context.ts'

/** Figures with the sums they were worked out from. */
export interface Receivables {
  readonly sums: ReceivableSums
  readonly figures: ReceivableFigures
}

/** A document with its figures, or why it has none. */
export type MeasuredDocument =
  | { readonly receivable: Receivable; readonly measured: Measured }
  | { readonly document: Document; readonly reason: UnknownReason }

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
export async function measureAccount(ctx: Ctx, id: string, window: FactsWindow): Promise<AccountReceivables> {
  const rates = await ratesOf(ctx, window)
  const scope = await accountScope(ctx.ledger, [id])
  const sum = new ReceivableSum(window)
  const documents: MeasuredDocument[] = []
  for await (const { found } of measureAll(ctx, window, rates, scope)) {
    documents.push(found)
    addTo(sum, found)
  }
  const first = (await firstDocuments(ctx.ledger, window, scope)).get(id) ?? null
  return { documents, rates, sums: sum.sums, figures: receivableFigures(sum.sums, window, first) }
}

/** Measures the receivables of all accounts, each document once, and keeps none of them. */
export async function measureBook(ctx: Ctx, window: FactsWindow): Promise<BookReceivables> {
  const rates = await ratesOf(ctx, window)
  const sumsById = new Map<string, ReceivableSum>()
  for await (const { accountId, found } of measureAll(ctx, window, rates, null)) {
    const sum = sumsById.get(accountId) ?? new ReceivableSum(window)
    sumsById.set(accountId, sum)
    addTo(sum, found)
  }
  const firsts = await firstDocuments(ctx.ledger, window)
  const whole = new ReceivableSum(window)
  for (const { sums } of sumsById.values()) whole.merge(sums)
  const firstOfAll = [...firsts.values()].reduce<Day | null>(
    (one, other) => (one !== null && one < other ? one : other),
    null,
  )
  return {
    byAccount: new Map(
      [...sumsById].map(([id, { sums }]) => [
        id,
        { sums, figures: receivableFigures(sums, window, firsts.get(id) ?? null) },
      ]),
    ),
    total: { sums: whole.sums, figures: receivableFigures(whole.sums, window, firstOfAll) },
    rates,
  }
}

/** What money cost on the days of a window. */
async function ratesOf({ records }: Pick<Ctx, 'records'>, window: FactsWindow): Promise<readonly RateSpan[]> {
  return rateSpans(inForce(await listFinancingRates(records.view)), window)
}

async function* measureAll(
  { ledger }: Pick<Ctx, 'ledger'>,
  window: FactsWindow,
  rates: readonly RateSpan[],
  scope: AccountScope | null,
): AsyncGenerator<{ readonly accountId: string; readonly found: MeasuredDocument }> {
  const { from, to, watermark } = window
  const rateOn = await openRates(ledger, await baseCurrencyOf(ledger), watermark)
  const firstMonth = monthStarts(to)[0] ?? from
  const read = { from: firstMonth < from ? firstMonth : from, to, watermark }
  for await (const { accountId, document } of receivableDocuments(ledger, read, scope)) {
    const receivable = receivableOf(document, rateOn)
    yield {
      accountId,
      found:
        typeof receivable === 'string'
          ? { document, reason: receivable }
          : { receivable, measured: measure(receivable, window, rates) },
    }
  }
}

function addTo(sum: ReceivableSum, found: MeasuredDocument): void {
  if ('reason' in found) sum.addUnknown(found.reason)
  else sum.add(found.receivable, found.measured)
}
