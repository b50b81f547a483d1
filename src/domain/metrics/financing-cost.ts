import type { AccountFacts } from '../facts.ts'
import type { Metric } from '../metric-definition.ts'
import type { Micros } from '../money.ts'

/**
 * What waiting for the money of invoices cost in the window, at the rates of its days; credits lower it. Null where the cost of one
 * of them cannot be told: a part of it would flatter whoever pays late. Null too without an invoice that tells what is paid.
 */
export const financingCost: Metric = {
  id: 'financing-cost',
  label: 'Cost of waiting',
  unit: 'money',
  denominator: null,
  nullMeans: 'there is no invoice with its payments, or the cost of one cannot be told',
  better: 'lower',
  inputs: ['financing', 'financed', 'unfinanced'],
  source: 'Open amount x annual rate x days / 365, from the invoice to the payment',
  compute: (facts) => {
    const micros = knownFinancing(facts)
    return micros === null ? null : { kind: 'money', micros }
  },
  beside: 'average-days-late',
  madeOf: 'financing',
}

/** The cost of waiting where all of it is known. */
export function knownFinancing({ financing, financed, unfinanced }: AccountFacts): Micros | null {
  return financed === 0 || unfinanced > 0 ? null : financing
}
