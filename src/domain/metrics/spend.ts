import { hasActivity } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'

/** Net of the line kinds the policy names, in the base currency. Null when nothing was invoiced; credits can make it negative. */
export const spend: Metric = {
  id: 'spend',
  label: 'Spend',
  unit: 'money',
  denominator: null,
  nullMeans: 'nothing was invoiced in the window',
  better: 'higher',
  inputs: ['spend', 'lines'],
  source: 'Net invoice lines of the kinds the policy names, at the rate of the invoice date',
  compute: (facts) => (hasActivity(facts) ? { kind: 'money', micros: facts.spend } : null),
}
