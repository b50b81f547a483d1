import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'

/**
 * Days from the invoice to the payment, weighted by amount, of what was paid in the window; money before its invoice counts as 0 days.
 * Null when nothing was. Open invoices are not in it: who pays nothing at all has no days to pay.
 */
export const daysToPay: Metric = {
  id: 'days-to-pay',
  label: 'Days to pay',
  unit: 'days',
  denominator: 'amount paid in the window, gross of tax',
  nullMeans: 'nothing was paid in the window',
  better: 'lower',
  inputs: ['paidGross', 'paidGrossDays'],
  source: 'Sum of amount x days since the invoice / sum of amount, over payment allocations',
  compute: ({ paidGross, paidGrossDays }) => {
    const value = paidGross > 0n ? ratio(paidGrossDays, paidGross) : null
    return value === null ? null : { kind: 'number', value }
  },
  madeOf: 'waiting',
  least: 0,
}
