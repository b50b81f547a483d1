import { monthStarts } from '../../domain/period.ts'
import type { RateSpan } from '../../domain/receivables/financing.ts'
import { measure } from '../../domain/receivables/measure.ts'
import type { Measured } from '../../domain/receivables/measure.ts'
import { receivableOf } from '../../domain/receivables/receivable.ts'
import type { Document, Receivable, UnknownReason } from '../../domain/receivables/receivable.ts'
import { ReceivableSum } from '../../domain/receivables/sums.ts'
import type { ReceivableSums } from '../../domain/receivables/sums.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { openRates } from '../../ledger/facts/rate-on.ts'
import { receivableDocuments } from '../../ledger/facts/receivable-documents.ts'
import { isShared, needsGoods } from '../../ledger/facts/receivable-sums-sql.ts'
import { receivableSums } from '../../ledger/facts/receivable-sums.ts'
import type { DocumentsQuestion } from '../../ledger/facts/receivable-tables.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import type { Ledger } from '../../ledger/store/session.ts'

/** A document with its figures, or why it has none. */
export type MeasuredDocument =
  | { readonly receivable: Receivable; readonly measured: Measured }
  | { readonly document: Document; readonly reason: UnknownReason }

/** What is to be known of receivables. */
interface ReceivablesQuestion {
  readonly window: FactsWindow
  /** What money cost on the days of the window. */
  readonly spans: readonly RateSpan[]
  /** With what is open at the end, and the sales of the twelve months before it; else only what happened in the window. */
  readonly withOpen: boolean
}

/** Which documents are measured one by one. */
interface Choice {
  readonly scope: AccountScope | null
  readonly odd: { readonly isWhole: boolean } | null
}

/** The sums of all accounts: what the ledger adds up by itself, and the other documents one by one. Both ways come to the same. */
export async function sumUp(
  ledger: Ledger,
  question: ReceivablesQuestion,
): Promise<ReadonlyMap<string, ReceivableSums>> {
  const documents = await documentsOf(ledger, question)
  const { byAccount, hasOdd } = await receivableSums(ledger, { ...question, documents })
  if (!hasOdd) return byAccount
  const odd = await sumEach(ledger, question, { scope: null, odd: { isWhole: isShared(question.spans) } })
  for (const [id, sums] of odd) {
    const both = new ReceivableSum(question.window)
    both.merge(sums)
    const others = byAccount.get(id)
    if (others) both.merge(others)
    byAccount.set(id, both.sums)
  }
  return byAccount
}

/** The same by measuring each document. */
export async function sumEach(
  ledger: Ledger,
  question: ReceivablesQuestion,
  choice: Choice,
): Promise<ReadonlyMap<string, ReceivableSums>> {
  const byAccount = new Map<string, ReceivableSum>()
  for await (const { accountId, found } of measureEach(ledger, question, choice)) {
    const sum = byAccount.get(accountId) ?? new ReceivableSum(question.window)
    byAccount.set(accountId, sum)
    addTo(sum, found)
  }
  return new Map([...byAccount].map(([id, { sums }]) => [id, sums]))
}

/** Measures documents one by one, those of one account after the other. */
export async function* measureEach(
  ledger: Ledger,
  question: ReceivablesQuestion,
  choice: Choice,
): AsyncGenerator<{ readonly accountId: string; readonly found: MeasuredDocument }> {
  const { window, spans } = question
  const documents = await documentsOf(ledger, question)
  const rateOn = await openRates(ledger, documents.base, window.watermark)
  const read = { ...choice, withGoods: needsGoods(spans) }
  for await (const { accountId, document } of receivableDocuments(ledger, documents, read)) {
    const receivable = receivableOf(document, rateOn)
    yield {
      accountId,
      found:
        typeof receivable === 'string'
          ? { document, reason: receivable }
          : { receivable, measured: measure(receivable, window, spans) },
    }
  }
}

/** Sales of the twelve months before the end are counted with what is open, also where the window is shorter. */
async function documentsOf(ledger: Ledger, { window, withOpen }: ReceivablesQuestion): Promise<DocumentsQuestion> {
  const { from, to, watermark } = window
  const firstMonth = monthStarts(to)[0] ?? from
  return {
    from: withOpen && firstMonth < from ? firstMonth : from,
    to,
    watermark,
    base: (await baseCurrencyOf(ledger)) ?? '',
  }
}

/** Adds a document to the sums of its account. */
export function addTo(sum: ReceivableSum, found: MeasuredDocument): void {
  if ('reason' in found) sum.addUnknown(found.document, found.reason)
  else sum.add(found.receivable, found.measured)
}
