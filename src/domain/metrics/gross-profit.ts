import { grossProfit } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'

/** Costed spend less cost at the date, in the base currency. Null below the minimum coverage of the policy. */
export const grossProfitMetric: Metric = {
  id: 'gross-profit',
  label: 'Gross profit',
  unit: 'money',
  denominator: null,
  nullMeans: 'too little of the spend has a known cost',
  better: 'higher',
  inputs: ['costedSpend', 'cost', 'costedMagnitude', 'spendMagnitude'],
  source: 'Spend on lines whose cost is known, less their cost on the invoice date',
  compute: (facts, { minCoverage }) => {
    const micros = grossProfit(facts, minCoverage)
    return micros === null ? null : { kind: 'money', micros }
  },
}
