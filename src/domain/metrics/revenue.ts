import { hasActivity } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'

/** Net of goods, service, freight, discount and rebate lines, in the base currency. Null when nothing was invoiced. */
export const revenue: Metric = {
  id: 'revenue',
  label: 'Revenue',
  unit: 'money',
  denominator: null,
  nullMeans: 'nothing was invoiced in the window',
  better: 'higher',
  inputs: ['revenue', 'lines'],
  source: 'Net invoice lines without adjustments and bad debt, at the rate of the invoice date',
  compute: (facts) => (hasActivity(facts) ? { kind: 'money', micros: facts.revenue } : null),
}
