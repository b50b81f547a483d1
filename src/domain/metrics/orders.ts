import { hasActivity } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'
import { divideHalfEven } from '../money.ts'

/** Distinct order numbers, else invoices, without credit notes. Null when nothing was invoiced; 0 when only credits were. */
export const orders: Metric = {
  id: 'orders',
  label: 'Orders',
  unit: 'count',
  denominator: null,
  nullMeans: 'nothing was invoiced in the window',
  better: 'higher',
  inputs: ['orders', 'lines'],
  source: 'Distinct order numbers on invoices, the invoice number where there is none, credit notes out',
  compute: (facts) => (hasActivity(facts) ? { kind: 'number', value: facts.orders } : null),
  moneyPerUnit: (facts) =>
    facts.orders === 0 || facts.spend <= 0n ? null : divideHalfEven(facts.spend, BigInt(facts.orders)),
  least: 0,
}
