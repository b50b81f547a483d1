import type { FamilyFacts } from '../../domain/fact-family.ts'
import { divideHalfEven, microsPerUnit } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { measuresService, serviceRatesOf } from '../../domain/service/service-rates.ts'
import type { ServiceRates } from '../../domain/service/service-rates.ts'
import type { AccountScope } from '../../ledger/facts/account-scope.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { serviceByAccount, serviceSources } from '../../ledger/facts/service-facts.ts'
import type { Ctx } from '../context.ts'
import { readCostRates } from '../cost-rate/read-cost-rates.ts'

type Stores = Pick<Ctx, 'ledger' | 'records'>

interface Question {
  readonly window: FactsWindow
  readonly scope: AccountScope | null
}

type ServiceFacts = Pick<
  FamilyFacts,
  'serviceMinutes' | 'serviceLoggedMinutes' | 'serviceEvents' | 'serviceCost' | 'serviceUnrated'
>

/** The facts of what was done for each account in the window, at the rates of the days. */
export async function readServiceFacts(
  stores: Stores,
  { window, scope }: Question,
): Promise<ReadonlyMap<string, ServiceFacts>> {
  const { rates, isMeasured } = await readServiceRates(stores, window)
  if (!isMeasured) return new Map()
  const sums = await serviceByAccount(stores.ledger, window, rates, scope)
  return new Map(
    [...sums].map(([id, { events, standardMinutes, replacedMinutes, loggedMinutes, cost, unrated }]) => [
      id,
      {
        serviceMinutes: whole(standardMinutes - replacedMinutes + loggedMinutes),
        serviceLoggedMinutes: whole(loggedMinutes),
        serviceEvents: whole(events),
        serviceCost: cost,
        serviceUnrated: unrated,
      },
    ]),
  )
}

/** What service is measured by in a window, and whether anything is known of it at all. */
export async function readServiceRates(
  { ledger, records }: Stores,
  window: FactsWindow,
): Promise<{ readonly rates: ServiceRates; readonly isMeasured: boolean }> {
  const sources = await serviceSources(ledger, window.watermark)
  const rates = serviceRatesOf(await readCostRates(records.view), sources, window)
  return { rates, isMeasured: measuresService(sources, rates) }
}

/** Minutes and events as whole numbers, which facts count in. */
function whole(micros: Micros): number {
  return Number(divideHalfEven(micros, microsPerUnit))
}
