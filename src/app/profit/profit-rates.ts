import { carryingSpans, returnsSpans } from '../../domain/cost-rate/cost-rates.ts'
import type { CarryingSpan, CostRates, ReturnsSpan } from '../../domain/cost-rate/cost-rates.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { ProfitComponent } from '../../domain/profit/components.ts'
import { givenBackBesideSpend } from '../../domain/profit/given-back.ts'
import { rateSpans } from '../../domain/receivables/financing.ts'
import type { RateSpan } from '../../domain/receivables/financing.ts'
import type { ServiceRates } from '../../domain/service/service-rates.ts'
import { broughtKinds } from '../../ledger/facts/brought-kinds.ts'
import { hasLinesOf } from '../../ledger/facts/given-back-facts.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { inForce, listFinancingRates } from '../../records/financing-rate.ts'
import type { Ctx } from '../context.ts'
import { readCostRates } from '../cost-rate/read-cost-rates.ts'
import { readServiceRates } from '../service/read-service.ts'

/** The rates that hold on the days of a window, and what of net profit the book can measure with what it was told of them. */
export interface ProfitRates {
  readonly cost: CostRates
  readonly financing: readonly RateSpan[]
  readonly carrying: readonly CarryingSpan[]
  readonly returns: readonly ReturnsSpan[]
  readonly service: ServiceRates
  readonly measured: ReadonlySet<ProfitComponent>
}

export async function readProfitRates(
  stores: Pick<Ctx, 'ledger' | 'records'>,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<ProfitRates> {
  const { ledger, records } = stores
  const cost = await readCostRates(records.view)
  const { rates: service } = await readServiceRates(stores, window)
  const { watermark, to } = window
  const paid = await broughtKinds(ledger, ['payments'], { watermark })
  const brought = await broughtKinds(ledger, ['stock', 'commitments', 'events', 'hours', 'freight', 'accruals'], {
    watermark,
    to,
  })
  const isMeasuredBy: Readonly<Record<ProfitComponent, boolean>> = {
    service: brought.has('events') || brought.has('hours') || service.documents.length > 0,
    // Who never paid up to a day has waited all the same.
    financing: paid.has('payments'),
    // What was promised and not taken lies there, counted or not.
    carrying: brought.has('stock') || brought.has('commitments'),
    freight: brought.has('freight'),
    rebates: brought.has('accruals') || (await hasLinesOf(ledger, givenBackBesideSpend(kinds), window.watermark)),
    // Goods come back in every book: what that costs is measured once somebody has said so.
    returns: cost.returns.length > 0,
  }
  return {
    cost,
    service,
    financing: rateSpans(inForce(await listFinancingRates(records.view)), window),
    carrying: carryingSpans(cost, window),
    returns: returnsSpans(cost, window),
    measured: new Set(
      // Object.entries forgets which names there are.
      (Object.entries(isMeasuredBy) as [ProfitComponent, boolean][]).flatMap(([name, is]) => (is ? [name] : [])),
    ),
  }
}

/** Another text whenever somebody has set a rate since. */
export async function rateStamp({ records }: Pick<Ctx, 'records'>): Promise<string> {
  const { newest } = await readCostRates(records.view)
  const financing = await listFinancingRates(records.view)
  return `${newest} ${financing.reduce((last, { id }) => (id > last ? id : last), '')}`
}
