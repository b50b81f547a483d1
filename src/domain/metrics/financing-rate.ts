import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'
import { knownFinancing } from './financing-cost.ts'

/** The cost of waiting over spend, as a fraction with 6 decimals. Null where that cost is unknown or spend is not above zero. */
export const financingRate: Metric = {
  id: 'financing-rate',
  label: 'Cost of waiting, of spend',
  unit: 'rate',
  denominator: 'spend',
  nullMeans: 'the cost of waiting is not known, or spend is not above zero',
  better: 'lower',
  inputs: ['financing', 'financed', 'unfinanced', 'spend'],
  source: 'Cost of waiting / spend',
  compute: (facts) => {
    const [cost, { spend }] = [knownFinancing(facts), facts]
    const value = cost === null || spend <= 0n ? null : ratio(cost, spend)
    return value === null ? null : { kind: 'number', value }
  },
  moneyPerUnit: ({ spend }) => (spend > 0n ? spend : null),
  moneyBehind: { what: 'financing', compute: (facts) => (facts.spend > 0n ? knownFinancing(facts) : null) },
  beside: 'average-days-late',
  madeOf: 'financing',
}
