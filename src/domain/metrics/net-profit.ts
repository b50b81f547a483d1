import type { Metric } from '../metric-definition.ts'
import { netProfit, netProfitInputs } from '../profit/net-profit.ts'

/**
 * Gross profit less cost to serve, cost of waiting, cost of carrying stock, freight not invoiced, rebates not yet credited and the
 * handling of returns. Null below the minimum coverage of the policy, where one of them has something without a rate, and for an
 * account of which the window knows nothing. What the book was never told of is left out.
 */
export const netProfitMetric: Metric = {
  id: 'net-profit',
  label: 'Net profit',
  unit: 'money',
  denominator: null,
  nullMeans: 'too little of the spend has a known cost, or a cost beside the goods has no rate',
  better: 'higher',
  inputs: ['lines', 'costedSpend', 'cost', 'costedMagnitude', 'spendMagnitude', ...netProfitInputs],
  source: 'Gross profit less everything an account costs beside its goods',
  compute: (facts, { minCoverage }) => {
    const micros = netProfit(facts, minCoverage)
    return micros === null || (facts.lines === 0 && micros === 0n) ? null : { kind: 'money', micros }
  },
}
