import type { FamilyFacts } from '../../domain/fact-family.ts'
import { broughtKinds } from '../../ledger/facts/brought-kinds.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import type { Ctx } from '../context.ts'
import { receivablesOfWindow } from './measure-account.ts'

/** What accounts paid in a window, how long they let us wait and what that cost, by account. */
export async function readReceivableFacts(
  stores: Pick<Ctx, 'ledger' | 'records'>,
  { window, scope }: { readonly window: FactsWindow; readonly scope: AccountScope | null },
): Promise<ReadonlyMap<string, Partial<FamilyFacts>>> {
  // Of a book that was never told of a payment nobody can say what waiting cost: it is not measured, and nothing of it is unknown.
  if (!(await broughtKinds(stores.ledger, ['payments'], { watermark: window.watermark })).has('payments'))
    return new Map()
  const sumsById = await receivablesOfWindow(stores, window, scope)
  return new Map(
    [...sumsById].map(([id, sums]) => [
      id,
      {
        financing: sums.financingTotal,
        financingLate: sums.financingLate,
        receivableDays: sums.openNights,
        paidGross: sums.paid,
        paidGrossDays: sums.paidDays,
        financed: sums.documents - sums.uncosted,
        // Of a document that is years old and tells no amount nobody expects one any more.
        unfinanced: sums.uncosted + sums.unmeasured,
        unmeasured: sums.unmeasured,
      },
    ]),
  )
}
