import type { Metric } from '../metric-definition.ts'

/** What the account could buy a year beyond what it buys now, the likely amount that somebody gave. Null where nobody has. */
export const growthPotential: Metric = {
  id: 'growth-potential',
  label: 'Growth potential',
  unit: 'money',
  denominator: null,
  nullMeans: 'nobody has said what more it could buy',
  better: 'higher',
  inputs: ['growthPotential', 'growthKnown'],
  source: 'Likely potential a year, by source, date and author',
  compute: ({ growthPotential: likely, growthKnown }) => (growthKnown > 0 ? { kind: 'money', micros: likely } : null),
}
