import { coverage } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'

/** The share of spend, by size of line, whose cost is known: a fraction with 6 decimals. Null when there is no spend line. */
export const costCoverage: Metric = {
  id: 'cost-coverage',
  label: 'Cost coverage',
  unit: 'rate',
  denominator: 'spend by size of line, credits counted by their size',
  nullMeans: 'there is no spend in the window whose cost could be known',
  better: 'higher',
  inputs: ['costedMagnitude', 'spendMagnitude'],
  source: 'Size of spend lines with a known cost / size of all spend lines',
  compute: (facts) => {
    const value = coverage(facts)
    return value === null ? null : { kind: 'number', value }
  },
  least: 0,
  most: 1,
}
