import type { Metric } from '../metric-definition.ts'
import { divideHalfEven, ratio } from '../money.ts'

/**
 * Days paid after the due date, weighted by amount; a payment before it counts as 0 days. Null when nothing was paid in the
 * window on an invoice with a due date. Open overdue invoices are not in it.
 */
export const averageDaysLate: Metric = {
  id: 'average-days-late',
  label: 'Average days late',
  unit: 'days',
  denominator: 'amount paid in the window on invoices with a due date',
  nullMeans: 'nothing was paid in the window on an invoice with a due date',
  better: 'lower',
  inputs: ['lateAmountDays', 'paidAmount'],
  source: 'Sum of amount x days after the due date / sum of amount, over payment allocations',
  compute: (facts) => {
    if (facts.paidAmount <= 0n) return null
    const value = ratio(facts.lateAmountDays, facts.paidAmount)
    return value === null ? null : { kind: 'number', value }
  },
  // What a day costs on average of all that was waited for, where the policy has the cost of waiting read.
  moneyPerUnit: ({ paidAmount, financing, receivableDays }) =>
    financing > 0n && receivableDays > 0n ? divideHalfEven(paidAmount * financing, receivableDays) : null,
  madeOf: 'lateness',
  least: 0,
}
