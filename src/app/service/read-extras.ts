import { returnsSpans } from '../../domain/cost-rate/cost-rates.ts'
import type { FamilyFacts } from '../../domain/fact-family.ts'
import type { LineKind } from '../../domain/kind.ts'
import { givenBackBesideSpend } from '../../domain/profit/given-back.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import { accrualFacts } from '../../ledger/facts/accrual-facts.ts'
import { freightFacts } from '../../ledger/facts/freight-facts.ts'
import { givenBackFacts } from '../../ledger/facts/given-back-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { returnFacts } from '../../ledger/facts/return-facts.ts'
import type { Ctx } from '../context.ts'
import { readCostRates } from '../cost-rate/read-cost-rates.ts'

type ExtraFacts = Pick<FamilyFacts, 'freightUninvoiced' | 'rebatesUncredited' | 'returnsCost' | 'extrasUnrated'>

/**
 * Freight paid and not invoiced, rebates, and the handling of returns, of each account in the window. Rebates are those accrued and not
 * yet credited, and lines that give money back without being spend: each counts once. Returns are measured once somebody has said
 * what taking one back costs.
 */
export async function readExtraFacts(
  { ledger, records }: Pick<Ctx, 'ledger' | 'records'>,
  {
    window,
    kinds,
    scope,
  }: { readonly window: FactsWindow; readonly kinds: readonly LineKind[]; readonly scope: AccountScope | null },
): Promise<ReadonlyMap<string, ExtraFacts>> {
  const rates = await readCostRates(records.view)
  const freight = await freightFacts(ledger, window, scope)
  const owed = await accrualFacts(ledger, window, kinds, scope)
  const given = await givenBackFacts(ledger, window, givenBackBesideSpend(kinds), scope)
  const returns =
    rates.returns.length === 0 ? null : await returnFacts(ledger, window, returnsSpans(rates, window), scope)
  const ids = new Set([...freight.keys(), ...owed.keys(), ...given.keys(), ...(returns?.keys() ?? [])])
  return new Map(
    [...ids].map((id) => [
      id,
      {
        freightUninvoiced: freight.get(id) ?? 0n,
        rebatesUncredited: (owed.get(id) ?? 0n) + (given.get(id) ?? 0n),
        returnsCost: returns?.get(id)?.cost ?? 0n,
        extrasUnrated: returns?.get(id)?.unrated ?? 0,
      },
    ]),
  )
}
