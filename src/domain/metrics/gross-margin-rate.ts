import { grossProfit } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'

/**
 * Gross profit / costed spend as a fraction with 6 decimals. Null below the minimum coverage of the policy, and when costed
 * spend is zero or negative: a rate of net returns has the wrong sign.
 */
export const grossMarginRate: Metric = {
  id: 'gross-margin-rate',
  label: 'Gross margin rate',
  unit: 'rate',
  denominator: 'spend on lines whose cost is known',
  nullMeans: 'too little of the spend has a known cost, or that spend is not above zero',
  better: 'higher',
  inputs: ['costedSpend', 'cost', 'costedMagnitude', 'spendMagnitude'],
  source: 'Gross profit on costed spend / costed spend',
  compute: (facts, { minCoverage }) => {
    const profit = grossProfit(facts, minCoverage)
    if (profit === null || facts.costedSpend <= 0n) return null
    const value = ratio(profit, facts.costedSpend)
    return value === null ? null : { kind: 'number', value }
  },
  moneyPerUnit: (facts) => facts.costedSpend,
  moneyBehind: {
    what: 'gross-profit',
    compute: (facts, { minCoverage }) => grossProfit(facts, minCoverage),
  },
  most: 1,
}
