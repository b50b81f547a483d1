import { familiesOf, type FactFamily } from './fact-family.ts'
import type { Metric } from './metric-definition.ts'
import { averageDaysLate } from './metrics/average-days-late.ts'
import { costCoverage } from './metrics/cost-coverage.ts'
import { daysToPay } from './metrics/days-to-pay.ts'
import { financingCost } from './metrics/financing-cost.ts'
import { financingRate } from './metrics/financing-rate.ts'
import { grossMarginRate } from './metrics/gross-margin-rate.ts'
import { grossProfitMetric } from './metrics/gross-profit.ts'
import { growthPotential } from './metrics/growth-potential.ts'
import { inventoryCarrying } from './metrics/inventory-carrying.ts'
import { operatingFit } from './metrics/operating-fit.ts'
import { netProfitMetric } from './metrics/net-profit.ts'
import { netProfitRate } from './metrics/net-profit-rate.ts'
import { orders } from './metrics/orders.ts'
import { reference } from './metrics/reference.ts'
import { revenue } from './metrics/revenue.ts'
import { serviceCostMetric } from './metrics/service-cost.ts'
import { spend } from './metrics/spend.ts'
import { standing } from './metrics/standing.ts'
import { takenRate } from './metrics/taken-rate.ts'
import { travel } from './metrics/travel.ts'

/** Every metric there is, in the order in which screens show them. */
export const metrics: readonly Metric[] = [
  spend,
  revenue,
  grossProfitMetric,
  grossMarginRate,
  costCoverage,
  orders,
  averageDaysLate,
  daysToPay,
  financingCost,
  financingRate,
  takenRate,
  inventoryCarrying,
  serviceCostMetric,
  netProfitMetric,
  netProfitRate,
  standing,
  operatingFit,
  travel,
  growthPotential,
  reference,
]

const metricsById = new Map<string, Metric>(metrics.map((metric) => [metric.id, metric]))

/** The metric with this id; throws on an id that is none. */
export function metricOf(id: string): Metric {
  const metric = metricsById.get(id)
  if (!metric) throw new RangeError(`Cannot find metric "${id}": write one of ${[...metricsById.keys()].join(', ')}`)
  return metric
}

/** Whether there is a metric with this id. */
export function isMetricId(id: string): boolean {
  return metricsById.has(id)
}

/** Families that hold what things cost, in money or as a part of it. */
const costly: readonly FactFamily[] = ['receivables', 'commitments', 'stock', 'service', 'extras']

/** Whether a figure tells what goods, waiting, stock or service cost, so that it is for who may see margins. */
export function tellsCosts(id: string): boolean {
  const { inputs } = metricOf(id)
  return inputs.includes('costedMagnitude') || familiesOf(inputs).some((family) => costly.includes(family))
}

/** The families of facts that the explanation of a grade needs: also for figures that say a factor in other words. */
export function explainedFamilies(policy: {
  readonly factors: readonly { readonly metric: string }[]
}): readonly FactFamily[] {
  const beside = policy.factors.flatMap(({ metric }) => metricOf(metric).beside ?? [])
  return policyFamilies({ factors: [...policy.factors, ...beside.map((metric) => ({ metric }))] })
}

/** The families of facts that a policy needs beside the lines. */
export function policyFamilies(policy: {
  readonly factors: readonly { readonly metric: string }[]
}): readonly FactFamily[] {
  return familiesOf(policy.factors.flatMap(({ metric }): readonly string[] => metricOf(metric).inputs))
}
