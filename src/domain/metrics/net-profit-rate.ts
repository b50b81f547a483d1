import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'
import { netProfit, netProfitInputs } from '../profit/net-profit.ts'

/** Net profit / spend as a fraction with six decimals. Null as for net profit, and where spend is not above zero. */
export const netProfitRate: Metric = {
  id: 'net-profit-rate',
  label: 'Net profit rate',
  unit: 'rate',
  denominator: 'spend',
  nullMeans: 'net profit is unknown, or spend is not above zero',
  better: 'higher',
  inputs: ['spend', 'costedSpend', 'cost', 'costedMagnitude', 'spendMagnitude', ...netProfitInputs],
  source: 'Net profit / spend',
  compute: (facts, { minCoverage }) => {
    const profit = netProfit(facts, minCoverage)
    if (profit === null || facts.spend <= 0n) return null
    const value = ratio(profit, facts.spend)
    return value === null ? null : { kind: 'number', value }
  },
  moneyPerUnit: ({ spend }) => (spend > 0n ? spend : null),
  moneyBehind: { what: 'net-profit', compute: (facts, { minCoverage }) => netProfit(facts, minCoverage) },
}
