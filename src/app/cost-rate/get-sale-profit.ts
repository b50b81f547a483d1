import { saleBasesOn } from '../../domain/cost-rate/cost-rates.ts'
import { trueGrossProfit } from '../../domain/cost-rate/true-gross-profit.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros, parseMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { rateSpans } from '../../domain/receivables/financing.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { inForce, listFinancingRates } from '../../records/financing-rate.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { readCostRates } from './read-cost-rates.ts'

/** The true gross profit of a sale, with the rates of a day or with such as are given. */
export const getSaleProfit: Verb<'getSaleProfit'> = async (ctx, input) => {
  requireRight(ctx, 'read-margin')
  const on = input.on ?? (await todayOf(ctx))
  const usual = saleBasesOn(await readCostRates(ctx.records.view), on)
  const bases = { stock: input.stockBase ?? usual.stock, receivable: input.receivableBase ?? usual.receivable }
  const rate = input.rate === undefined ? await financingRateOn(ctx, on) : parseMicros(input.rate)
  const earned = trueGrossProfit({
    revenue: parseMicros(input.revenue),
    cost: parseMicros(input.cost),
    stockDays: input.stockDays,
    daysToPay: input.daysToPay,
    rate: rate ?? 0n,
    bases,
  })
  return {
    on,
    currency: (await baseCurrencyOf(ctx.ledger)) ?? null,
    rate: rate === null ? null : formatMicros(rate),
    bases,
    grossProfit: formatMicros(earned.grossProfit),
    grossRate: earned.grossRate,
    // Without a rate nothing is known of the cost of waiting; a rate of nothing is one.
    financing:
      rate === null
        ? null
        : { stock: formatMicros(earned.stockFinancing), receivable: formatMicros(earned.receivableFinancing) },
    trueGrossProfit: rate === null ? null : formatMicros(earned.trueGrossProfit),
    trueRate: rate === null ? null : earned.trueRate,
  }
}

async function financingRateOn({ records }: Pick<Ctx, 'records'>, day: Day): Promise<Micros | null> {
  const [span] = rateSpans(inForce(await listFinancingRates(records.view)), { from: day, to: day })
  return span?.rate?.rate ?? null
}
