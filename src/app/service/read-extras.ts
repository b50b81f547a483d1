import { returnsSpans } from '../../domain/cost-rate/cost-rates.ts'
import type { FamilyFacts } from '../../domain/fact-family.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import { accrualFacts } from '../../ledger/facts/accrual-facts.ts'
import { freightFacts } from '../../ledger/facts/freight-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { returnFacts } from '../../ledger/facts/return-facts.ts'
import type { Ctx } from '../context.ts'
import { readCostRates } from '../cost-rate/read-cost-rates.ts'

type ExtraFacts = Pick<FamilyFacts, 'freightUninvoiced' | 'rebatesUncredited' | 'returnsCost' | 'extrasUnrated'>

/**
 * Freight paid and not invoiced, rebates accrued and not yet credited, and the handling of returns, of each account in the window.
 * Returns are measured once somebody has said what taking one back costs.
 */
export async function readExtraFacts(
  { ledger, records }: Pick<Ctx, 'ledger' | 'records'>,
  { window, scope }: { readonly window: FactsWindow; readonly scope: AccountScope | null },
): Promise<ReadonlyMap<string, ExtraFacts>> {
  const rates = await readCostRates(records.view)
  const freight = await freightFacts(ledger, window, scope)
  const rebates = await accrualFacts(ledger, window, scope)
  const returns =
    rates.returns.length === 0 ? null : await returnFacts(ledger, window, returnsSpans(rates, window), scope)
  const ids = new Set([...freight.keys(), ...rebates.keys(), ...(returns?.keys() ?? [])])
  return new Map(
    [...ids].map((id) => [
      id,
      {
        freightUninvoiced: freight.get(id) ?? 0n,
        rebatesUncredited: rebates.get(id) ?? 0n,
        returnsCost: returns?.get(id)?.cost ?? 0n,
        extrasUnrated: returns?.get(id)?.unrated ?? 0,
      },
    ]),
  )
}
